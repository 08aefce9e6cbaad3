import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import { sql } from 'kysely'
import { tell } from '../notifications/tell.ts'
import { eachAlone } from '../rounds/each-alone.ts'
import type { Services } from '../services.ts'
import { homeRulesInForce } from './rules-in-force.ts'

interface Due {
  readonly person: string
  readonly until: string
}

/**
 * Reminds people with a running agreement before training or confirmation runs out, and once more when it has: so
 * nobody finds access closed without having been told. May run at any time.
 */
export async function remindOfProofs(services: Services): Promise<void> {
  const { rules, today } = homeRulesInForce(services)
  const soon = daysFrom(today, rules.remindDaysBefore)
  // What ran out long ago was told then.
  const longAgo = daysFrom(today, -rules.remindDaysBefore)
  const teleworks = sql`exists (select from telework_agreement where telework_agreement.person = due.person
    and ended_at is null and until_date >= ${today})`
  const home = await sql<Due>`
    select person, until from (select person, least(valid_until, grace_until) as until
      from home_check where state = 'accepted') as due
    where until between ${longAgo} and ${soon} and ${teleworks}`.execute(services.database)
  const training = await sql<Due>`
    select person, until from (select person, valid_until as until from training) as due
    where until between ${longAgo} and ${soon} and ${teleworks}`.execute(services.database)
  await remind(services, home.rows, today, 'home-check-due-soon', 'home-check-overdue')
  await remind(services, training.rows, today, 'training-due-soon', 'training-overdue')
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
