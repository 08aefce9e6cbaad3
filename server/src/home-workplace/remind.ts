import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import { departmentsThatNeed } from '@nahtlos/core/access/who-needs'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import { sql } from 'kysely'
import { tell } from '../notifications/tell.ts'
import { eachAlone } from '../rounds/each-alone.ts'
import type { Services } from '../services.ts'
import { homeRulesInForce } from './rules-in-force.ts'

interface Due {
  readonly person: string
  readonly department: string
  readonly until: string
}

/**
 * Reminds people with a running agreement before training or confirmation runs out, and once more when it has: so
 * nobody finds access closed without having been told. May run at any time.
 */
export async function remindOfProofs(services: Services): Promise<void> {
  const { rules: city, today } = homeRulesInForce(services, null)
  const daysIn = (department: string) => homeRulesInForce(services, department).rules.remindDaysBefore
  const most = Math.max(city.remindDaysBefore, ...city.otherwise.map(({ remindDaysBefore }) => remindDaysBefore ?? 0))
  const soon = daysFrom(today, most)
  // What ran out long ago was told then.
  const longAgo = daysFrom(today, -most)
  const isDue = ({ department, until }: Due) =>
    until >= daysFrom(today, -daysIn(department)) && until <= daysFrom(today, daysIn(department))
  const teleworks = sql`exists (select from telework_agreement where telework_agreement.person = due.person
    and ended_at is null and until_date >= ${today})`
  // Told once, and looked at every minute: what was told is left out here and not one by one.
  const untold = (soonKind: NoticeKind, overKind: NoticeKind) => sql`not exists (select from notice where
    key = case when until < ${today} then ${overKind} else ${soonKind} end || ' ' || until || ' ' || due.person)`
  // Who has answered already waits for others: she is told only when the old confirmation is over.
  const home = await sql<Due>`
    select due.person, department, until from (select person, least(valid_until, grace_until) as until
      from home_check where state = 'accepted') as due join person on person.id = due.person
    where until between ${longAgo} and ${soon} and ${teleworks} and ${untold('home-check-due-soon', 'home-check-overdue')}
      and (until < ${today} or not exists (select from home_check where home_check.person = due.person
        and state = 'waiting'))`.execute(services.database)
  const training = await sql<Due>`
    select due.person, department, until from (select person, valid_until as until from training) as due
      join person on person.id = due.person
    where until between ${longAgo} and ${soon} and ${teleworks}
      and ${untold('training-due-soon', 'training-overdue')}`.execute(services.database)
  await remind(services, home.rows.filter(isDue), today, 'home-check-due-soon', 'home-check-overdue')
  await remind(services, training.rows.filter(isDue), today, 'training-due-soon', 'training-overdue')
  await tellOfMissing(services, today)
}

const never = {
  'training-missing': sql`not exists (select from training where training.person = telework_agreement.person)`,
  'home-check-missing': sql`not exists (select from home_check where home_check.person = telework_agreement.person)`,
} as const

/**
 * Tells people with an agreement, once for each, what they have never had and what a rule asks them for: else they would
 * learn of it before a closed door. Whom no rule asks is not troubled.
 */
async function tellOfMissing(services: Services, today: string): Promise<void> {
  const rules = services.published.current()?.configuration.rules ?? []
  for (const [kind, proof] of [
    ['training-missing', 'training.valid'],
    ['home-check-missing', 'homeWorkplace.valid'],
  ] as const) {
    const departments = departmentsThatNeed(rules, proof)
    if (departments?.size === 0) continue
    const theirs = departments === null ? sql`true` : sql`department = any(${[...departments]}::text[])`
    const { rows } = await sql<{ person: string; agreement: string }>`
      select person, id as agreement from telework_agreement
      where ended_at is null and until_date >= ${today} and ${theirs} and ${never[kind]}
        and not exists (select from notice where key = ${kind} || ' ' || telework_agreement.id || ' ' || person)
    `.execute(services.database)
    await eachAlone(
      services,
      rows,
      ({ person }) => `${kind} of ${person}`,
      ({ person, agreement }) => tell(services, services.database, { people: [person], kind, key: agreement }),
    )
  }
}

async function remind(services: Services, due: readonly Due[], today: string, soon: NoticeKind, over: NoticeKind) {
  await eachAlone(
    services,
    due,
    ({ person }) => `proofs of ${person}`,
    ({ person, until }) =>
      tell(services, services.database, { people: [person], kind: until < today ? over : soon, key: until }),
  )
}
