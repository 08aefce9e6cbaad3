import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import { bodiesOf } from '@nahtlos/core/programme/rules'
import type { Queries } from '../database/database.ts'
import type { EventKind } from '../events/event-log.ts'
import { tell } from '../notifications/tell.ts'
import type { Services } from '../services.ts'
import { decidersOf } from './deciders.ts'

/** What the person is told of; what she did herself she knows. */
const toPerson: Readonly<Partial<Record<EventKind, NoticeKind>>> = {
  'telework.returned': 'request-returned',
  'telework.rejected': 'request-rejected',
  'telework.contest-granted': 'request-contest-decided',
  'telework.contest-dismissed': 'request-contest-decided',
  'agreement.made': 'agreement-made',
  'agreement.suspended': 'agreement-suspended',
  'agreement.resumed': 'agreement-resumed',
  'agreement.notice-given': 'agreement-ending',
  'agreement.revoked': 'agreement-ended',
  'agreement.ended': 'agreement-ended',
  'agreement.expired': 'agreement-ended',
  'agreement.renewal-due': 'agreement-renewal',
  'agreement.change-granted': 'change-decided',
  'agreement.change-refused': 'change-decided',
}

/** What those are told of whose turn it is. */
const toBody: Readonly<Partial<Record<EventKind, NoticeKind>>> = {
  'telework.step-opened': 'request-waiting',
  'telework.reminded': 'request-late',
  'telework.escalated': 'request-late',
  'agreement.change-asked': 'change-waiting',
}

interface Details {
  readonly person?: string
  readonly request?: string
  readonly agreement?: string
  readonly change?: string
  readonly body?: string
  readonly as?: string
  readonly step?: number | null
}

/** Tells of a step of the programme whom it concerns, in the step's own transaction. */
export async function tellOfStep(
  services: Services,
  queries: Queries,
  actor: string | null,
  kind: EventKind,
  details: Details,
): Promise<void> {
  const { person } = details
  if (person === undefined) return
  const about = details.change ?? details.agreement ?? details.request ?? person
  const key = `${about} ${kind} ${details.step ?? ''} ${services.clock().toISOString()}`
  const own = toPerson[kind]
  if (own !== undefined && actor !== person) await tell(services, queries, { people: [person], kind: own, key })
  const turn = toBody[kind]
  if (turn === undefined) return
  const people = (await bodyOf(services, queries, person, details)).filter((id) => id !== actor)
  await tell(services, queries, { people, kind: turn, key })
}

/** Who can act as the body that the step is about, for this person; changes of agreements are the line manager's. */
async function bodyOf(services: Services, queries: Queries, person: string, details: Details): Promise<string[]> {
  const configuration = services.published.current()?.configuration
  if (configuration === undefined) return []
  const all = bodiesOf(configuration.programme)
  const name = details.body ?? (await bodyOfStep(queries, details)) ?? 'line-manager'
  const body = all[name]
  const row = await queries
    .selectFrom('person')
    .select(['id', 'department'])
    .where('id', '=', person)
    .executeTakeFirst()
  if (body === undefined || row === undefined) return []
  const deciders = await decidersOf(queries, row, { [name]: body })
  return (deciders[name] ?? []).map(({ id }) => id)
}

/** A deadline acts by itself: whose turn it is stands in the turns of the request. */
async function bodyOfStep(queries: Queries, { request, step }: Details): Promise<string | undefined> {
  if (request === undefined || step == null) return undefined
  const turn = await queries
    .selectFrom('telework_turn')
    .select(['body', 'escalated_to'])
    .where('request', '=', request)
    .where('step', '=', step)
    .executeTakeFirst()
  return turn?.escalated_to ?? turn?.body
}
