import { allProcessStats } from '../process-stat.ts'

/** Milliseconds of processor time of a process and all its descendants, those that have ended included. */
export async function treeTime(root: number): Promise<number> {
  const processes = await allProcessStats()
  const isBelow = (pid: number): boolean => {
    if (pid === root) return true
    const parent = processes.get(pid)?.parent
    return parent !== undefined && parent > 1 && isBelow(parent)
  }
  let time = 0
  for (const [pid, { taken, ofEnded }] of processes) if (isBelow(pid)) time += taken + ofEnded
  return time
}
