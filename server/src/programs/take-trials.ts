import type { HostSession } from '@nahtlos/contract/host/report'
import type { Queries } from '../database/database.ts'
import type { Services } from '../services.ts'

/** Programs of one person and rule that are remembered: a host that says more is not believed. */
const mostOfPerson = 100

/**
 * Writes down what rules that are only tried out would have refused in one session. The time is the server's, as it is
 * for refusals.
 */
export async function takeTrials(
  { events }: Pick<Services, 'events'>,
  queries: Queries,
  where: { readonly person: string; readonly workspace: string; readonly session: string; readonly host: string },
  refusals: HostSession['refusals'],
  now: Date,
): Promise<void> {
  const { person, workspace, session, host } = where
  const known = await queries
    .selectFrom('program_trial')
    .select(['rule', 'workspace', 'path', 'sha256', 'session', 'times'])
    .where('person', '=', person)
    .execute()
  let room = mostOfPerson - known.length
  for (const { audit: rule, path, package: name, sha256, times } of refusals) {
    if (rule === undefined) continue
    const present = known.find((row) => row.rule === rule && row.workspace === workspace && row.path === path)
    if (present === undefined && room-- <= 0) continue
    if (present?.session === session && present.sha256 === sha256 && present.times >= times) continue
    const facts = { package: name, sha256, session, host, last_at: now, times }
    await queries
      .insertInto('program_trial')
      .values({ rule, person, workspace, path, ...facts, first_at: now })
      .onConflict((conflict) => conflict.columns(['rule', 'person', 'workspace', 'path']).doUpdateSet(facts))
      .execute()
    if (present?.session === session) continue
    await events.record(queries, {
      at: now,
      kind: 'program.would-be-refused',
      actor: person,
      clientAddress: null,
      details: { person, session, host, rule, path, package: name, sha256 },
    })
  }
}
