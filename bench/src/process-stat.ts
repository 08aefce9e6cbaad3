import { readdir, readFile } from 'node:fs/promises'

/** Of one process; times are milliseconds of processor time. */
export interface ProcessStat {
  readonly parent: number
  /** Its own, with all its threads. */
  readonly taken: number
  /** Of those of its children that have ended, and of theirs. */
  readonly ofEnded: number
}

/** Linux counts processor time in hundredths of a second for whoever reads /proc (`USER_HZ`). */
export const millisecondsPerTick = 10

/** Null where it is gone: a process may end while it is looked for. */
export async function processStat(pid: number): Promise<ProcessStat | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  // proc_pid_stat(5): after the name in brackets come state, parent, … and from the twelfth utime, stime, cutime, cstime.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const ticks = (from: number) => ((fields[from] ?? 0) + (fields[from + 1] ?? 0)) * millisecondsPerTick
  return { parent: fields[1] ?? 0, taken: ticks(11), ofEnded: ticks(13) }
}

/** All processes of the machine, by number, kernel threads among them. */
export async function allProcessStats(): Promise<Map<number, ProcessStat>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map(async (pid) => [pid, await processStat(pid)] as const))
  return new Map(found.flatMap(([pid, stat]) => (stat === null ? [] : [[pid, stat] as const])))
}
