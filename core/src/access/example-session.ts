import type { SessionFacts } from '@nahtlos/contract/access/context'
import type { Pool } from '@nahtlos/contract/configuration/pool'
import type { Instant } from '@nahtlos/contract/identifiers'

/** A whole desktop that has run for so long on a host of this pool; the first one, where none is named. */
export function exampleSession({ id, hosts }: Pool, at: Instant, minutes: number, host?: string): SessionFacts {
  const startedAt = new Date(Date.parse(at) - minutes * 60_000).toISOString()
  return { app: null, startedAt, host: host ?? hosts[0] ?? id, pool: id }
}
