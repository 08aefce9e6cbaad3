import { quote } from '../launcher/quote.ts'
import { refusedFifo } from '../launcher/refuser.ts'
import { sessionPlace } from '../launcher/session-place.ts'
import { launcherPlace } from '../launcher/steps.ts'
import type { AppProgram, ProgramAlias } from './app-programs.ts'
import type { FileTree } from './file-tree.ts'

/** Below the session's directory: what launchers and the agent tell each other. All of it is in a folder of root's. */
export const appFiles = {
  directory: 'apps',
  /** FIFO: a launcher writes its program's name. */
  ask: 'apps/ask',
  /** FIFO: the agent writes one byte for each question, when the settings are there. */
  answer: 'apps/answer',
  /** FIFO: what is refused writes a line of `refusal-line.ts`. */
  refused: refusedFifo,
  /** FIFO that all processes of a program inherit: when the last has ended, nobody holds it. */
  runs: (program: string) => `apps/${program}.runs`,
  /** There while the settings of this program are in the home. */
  ready: (program: string) => `apps/${program}.ready`,
} as const

/** How a launcher says that it did not wait any longer. */
export const withoutSettings = 'without:'
/** Seconds; the agent itself waits much shorter for the vault, so this is for a host without its agent. */
const patience = 20

/** One launcher for each program, by its name, to lie in `bin/`. */
export function appLaunchers(programs: readonly AppProgram[]): FileTree {
  return Object.fromEntries(programs.map((program) => [program.name, launcher(program)]))
}

/** The same for further names; each starts its own path, because programs look at the name they are started by. */
export function aliasLaunchers(aliases: readonly ProgramAlias[]): FileTree {
  return Object.fromEntries(aliases.map(({ alias, name, path }) => [alias, launcher({ name, path })]))
}

/**
 * Settings first, then the program in the same process. The FIFO `runs` is opened before `ready` is looked for, and
 * the agent takes `ready` away before it looks whether somebody has opened `runs`: so either the launcher asks, or
 * the agent knows that the program runs again. All FIFOs are opened for both directions, which never waits, and a
 * question stays in its FIFO while the agent is being restarted.
 */
function launcher({ name, path }: AppProgram): string {
  const at = (file: string) => quote(`${sessionPlace}/${file}`)
  return `#!/bin/sh
exec 9<>${at(appFiles.runs(name))}
if [ ! -e ${at(appFiles.ready(name))} ]; then
  exec 7<>${at(appFiles.ask)} 8<>${at(appFiles.answer)}
  until [ -e ${at(appFiles.ready(name))} ]; do
    echo ${quote(name)} >&7
    timeout ${patience} head -c 1 <&8 >/dev/null || {
      echo ${quote(withoutSettings + name)} >&7
      exec ${quote(path)} "$@" 8>&-
    }
  done
  exec 7>&- 8>&-
fi
exec ${quote(path)} "$@"
`
}

const programKeys = ['Exec', 'TryExec']

/**
 * A desktop entry or D-Bus service of the host as a session has it: where it starts one of these programs by its
 * path, it starts the launcher instead. Null where it starts none of them so: the host's own is right then.
 */
export function throughLauncher(entry: string, programs: readonly AppProgram[], always: boolean): string | null {
  const names = new Map(programs.flatMap(({ name, path }) => [[path, name] as const, [name, name] as const]))
  let changed = false
  const lines = entry.split('\n').map((line) => {
    const [key = '', value] = /^(\w+)\s*=\s*(.*)$/.exec(line)?.slice(1) ?? []
    if (!programKeys.includes(key) || value === undefined) return line
    const [, program = '', rest = ''] = /^"?([^\s"]+)"?(.*)$/.exec(value) ?? []
    const name = names.get(program) ?? (program.startsWith('/usr/lib/') ? names.get(lastName(program)) : undefined)
    if (name === undefined || (!always && !program.startsWith('/'))) return line
    changed = true
    return `${key}=${launcherPlace}/${name}${rest}`
  })
  return changed ? lines.join('\n') : null
}

/** `/usr/lib/firefox-esr/firefox-esr` is what `/usr/bin/firefox-esr` starts. */
function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
