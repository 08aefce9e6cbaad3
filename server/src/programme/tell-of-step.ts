import { createHmac } from 'node:crypto'
import type { Body } from '@nahtlos/contract/configuration/programme'
import type { Slug } from '@nahtlos/contract/identifiers'
import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import { bodiesOf } from '@nahtlos/core/programme/rules'
import type { Queries } from '../database/database.ts'
import type { EventKind } from '../events/event-log.ts'
import { tell } from '../notifications/tell.ts'
import type { Services } from '../services.ts'
import { awayOn } from './away.ts'
import { decidersOf } from './deciders.ts'
import { presentMembers } from './present-members.ts'
import { programmeInForce } from './programme-in-force.ts'

/** What the person is told of; what she did herself she knows. */
const toPerson: Readonly<Partial<Record<EventKind, NoticeKind>>> = {
  'telework.returned': 'request-returned',
  'telework.withdrawn': 'request-lapsed',
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

/** What those bodies are told of that a step is about. */
const toBodies: Readonly<Partial<Record<EventKind, NoticeKind>>> = {
  'telework.step-opened': 'request-waiting',
  'telework.informed': 'request-informed',
  'telework.reminded': 'request-late',
  'telework.escalated': 'request-late',
  'telework.contested': 'request-contested',
  'telework.withdrawn': 'request-withdrawn',
  'agreement.change-asked': 'change-waiting',
  'agreement.notice-given': 'agreement-of-another-ends',
  'agreement.revoked': 'agreement-of-another-ends',
  'agreement.replaced': 'agreement-of-another-ends',
  'agreement.ended': 'agreement-of-another-ends',
  'agreement.expired': 'agreement-of-another-ends',
}

interface Details {
  readonly person?: string
  readonly request?: string
  readonly agreement?: string
  readonly change?: string
  readonly step?: number | null
  /** The request waits for the person's correction. */
  readonly returned?: boolean
}

/**
 * Tells of a step of the programme whom it concerns, in the step's own transaction: the person, and of these bodies
 * whoever belongs to them for this person.
 */
export async function tellOfStep(
  services: Services,
  queries: Queries,
  actor: string | null,
  kind: EventKind,
  details: Details,
  bodies: readonly Slug[],
): Promise<void> {
  const { person } = details
  if (person === undefined) return
  const about = details.change ?? details.agreement ?? details.request ?? person
  // Whom a notice is for stands beside its key, which must not say that she was asked about this request.
  const key = keyOf(services, `${about} ${kind} ${details.step ?? ''} ${services.clock().toISOString()}`)
  const own = kind === 'telework.reminded' && details.returned === true ? 'request-correction-due' : toPerson[kind]
  if (own !== undefined && actor !== person) await tell(services, queries, { people: [person], kind: own, key })
  const turn = toBodies[kind]
  if (turn === undefined || bodies.length === 0) return
  const { today } = programmeInForce(services)
  const found = await membersOf(services, queries, person, bodies)
  const members = found.flatMap(([, ids]) => ids)
  if (members.length === 0) return
  const away = await awayOn(queries, today)
  const present: string[] = []
  for (const [body, ids] of found) present.push(...(await presentMembers(queries, away, body, ids, person)))
  // Where all of them are away, somebody has to be told all the same.
  const people = new Set((present.length === 0 ? members : present).filter((id) => id !== actor))
  await tell(services, queries, { people: [...people], kind: turn, key })
}

function keyOf({ secrets }: Pick<Services, 'secrets'>, words: string): string {
  return createHmac('sha256', secrets.derive('notice')).update(words).digest('base64url')
}

/** Each of these bodies with everybody who can act as it for this person. */
async function membersOf(
  services: Services,
  queries: Queries,
  person: string,
  bodies: readonly Slug[],
): Promise<[Body, string[]][]> {
  const configuration = services.published.current()?.configuration
  const row = await queries
    .selectFrom('person')
    .select(['id', 'department'])
    .where('id', '=', person)
    .executeTakeFirst()
  if (configuration === undefined || row === undefined) return []
  const all = Object.entries(bodiesOf(configuration.programme)).filter(([id]) => bodies.includes(id))
  const deciders = await decidersOf(queries, row, Object.fromEntries(all), null)
  return all.map(([id, body]) => [body, (deciders[id] ?? []).map((one) => one.id)])
}

/** The first of these bodies that has anybody for this person: a wish is told to those who usually grant it. */
export async function firstWithMembers(
  services: Services,
  queries: Queries,
  person: string,
  bodies: readonly Slug[],
): Promise<Slug[]> {
  for (const body of bodies) {
    const found = await membersOf(services, queries, person, [body])
    if (found.some(([, ids]) => ids.length > 0)) return [body]
  }
  return []
}
