import { createHash } from 'node:crypto'
import type { EffectiveWorkspace } from '@nahtlos/contract/access/resolution'
import type { SessionEnvironment } from '@nahtlos/contract/host/environment'
import type { Queries } from '../database/database.ts'

/** What is kept of a session's environment; its revision has a column of its own. */
export type EnvironmentFacts = Omit<SessionEnvironment, 'session' | 'revision'>

function factsOf(
  zone: string | null,
  { environment, withheld, bounded, programs }: EffectiveWorkspace,
): EnvironmentFacts {
  const bounds = bounded === undefined ? {} : { bounded }
  return { zone: zone ?? 'unknown', rules: environment, withheld, ...bounds, programs }
}

/** Equal for environments that are equal. `resolve` answers equal things in equal order. */
export function environmentDigest(zone: string | null, workspace: EffectiveWorkspace): string {
  return createHash('sha256')
    .update(JSON.stringify(factsOf(zone, workspace)))
    .digest('base64url')
}

export function environmentColumns(zone: string | null, workspace: EffectiveWorkspace) {
  return {
    environment: JSON.stringify(factsOf(zone, workspace)),
    environment_digest: environmentDigest(zone, workspace),
  }
}

/**
 * Makes this the environment of the session from now on. Doing it again changes nothing.
 *
 * @returns the revision under which the host will hear of it
 */
export async function moveEnvironment(
  queries: Queries,
  session: string,
  zone: string | null,
  workspace: EffectiveWorkspace,
): Promise<number> {
  const columns = environmentColumns(zone, workspace)
  const moved = await queries
    .updateTable('session')
    .set((row) => ({ ...columns, environment_revision: row('environment_revision', '+', 1) }))
    .where('id', '=', session)
    .where('environment_digest', '<>', columns.environment_digest)
    .returning('environment_revision')
    .executeTakeFirst()
  if (moved !== undefined) return moved.environment_revision
  const present = await queries
    .selectFrom('session')
    .select('environment_revision')
    .where('id', '=', session)
    .executeTakeFirstOrThrow()
  return present.environment_revision
}
