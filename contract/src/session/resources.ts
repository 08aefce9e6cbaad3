import { z } from 'zod'

/** How much of a host one session may take. Shares count only where there is less than all want. */
export const SessionResources = z.strictObject({
  /** Share of the processors, against 100 of a usual session. */
  processorWeight: z.number().int().min(1).max(10_000).default(100),
  /** Share of the disk, against 100 of a usual session; where the kernel's scheduler knows shares. */
  diskWeight: z.number().int().min(1).max(1_000).default(100),
  /** Most memory in megabytes, files in `/tmp` included; beyond it the session's largest program is ended. */
  memory: z.number().int().min(512).default(6_144),
  /** Most processes and threads. */
  processes: z.number().int().min(200).default(4_000),
})
export type SessionResources = z.infer<typeof SessionResources>

export const usualResources: SessionResources = SessionResources.parse({})
