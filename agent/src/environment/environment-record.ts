import { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import { SessionEnvironment } from '@nahtlos/contract/host/environment'
import { AppUse } from '@nahtlos/contract/host/report'
import { z } from 'zod'
import { WithheldState } from '../withheld/withholding.ts'

/** What the agent must know of a session's environment after it was killed at any moment. */
export const EnvironmentRecord = z.object({
  /** What holds by the server's last word that was carried out; null before the first one. */
  present: SessionEnvironment.nullable(),
  triggered: z.array(z.string()).default([]),
  applied: z.array(z.object({ key: z.string(), action: EnvironmentAction, undo: z.json() })),
  withheld: z.array(WithheldState),
  /** How long apps were used whose time of a day is bounded. */
  used: z.array(AppUse).default([]),
})
export type EnvironmentRecord = z.infer<typeof EnvironmentRecord>

export const emptyEnvironment: EnvironmentRecord = { present: null, triggered: [], applied: [], withheld: [], used: [] }
