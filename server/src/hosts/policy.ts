import type { HostPolicy } from '@nahtlos/contract/host/policy'
import { personFacts } from '../brokering/person-facts.ts'
import { sessionFacts } from '../brokering/resolve-caller.ts'
import { grantsOf } from '../programs/grants.ts'
import type { Services } from '../services.ts'

/** By what a host decides itself: of each of these sessions the revision and the facts about its person. */
export async function policyFor(
  { database, published, revisionKeys, clock }: Services,
  sessions: ReadonlySet<string>,
): Promise<HostPolicy | null> {
  const inForce = published.current()
  if (inForce === null) return null
  const rows =
    sessions.size === 0
      ? []
      : await database
          .selectFrom('session')
          .select(['id', 'person', 'workspace', 'app', 'pool', 'host', 'started_at'])
          .where('id', 'in', [...sessions])
          .orderBy('started_at')
          .orderBy('id')
          .execute()
  const facts = await personFacts(
    database,
    rows.map(({ person }) => person),
  )
  const grants = await grantsOf(database, rows, clock())
  return {
    keys: revisionKeys.published(),
    revision: inForce.revision,
    sessions: rows.flatMap((row) => {
      const { id, person: owner } = row
      const person = facts.get(owner)
      const revision = person && published.for(person)?.revision
      const running = sessionFacts(row)
      return person === undefined || revision === undefined || running === null
        ? []
        : [{ session: id, revision, person, running, grants: grants.get(id) ?? [] }]
    }),
  }
}
