import { readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second for user space (`getconf CLK_TCK`). */
const ticksPerSecond = 100

/** Seconds that a process, its descendants and its descendants that have ended spent on a processor. */
export function processorSeconds(pid: number): number {
  let ticks = 0
  // Children first: one that ends meanwhile is found again in its parent's sum of ended children.
  for (const each of withDescendants(pid).reverse()) {
    // After the name, which may hold anything in its brackets, come the fields of proc_pid_stat(5) from the third on.
    const line = readIfThere(`/proc/${each}/stat`)
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
    for (const number of [14, 15, 16, 17]) ticks += Number(fields[number - 3] ?? 0)
  }
  return ticks / ticksPerSecond
}

/** Bytes of memory, shared pages divided among those who share them (`Pss`), of a process and its descendants. */
export function proportionalMemory(pid: number): number {
  let kibibytes = 0
  for (const each of withDescendants(pid))
    kibibytes += Number(/^Pss:\s+(\d+) kB/m.exec(readIfThere(`/proc/${each}/smaps_rollup`))?.[1] ?? 0)
  return kibibytes * 1024
}

export function withDescendants(pid: number): number[] {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(withDescendants)]
}

/** A process may end between being listed and being read. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return ''
    throw error
  }
}
