import { z } from 'zod'
import { SessionId } from '../identifiers.ts'

/**
 * What an administrator should know of a host, although all goes on:
 *
 * - `no-limits`: it has no control groups that could be used; sessions run without limits.
 * - `disk-low`, `disk-full`: below the second, no session starts.
 * - `rules-not-tried`: its kernel does not tell who starts what, so that rules that are only tried out tell nothing.
 * - `session-grows`: one takes more and more memory without a pause.
 * - `session-left`: one that ended has left something on the host.
 */
export const Concern = z.strictObject({
  what: z.enum(['no-limits', 'rules-not-tried', 'disk-low', 'disk-full', 'session-grows', 'session-left']),
  session: SessionId.nullable(),
  /** What exactly: paths, processes, figures. */
  detail: z.string().max(500),
  /** Milliseconds since the Unix epoch. */
  since: z.number(),
})
export type Concern = z.infer<typeof Concern>

/** A host tells no more at once. */
export const mostConcerns = 50
