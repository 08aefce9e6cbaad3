import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'

/**
 * A process that is certainly the one meant: numbers are used again by the kernel, so the time at which it
 * started (clock ticks since boot, field 22 of proc(5) `/proc/PID/stat`) is remembered with it.
 */
export const LivingProcess = z.strictObject({ pid: z.number().int().min(1), startedAtTick: z.string() })
export type LivingProcess = z.infer<typeof LivingProcess>

/** The tick at which the process started, or null where there is none or only its remains. */
export function startTick(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The program's name stands in brackets and may hold anything; what follows the last one is regular.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

export function rememberProcess(pid: number): LivingProcess | null {
  const startedAtTick = startTick(pid)
  return startedAtTick === null ? null : { pid, startedAtTick }
}

export function isAlive(process: LivingProcess): boolean {
  return startTick(process.pid) === process.startedAtTick
}

/** Sends a signal to exactly this process; answers whether it was still there. */
export function signal(target: LivingProcess, name: NodeJS.Signals): boolean {
  if (!isAlive(target)) return false
  try {
    return process.kill(target.pid, name)
  } catch (error) {
    if (isGone(error)) return false
    throw error
  }
}

/** Ends a process: first by asking, and after `patience` milliseconds for good. */
export async function endProcess(target: LivingProcess, patience: number): Promise<void> {
  if (!signal(target, 'SIGTERM')) return
  if (await isGoneWithin(target, patience)) return
  signal(target, 'SIGKILL')
  await isGoneWithin(target, 5_000)
}

/** The kernel tells nobody but the parent that a process ended, so this looks again and again. */
export async function isGoneWithin(target: LivingProcess, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (isAlive(target)) {
    if (performance.now() > end) return false
    await delay(20)
  }
  return true
}

function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ESRCH'
}
