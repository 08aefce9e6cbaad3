import { readdirSync, readFileSync } from 'node:fs'

/** A process; numbers are given again, so its start (in ticks since the kernel's) belongs to it. */
export interface Known {
  readonly pid: number
  readonly parent: number
  readonly name: string
  readonly start: string
}

/** All processes below this one, as the kernel knows them now (proc_pid_stat(5)). */
export function descendantsOf(root: number): Known[] {
  const all = readdirSync('/proc').flatMap((entry) => (/^\d+$/.test(entry) ? (read(Number(entry)) ?? []) : []))
  const found: Known[] = []
  let parents = new Set([root])
  while (parents.size > 0) {
    const children = all.filter(({ parent }) => parents.has(parent))
    found.push(...children)
    parents = new Set(children.map(({ pid }) => pid))
  }
  return found
}

/** Those of these that are still the same processes, and have not ended. */
export function aliveOf(known: readonly Known[]): Known[] {
  return known.filter(({ pid, start }) => read(pid)?.start === start)
}

/** Null where there is none, or nothing of it but its status. */
function read(pid: number): Known | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
  // The name may hold blanks and brackets.
  const end = stat.lastIndexOf(')')
  const [state, parent, ...more] = stat.slice(end + 2).split(' ')
  if (state === 'Z' || state === 'X') return null
  return { pid, parent: Number(parent), name: stat.slice(stat.indexOf('(') + 1, end), start: more[17] ?? '' }
}
