import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { RunQuestion } from '@nahtlos/contract/host/run-order'
import { orderOf } from '../brokering/start-session.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

/**
 * The order of a session that nobody starts, for the host that asks; the question is logged.
 * Where a person may start it from is not asked: an administrator of the host wants to see what would run.
 *
 * @throws ProblemError `not-found` for an unknown account as for a workspace that is not meant for it
 */
export async function runOrder(
  services: Services,
  host: string,
  { account, workspace: id }: RunQuestion,
): Promise<SessionOrder> {
  const { database, published, events, clock } = services
  const person = await database
    .selectFrom('person')
    .select(['id', 'account', 'name', 'uid', 'language', 'department', 'groups'])
    .where('account', '=', account)
    .executeTakeFirst()
  const workspace = published.current()?.configuration.workspaces.get(id)
  if (person === undefined || workspace === undefined) throw new ProblemError('not-found')
  const isHers = workspace.departments.has(person.department) || person.groups.some((one) => workspace.groups.has(one))
  if (!isHers) throw new ProblemError('not-found')
  await events.record(database, {
    at: clock(),
    kind: 'host.run-asked',
    actor: null,
    clientAddress: null,
    details: { host, person: person.id, workspace: id },
  })
  return orderOf(services, person, workspace, { workspace: id, app: null })
}
