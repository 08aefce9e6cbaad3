import { readdir, readFile } from 'node:fs/promises'

/** Hundredths of a second, as `/proc` counts processor time on every Linux (`USER_HZ`). */
const tick = 10

/**
 * Milliseconds of processor time that all but the kernel's own threads have taken by now, those that have ended since
 * among them. Whoever takes what it knows to be its own off the difference of two has what other programs took.
 */
export async function takenByPrograms(): Promise<number> {
  const [machine, kernel] = await Promise.all([readFile('/proc/stat', 'utf8'), takenByKernelThreads()])
  const [user = 0, nice = 0, system = 0] = (/^cpu +(.*)$/m.exec(machine)?.[1] ?? '').split(' ').map(Number)
  return (user + nice + system) * tick - kernel
}

/** Milliseconds of processor time of one process and its threads; 0 where it is gone. */
export async function takenBy(pid: number): Promise<number> {
  const [user, system] = (await numbersOf(String(pid)))?.slice(11, 13) ?? []
  return ((user ?? 0) + (system ?? 0)) * tick
}

/** They are children of the second process, kthreadd. */
async function takenByKernelThreads(): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(pids.map(numbersOf))
  return all.reduce((sum, each) => (each?.[1] === 2 ? sum + ((each[11] ?? 0) + (each[12] ?? 0)) * tick : sum), 0)
}

/** Of proc_pid_stat(5), from the state on: 1 is the parent, 11 and 12 are times of user and system. */
async function numbersOf(pid: string): Promise<readonly number[] | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return text === null
    ? null
    : text
        .slice(text.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number)
}
