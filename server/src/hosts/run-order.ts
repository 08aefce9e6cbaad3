import type { RunAnswer, RunQuestion } from '@nahtlos/contract/host/run-order'
import { exampleAddress } from '@nahtlos/core/access/example-address'
import { resolve } from '@nahtlos/core/access/resolve'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { personFacts } from '../brokering/person-facts.ts'
import { orderOf } from '../brokering/start-session.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

/**
 * The order of a session that nobody starts, for the host that asks, as it is decided for a place and a time; the
 * question is logged. Where the person herself would be refused, the reasons stand beside it.
 *
 * @throws ProblemError `not-found` for an unknown account as for a workspace that is not meant for it
 */
export async function runOrder(services: Services, host: string, question: RunQuestion): Promise<RunAnswer> {
  const { database, published, events, clock } = services
  const now = clock()
  const person = await database
    .selectFrom('person')
    .select(['id', 'account', 'name', 'uid', 'language'])
    .where('account', '=', question.account)
    .executeTakeFirst()
  const facts = person && (await personFacts(database, [person.id])).get(person.id)
  const configuration = facts && published.for(facts)?.configuration
  const zone = configuration && zoneOf(configuration, question.zone)
  if (person === undefined || facts === undefined || configuration === undefined || zone === undefined)
    throw new ProblemError('not-found')
  const at = question.at ?? now.toISOString()
  const { listener } = zone.zone
  // It is decided as for a session that begins on this host now.
  const pool = configuration.workspaces.get(question.workspace)?.pool
  const session = pool === undefined ? {} : { session: { app: null, startedAt: at, host, pool } }
  const context = { at, listener, clientAddress: exampleAddress(configuration, zone), secondFactor: true, ...session }
  const workspace = resolve(configuration, facts, context).workspaces.find(({ id }) => id === question.workspace)
  if (workspace === undefined) throw new ProblemError('not-found')
  await events.record(database, {
    at: now,
    kind: 'host.run-asked',
    actor: null,
    clientAddress: null,
    details: { host, person: person.id, workspace: workspace.id },
  })
  const { refusals, explanation } = workspace
  const order = orderOf(services, person, workspace, { workspace: workspace.id, app: null })
  return { order, zone: zone.zone.id, at, refusals, explanation }
}

function zoneOf({ zones }: Configuration, id: string | undefined) {
  return [...zones.values()].find(({ zone }) => (id === undefined ? !zone.outside : zone.id === id))
}
