import { readFile } from 'node:fs/promises'
import { allProcessStats, millisecondsPerTick, processStat } from '../process-stat.ts'

/** Kernel threads are children of the second process, kthreadd. */
const kernel = 2

/**
 * Milliseconds of processor time that all but the kernel's own threads have taken by now, those that have ended since
 * among them. Whoever takes what it knows to be its own off the difference of two has what other programs took.
 */
export async function takenByPrograms(): Promise<number> {
  const [machine, processes] = await Promise.all([readFile('/proc/stat', 'utf8'), allProcessStats()])
  const [user = 0, nice = 0, system = 0] = (/^cpu +(.*)$/m.exec(machine)?.[1] ?? '').split(' ').map(Number)
  const threads = [...processes.values()].filter(({ parent }) => parent === kernel)
  return (user + nice + system) * millisecondsPerTick - threads.reduce((sum, { taken }) => sum + taken, 0)
}

/** Milliseconds of processor time of one process and its threads; 0 where it is gone. */
export async function takenBy(pid: number): Promise<number> {
  return (await processStat(pid))?.taken ?? 0
}
