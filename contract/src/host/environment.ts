import { z } from 'zod'
import { EnvironmentRule } from '../configuration/environment-rule.ts'
import { BoundedApp, WithheldApp } from '../configuration/withhold.ts'
import { SessionId, Slug } from '../identifiers.ts'
import { SessionPrograms } from '../session/programs.ts'

/** What holds in a session from where its person is now, whole; it changes while the session runs. */
export const SessionEnvironment = z.strictObject({
  session: SessionId,
  /** Grows with every change; a ticket says which one its connection needs. */
  revision: z.number().int().min(0),
  zone: Slug,
  /** The environment rules that apply. */
  rules: z.array(EnvironmentRule),
  withheld: z.array(WithheldApp),
  /** Apps that are there until they were used so much; absent where none is. */
  bounded: z.array(BoundedApp).optional(),
  /** What may be started from here and now; absent where it is what the order says. */
  programs: SessionPrograms.optional(),
})
export type SessionEnvironment = z.infer<typeof SessionEnvironment>
