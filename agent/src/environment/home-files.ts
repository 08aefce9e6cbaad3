import type { Finished } from '../system/system.ts'
import { ActionFailure, type Surroundings } from './action-module.ts'

/**
 * Files of the home, read and written as the person herself in her session: wherever a link in her home may lead,
 * it leads nowhere that she could not go. Paths are below the home and given as arguments, never as program text.
 * What is no file is as if nothing was there.
 */
export async function readHome(at: Surroundings, path: string): Promise<string | null> {
  const answer = await shell(at, 'if [ -f "$1" ]; then cat -- "$1"; else exit 44; fi', [path])
  if (answer.code === 44) return null
  return good(answer, `read ~/${path}`).stdout
}

/** Replaces the file in one step; folders on the way are made. */
export async function writeHome(at: Surroundings, path: string, text: string, mode = '600'): Promise<void> {
  const program =
    'mkdir -p -- "$(dirname -- "$1")" && umask 077 && new=$(mktemp -- "$1.XXXXXXXX") && cat >"$new" && chmod "$2" "$new" && mv -fT -- "$new" "$1" || { rm -f -- "$new"; exit 1; }'
  good(await shell(at, program, [path, mode], text), `write ~/${path}`)
}

/**
 * Makes room for a file or link whose place somebody gave to something else: what is no file there goes, and folders
 * on the way that were closed or replaced are folders again.
 */
export async function clearWay(at: Surroundings, path: string): Promise<void> {
  const program = `way=
    rest=$1
    while [ "\${rest#*/}" != "$rest" ]; do
      way=$way\${rest%%/*}
      rest=\${rest#*/}
      [ -d "$way" ] && ! [ -L "$way" ] && ! [ -w "$way" -a -x "$way" ] && chmod u+rwx -- "$way"
      [ -d "$way" ] && [ -w "$way" ] || rm -f -- "$way"
      way=$way/
    done
    [ -L "$1" ] && ! [ -f "$1" ] && rm -f -- "$1"
    [ -f "$1" ] && chmod u+rw -- "$1"
    if [ -d "$1" ]; then chmod -R u+rwx -- "$1"; rm -rf -- "$1"; fi`
  good(await shell(at, program, [path]), `make room for ~/${path}`)
}

/** Puts what is there aside, so that `bringBack` finds it; false where nothing is there. Done twice it keeps the first. */
export async function putAside(at: Surroundings, path: string): Promise<boolean> {
  const program =
    '[ -e "$2" ] || [ -L "$2" ] && exit 0; [ -e "$1" ] || [ -L "$1" ] || exit 44; mv -T -- "$1" "$2" && exit 0; exit 1'
  const answer = await shell(at, program, [path, aside(path)])
  if (answer.code === 44) return false
  good(answer, `put ~/${path} aside`)
  return true
}

/** Removes what a rule put there and brings back what was there before it. */
export async function bringBack(at: Surroundings, path: string, wasThere: boolean): Promise<void> {
  const program = wasThere
    ? 'if [ -e "$2" ] || [ -L "$2" ]; then rm -rf -- "$1" && mv -T -- "$2" "$1"; fi'
    : 'rm -f -- "$1" && rmdir -p --ignore-fail-on-non-empty -- "$(dirname -- "$1")" 2>/dev/null; true'
  good(await shell(at, program, [path, aside(path)]), `bring back ~/${path}`)
}

export async function shell(
  at: Surroundings,
  program: string,
  words: readonly string[],
  input?: string,
): Promise<Finished> {
  const options = { seconds: 30, signal: at.signal, ...(input === undefined ? {} : { input }) }
  return at.door.run(['/bin/sh', '-c', program, 'sh', ...words], options)
}

export function good(answer: Finished, what: string): Finished {
  if (answer.code === 0) return answer
  const reason = answer.stderr.trim().split('\n').at(-1) ?? ''
  throw new ActionFailure(`could not ${what}: ${reason || `it ended with ${answer.code}`}`.slice(0, 500))
}

function aside(path: string): string {
  const slash = path.lastIndexOf('/') + 1
  return `${path.slice(0, slash)}.${path.slice(slash)}.nahtlos-before`
}
