import type { OverdueRequest } from '@nahtlos/contract/api/telework'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { Caller } from '../access/caller.ts'
import { departmentTitle } from '../people/department-title.ts'
import type { Services } from '../services.ts'
import { principalsOf } from './acting.ts'
import { most } from './approvals.ts'
import { awayOn } from './away.ts'
import { decidersOf, type NamedDeciders } from './deciders.ts'
import { reachOf } from './parts.ts'
import { presentMembers } from './present-members.ts'
import { programmeInForce } from './programme-in-force.ts'

/**
 * The requests whose turn is overdue, the oldest first, for whoever watches over the programme; for others none. A
 * confidential step stays out, its turn is not among these: that it exists is nobody else's business. Never the
 * caller's own.
 */
export async function overdueRequests(services: Services, caller: Caller): Promise<OverdueRequest[]> {
  const { database, clock } = services
  const { bodies, configuration, today } = programmeInForce(services)
  const owner = bodies[configuration.programme.owner]
  const principals = await principalsOf(database, caller, today)
  if (owner === undefined || !principals.some((principal) => reachOf(principal, owner) === 'all')) return []
  const rows = await database
    .selectFrom('telework_turn')
    .innerJoin('telework_request', 'telework_request.id', 'telework_turn.request')
    .innerJoin('person', 'person.id', 'telework_request.person')
    .select(['telework_request.id', 'person.id as person', 'person.name', 'person.department'])
    .select(['step', 'body', 'due_at', 'steps', 'contest'])
    .where('due_at', '<', clock())
    .where('telework_request.person', '!=', caller.person.id)
    .orderBy('due_at')
    .limit(most)
    .execute()
  const away = rows.length === 0 ? [] : await awayOn(database, today)
  // Bodies have few members and many requests: who is of one is asked once for each department.
  const asked = new Map<string, Promise<NamedDeciders>>()
  const decidersFor = (body: Slug, department: string): Promise<NamedDeciders> => {
    const known = bodies[body]
    if (known === undefined) return Promise.resolve({})
    const found =
      asked.get(`${body} ${department}`) ?? decidersOf(database, { id: nobody, department }, { [body]: known }, null)
    asked.set(`${body} ${department}`, found)
    return found
  }
  return Promise.all(
    rows.map(async ({ id, person, name, department, step, body, due_at, steps, contest }) => {
      const known = bodies[body]
      const deciders =
        known !== undefined && 'relation' in known.members
          ? await decidersOf(database, { id: person, department }, { [body]: known }, null)
          : await decidersFor(body, department)
      const members = (deciders[body] ?? []).map(({ id }) => id).filter((one) => one !== person)
      const title = step === null ? contest.title : steps[step]?.title
      return {
        request: id,
        person: name,
        departmentTitle: departmentTitle(services.published.current(), department),
        body: title ?? { de: body, en: body },
        dueAt: (due_at ?? clock()).toISOString(),
        nobody: known === undefined || (await presentMembers(database, away, known, members, person)).length === 0,
      }
    }),
  )
}

/** Nobody's identifier. */
const nobody = '00000000-0000-0000-0000-000000000000'
