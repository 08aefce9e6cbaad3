import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LivingProcess } from './living-process.ts'

/** What a supervisor tells everybody else about its product. */
export const Status = z.strictObject({
  supervisor: LivingProcess,
  /** What it does just now while it starts; null once everything answers. */
  step: z.string().nullable(),
  /** Why it gave up, and the way out; null while all is well. */
  failure: z.strictObject({ message: z.string(), way: z.string().nullable() }).nullable(),
  office: z.string(),
  outside: z.string(),
  /** The root that browsers have to trust (PEM); null where the doors are plain HTTP on loopback. */
  authority: z.string().nullable(),
  run: z.string(),
  programs: z.array(
    z.strictObject({
      name: z.string(),
      process: LivingProcess.nullable(),
      restarts: z.number().int(),
      log: z.string(),
    }),
  ),
})
export type Status = z.infer<typeof Status>

function statusFile(state: string): string {
  return join(state, 'status.json')
}

/** Synchronous, so that two changes in a row can't overtake each other. */
export function writeStatus(state: string, status: Status): void {
  const fresh = `${statusFile(state)}.${randomBytes(6).toString('hex')}`
  writeFileSync(fresh, `${JSON.stringify(status, null, 2)}\n`, { mode: 0o644 })
  renameSync(fresh, statusFile(state))
}

/** The last status written, or null where there never was one. */
export function readStatus(state: string): Status | null {
  try {
    return Status.parse(JSON.parse(readFileSync(statusFile(state), 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
