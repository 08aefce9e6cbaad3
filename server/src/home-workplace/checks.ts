import type { MyHomeWorkplace } from '@nahtlos/contract/api/home-workplace'
import type { HomeAnswer, HomeCheck } from '@nahtlos/contract/home-workplace/check'
import { homeCheckFaults } from '@nahtlos/core/home-workplace/check-faults'
import { confirmedUntil } from '@nahtlos/core/home-workplace/confirmed-until'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { tell } from '../notifications/tell.ts'
import { holdersOf } from '../people/holders-of.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { redraw } from './photo.ts'
import { proofsOf } from './proofs.ts'
import { homeRulesInForce } from './rules-in-force.ts'

interface SealedCheck {
  readonly answers: HomeAnswer[]
  readonly remark: string | null
}

/** The secret box is about one check, so that answers cannot be put under another person's name. */
export function sealCheck({ secrets }: Services, id: string, content: SealedCheck): Buffer {
  return secrets.seal(JSON.stringify(content), `home_check ${id}`)
}

export function openCheck({ secrets }: Services, id: string, sealed: Buffer): SealedCheck {
  return JSON.parse(secrets.open(sealed, `home_check ${id}`)) as SealedCheck
}

/** The checklist with what the person said last, and until when it holds. */
export async function myHomeWorkplace(
  services: Services,
  { id: person, department }: Pick<Caller['person'], 'id' | 'department'>,
): Promise<MyHomeWorkplace> {
  const { database } = services
  const { rules, today } = homeRulesInForce(services, department)
  const row = await database
    .selectFrom('home_check')
    .selectAll()
    .where('person', '=', person)
    .orderBy('filed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const proofs = (await proofsOf(database, [person])).get(person)
  return {
    checklist: [...rules.checklist],
    photosAtMost: rules.photosAtMost,
    check: row === undefined ? null : await toCheck(services, database, { ...row, state: stateOf(row, today) }),
    confirmedUntil: proofs?.homeWorkplace ?? null,
    trainingUntil: proofs?.training ?? null,
    today,
  }
}

type Standing = Pick<CheckRow, 'state' | 'valid_until'> & { readonly grace_until: string | null }

/** What was accepted of a home that changed since is out of date, though it still holds for its grace; so is what ran out. */
function stateOf({ state, valid_until, grace_until }: Standing, today: string): HomeCheck['state'] {
  const isOver = grace_until !== null || (valid_until !== null && valid_until < today)
  return state === 'accepted' && isOver ? 'superseded' : state
}

/** A check as it stands in the database. */
export interface CheckRow {
  readonly id: string
  readonly state: HomeCheck['state']
  readonly filed_at: Date
  readonly sealed: Buffer
  readonly valid_until: string | null
}

export async function toCheck(services: Services, queries: Queries, row: CheckRow): Promise<HomeCheck> {
  const photos = await queries
    .selectFrom('home_photo')
    .select('id')
    .where('home_check', '=', row.id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const { answers, remark } = openCheck(services, row.id, row.sealed)
  const { id, state, filed_at, valid_until } = row
  const filedAt = filed_at.toISOString()
  return { id, state, filedAt, answers, photos: photos.map((photo) => photo.id), remark, validUntil: valid_until }
}

/** Files a check; the accepted one holds until the new one is accepted. */
export async function fileCheck(services: Services, caller: Caller, answers: readonly HomeAnswer[]): Promise<void> {
  const { rules } = homeRulesInForce(services, caller.person.department)
  const fields = homeCheckFaults(rules, answers)
  if (fields.length > 0) throw new ProblemError('invalid-input', { fields })
  const { database, clock } = services
  const person = caller.person.id
  await database.transaction().execute(async (transaction) => {
    const before = await supersedeWaiting(transaction, person)
    const id = crypto.randomUUID()
    await transaction
      .insertInto('home_check')
      .values({
        id,
        person,
        state: 'waiting',
        filed_at: clock(),
        sealed: sealCheck(services, id, { answers: [...answers], remark: null }),
        decided_at: null,
        decided_by: null,
        valid_until: null,
        grace_until: null,
      })
      .execute()
    // Photos show the place, whatever is said of it: they go along with the new answers.
    if (before !== null) {
      await transaction.updateTable('home_photo').set({ home_check: id }).where('home_check', '=', before).execute()
      await transaction.deleteFrom('home_check').where('id', '=', before).execute()
    }
    const people = await holdersOf(transaction, 'occupational-safety')
    await tell(services, transaction, {
      people: people.filter((one) => one !== person),
      kind: 'home-check-waiting',
      key: id,
    })
    await record(services, transaction, caller, 'home-workplace.filed', person)
  })
}

/** Nobody assesses any more what waits of this person; answers which one it was. */
async function supersedeWaiting(queries: Queries, person: string): Promise<string | null> {
  // Two of one person at once would not see each other.
  await queries.selectFrom('person').select('id').where('id', '=', person).forUpdate().execute()
  const row = await queries
    .updateTable('home_check')
    .set({ state: 'superseded' })
    .where('person', '=', person)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Adds a photo to the waiting check. */
export async function addPhoto(services: Services, caller: Caller, base64: string): Promise<void> {
  const { rules } = homeRulesInForce(services, caller.person.department)
  const jpeg = await redraw(Buffer.from(base64, 'base64'))
  const { database, clock, secrets } = services
  await database.transaction().execute(async (transaction) => {
    const check = await transaction
      .selectFrom('home_check')
      .select('id')
      .where('person', '=', caller.person.id)
      .where('state', '=', 'waiting')
      .forUpdate()
      .executeTakeFirst()
    if (check === undefined) throw new ProblemError('not-found')
    const { count } = await transaction
      .selectFrom('home_photo')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('home_check', '=', check.id)
      .executeTakeFirstOrThrow()
    if (count >= rules.photosAtMost) throw new ProblemError('too-many-photos')
    const id = crypto.randomUUID()
    const sealed = secrets.seal(jpeg.toString('base64'), `home_photo ${id}`)
    await transaction.insertInto('home_photo').values({ id, home_check: check.id, sealed, at: clock() }).execute()
  })
}

export async function removePhotos({ database }: Services, person: string): Promise<void> {
  await database
    .deleteFrom('home_photo')
    .where('home_check', 'in', (e) => e.selectFrom('home_check').select('id').where('person', '=', person))
    .execute()
}

/**
 * "Wohnsituation geändert": what was accepted holds for some days more, and the checklist is to be answered anew. What
 * waits to be assessed speaks of the home before: it is not assessed any more, and its photos are deleted.
 */
export async function changeHome(services: Services, caller: Caller): Promise<void> {
  const { rules, today } = homeRulesInForce(services, caller.person.department)
  const person = caller.person.id
  await services.database.transaction().execute(async (transaction) => {
    const waited = await supersedeWaiting(transaction, person)
    if (waited !== null) await transaction.deleteFrom('home_photo').where('home_check', '=', waited).execute()
    const accepted = await transaction
      .selectFrom('home_check')
      .select(['id', 'valid_until', 'grace_until'])
      .where('person', '=', person)
      .where('state', '=', 'accepted')
      .forUpdate()
      .executeTakeFirst()
    // Said twice, the first word counts: no press prolongs the grace.
    if (accepted === undefined || accepted.grace_until !== null) return
    const grace = confirmedUntil(accepted.valid_until, today, rules.graceDays) ?? daysFrom(today, rules.graceDays)
    await transaction.updateTable('home_check').set({ grace_until: grace }).where('id', '=', accepted.id).execute()
    await notify(transaction, accessChanged, person)
    await tell(services, transaction, { people: [person], kind: 'home-changed', key: `${accepted.id} ${today}` })
    await record(services, transaction, caller, 'home-workplace.changed', person)
  })
}

export function record(
  { events, clock }: Services,
  queries: Queries,
  caller: Caller,
  kind: 'home-workplace.filed' | 'home-workplace.changed' | 'home-workplace.accepted' | 'home-workplace.returned',
  person: string,
): Promise<void> {
  const { clientAddress } = caller.context
  return events.record(queries, { at: clock(), kind, actor: caller.person.id, clientAddress, details: { person } })
}
