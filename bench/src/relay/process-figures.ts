import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second for user space (`getconf CLK_TCK`). */
const ticksPerSecond = 100

/** Seconds that a process, its descendants and its descendants that have ended spent on a processor. */
export function processorSeconds(pid: number): number {
  let ticks = 0
  for (const each of withDescendants(pid)) {
    // After the name, which may hold anything in its brackets, come the fields of proc_pid_stat(5) from the third on.
    const fields = statOf(each)
    for (const number of [14, 15, 16, 17]) ticks += Number(fields[number - 3])
  }
  return ticks / ticksPerSecond
}

/** Bytes of memory, shared pages divided among those who share them (`Pss`), of a process and its descendants. */
export function proportionalMemory(pid: number): number {
  let kibibytes = 0
  for (const each of withDescendants(pid))
    kibibytes += Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${each}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
  return kibibytes * 1024
}

export function withDescendants(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(withDescendants)]
}

function statOf(pid: number): string[] {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return line.slice(line.lastIndexOf(')') + 2).split(' ')
}
