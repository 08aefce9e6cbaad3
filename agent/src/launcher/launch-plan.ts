import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Containment } from './containment.ts'
import type { Step } from './steps.ts'

/** A launcher that cannot finish a step ends with this code (EX_CONFIG) and starts nothing. */
export const launchRefused = 78

const program = readFileSync(join(import.meta.dirname, 'launch.pl'), 'utf8')

/** The whole launcher as one file: the fixed program and, as its data, the steps in order. */
export function launchPlan(steps: readonly Step[]): string {
  const lines = steps.flatMap(({ name, operations }) => [
    planLine(['step', name]),
    ...operations.map((operation) => planLine(operation)),
  ])
  return `${program}${lines.join('\n')}\n`
}

/** Words separated by tabs; whatever might be taken for something else is `%XX`, byte by byte. */
export function planLine(words: readonly (string | number)[]): string {
  return words
    .map((word) => {
      const text = String(word)
      if (text.includes('\0')) throw new RangeError('a word of a plan cannot contain a NUL byte')
      return [...Buffer.from(text)].map(encoded).join('')
    })
    .join('\t')
}

function encoded(byte: number): string {
  const letter = String.fromCharCode(byte)
  return /[\w@+=:,./ -]/.test(letter) ? letter : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

/** Runs in a session what `enterSteps` leaves open; `setpriv` first, with the words that follow. */
export function enterCommand(planPath: string, process: number, words: readonly string[]): readonly string[] {
  return ['/usr/bin/perl', planPath, String(process), ...words]
}

/** New mount, PID, IPC and UTS namespaces; when the outer process dies, the kernel kills the inner ones. */
export function launchCommand(planPath: string, { network }: Pick<Containment, 'network'>): readonly string[] {
  const namespaces = ['--mount', '--pid', '--fork', '--kill-child', '--ipc', '--uts', '--propagation', 'private']
  const own = network === 'none' ? ['--net'] : []
  return ['unshare', ...namespaces, ...own, '--', '/usr/bin/perl', planPath]
}
