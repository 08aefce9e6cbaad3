import { readdir, readFile } from 'node:fs/promises'

/** Linux counts processor time in hundredths of a second for whoever reads /proc. */
const millisecondsPerTick = 10

/** Milliseconds of processor time of a process and all its descendants, those that have ended included. */
export async function treeTime(root: number): Promise<number> {
  const processes = new Map<number, { parent: number; ticks: number }>()
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    // A process may end while it is looked for; its parent has its time then.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null)
    if (stat === null) continue
    // proc_pid_stat(5): after the name in brackets come state, parent, … and from the twelfth utime, stime, cutime, cstime.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    processes.set(Number(name), { parent: Number(fields[1]), ticks })
  }
  const isBelow = (pid: number): boolean => {
    if (pid === root) return true
    const parent = processes.get(pid)?.parent
    return parent !== undefined && parent > 1 && isBelow(parent)
  }
  let ticks = 0
  for (const [pid, one] of processes) if (isBelow(pid)) ticks += one.ticks
  return ticks * millisecondsPerTick
}
