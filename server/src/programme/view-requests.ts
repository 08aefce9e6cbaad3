import type { RequestView, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import type { Text } from '@nahtlos/contract/text'
import { viewRequest } from '@nahtlos/core/programme/view-request'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { withHomeSummaries } from '../home-workplace/summaries.ts'
import { departmentTitle } from '../people/department-title.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { actorOf, principalsOf } from './acting.ts'
import { type ProgrammeInForce, programmeInForce } from './programme-in-force.ts'
import { type LoadedRequest, loadRequest } from './requests.ts'
import { withUncheckedCriteria } from './unchecked-criteria.ts'

/** Requests as the caller sees them; those that are not for her are left out. */
export async function viewsOf(
  services: Services,
  queries: Queries,
  caller: Caller,
  requests: readonly LoadedRequest[],
  inForce: ProgrammeInForce = programmeInForce(services),
): Promise<RequestView[]> {
  const { bodies, today, dateOf } = inForce
  const principals = await principalsOf(queries, caller, today)
  const views = requests.flatMap(
    ({ request, manager }) =>
      viewRequest(request, {
        actor: actorOf(principals, manager),
        bodies,
        today,
        dateOf,
        departmentTitle: departmentTitle(services.published.current(), request.person.department),
        titles: titlesIn(request, inForce),
      }) ?? [],
  )
  return withUncheckedCriteria(queries, await withHomeSummaries(services, queries, views), inForce)
}

/** The words for what an application names by id; what the configuration no longer knows keeps its id. */
function titlesIn({ application, person }: TeleworkRequest, { configuration, rules }: ProgrammeInForce) {
  const { apps, workspace, equipment, type } = application
  const items = rules(type, person.department).form.equipment
  const known: [string, Text | undefined][] = [
    ...apps.map((id): [string, Text | undefined] => [id, configuration.apps.get(id)?.title]),
    ...(workspace === null
      ? []
      : [[workspace, configuration.workspaces.get(workspace)?.title] as [string, Text | undefined]]),
    ...(equipment?.needed ?? []).map((id): [string, Text | undefined] => [
      id,
      items.find((one) => one.id === id)?.title,
    ]),
  ]
  return Object.fromEntries(known.filter((entry): entry is [string, Text] => entry[1] !== undefined))
}

/** One request that the caller may see; any other answers as if it weren't there. */
export async function visibleRequest(services: Services, caller: Caller, id: string): Promise<RequestView> {
  const loaded = await loadRequest(services, services.database, id)
  const [view] = loaded === null ? [] : await viewsOf(services, services.database, caller, [loaded])
  if (view === undefined) throw new ProblemError('not-found')
  return view
}

/** What the caller sees of a request after she did something with it; she sees it, since she did. */
export async function viewAfter(services: Services, caller: Caller, request: TeleworkRequest): Promise<RequestView> {
  return visibleRequest(services, caller, request.id)
}
