import { setTimeout } from 'node:timers/promises'
import type { AgreementRecord, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { WorkType } from '@nahtlos/contract/programme/work-type'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import { passPeriod, passTime } from '@nahtlos/core/programme/pass-time'
import { remindersDue } from '@nahtlos/core/programme/renewal'
import { sql } from 'kysely'
import { type Leadership, lead } from '../database/leadership.ts'
import { issueAgreementDocument } from '../documents/issue-documents.ts'
import { departAll } from '../people/leave.ts'
import { eachAlone } from '../rounds/each-alone.ts'
import type { Services } from '../services.ts'
import { loadAgreements, selectAgreements } from './agreements.ts'
import { forgetOldDrafts } from './drafts.ts'
import { type ProgrammeInForce, programmeInForce } from './programme-in-force.ts'
import { saveAgreement } from './save-agreement.ts'
import { takeStep } from './take-step.ts'

const leadLock = 7_265_405
const every = 30_000

/** What time does to requests and agreements, on exactly one replica. */
export function performProgrammeDuties(services: Services): Leadership {
  return lead(services.database, leadLock, services.log, async (signal) => {
    while (!signal.aborted) {
      try {
        await passProgrammeTime(services)
      } catch (error) {
        services.log.error(error, 'the deadlines of the programme could not be looked at; trying again')
      }
      await setTimeout(every, undefined, { signal }).catch(() => undefined)
    }
  })
}

/** Does everything that is due now. Doing it again changes nothing. */
export async function passProgrammeTime(services: Services): Promise<void> {
  if (services.published.current() === null) return
  const inForce = programmeInForce(services)
  await departAll(services)
  await passDeadlines(services)
  await passPeriods(services, inForce)
  await endOfMoved(services, inForce)
  await expire(services, inForce)
  await remind(services, inForce)
  await forgetOldDrafts(services.database, inForce, services.clock())
}

async function passDeadlines(services: Services): Promise<void> {
  const due = await services.database
    .selectFrom('telework_request')
    .select('id')
    .where('next_at', '<=', services.clock())
    .orderBy('next_at')
    .limit(500)
    .execute()
  await eachAlone(
    services,
    due,
    ({ id }) => `request ${id}`,
    ({ id }) => takeStep(services, null, id, async ({ request, at, terms }) => passTime(request, at, terms)),
  )
}

/** Ends what nobody decided on before all of its time was over; else it would lie open for ever. */
async function passPeriods(services: Services, { today }: ProgrammeInForce): Promise<void> {
  const due = await services.database
    .selectFrom('telework_request')
    .select('id')
    .where('state', '=', 'open')
    .where('until_date', '<', today)
    .orderBy('until_date')
    .limit(500)
    .execute()
  await eachAlone(
    services,
    due,
    ({ id }) => `request ${id}`,
    ({ id }) => takeStep(services, null, id, async ({ request, at }) => passPeriod(request, at, today)),
  )
}

/**
 * Rights end with the change that ends their reason: whoever changes the department needs a new agreement there. What
 * has run out before is over already.
 */
async function endOfMoved(services: Services, { today }: ProgrammeInForce): Promise<void> {
  const rows = await selectAgreements(services.database)
    .whereRef('person.department', '!=', 'telework_agreement.department')
    .where('until_date', '>=', today)
    .where('ended_at', 'is', null)
    .limit(500)
    .execute()
  await eachAgreement(services, rows, (agreement) =>
    byTime(services, { ...agreement, endedAt: services.clock().toISOString() }, 'ended'),
  )
}

async function expire(services: Services, { today }: ProgrammeInForce): Promise<void> {
  const rows = await selectAgreements(services.database)
    .where('until_date', '<', today)
    .where('ended_at', 'is', null)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('agreement_record')
            .select('number')
            .whereRef('agreement', '=', 'telework_agreement.id')
            // What was replaced is no end: the new one runs.
            .where('outcome', 'in', ['expired', 'replaced']),
        ),
      ),
    )
    .limit(500)
    .execute()
  await eachAgreement(services, rows, (agreement) => byTime(services, agreement, 'expired'))
}

/** Nobody is reminded to renew what a request or an agreement of hers continues already. */
const isNotContinued = sql<boolean>`not exists (
  select from telework_request as next where next.person = telework_agreement.person
    and next.type = telework_agreement.type and state in ('open', 'returned', 'contested')
    and next.from_date <= telework_agreement.until_date + 1 and next.until_date > telework_agreement.until_date
) and not exists (
  select from telework_agreement as next where next.person = telework_agreement.person
    and next.type = telework_agreement.type and next.ended_at is null
    and next.from_date <= telework_agreement.until_date + 1 and next.until_date > telework_agreement.until_date
)`

/** Reminds of renewal: once for each of the days that the rules name. */
async function remind(services: Services, inForce: ProgrammeInForce): Promise<void> {
  const { today, configuration } = inForce
  const days = [...configuration.departments.keys(), ''].flatMap((department) =>
    WorkType.options.flatMap((type) => inForce.rules(type, department).agreement.remindBeforeEnd),
  )
  const rows = await selectAgreements(services.database)
    .select((e) =>
      e
        .selectFrom('agreement_record')
        .select((inner) => inner.fn.countAll<number>().as('count'))
        .whereRef('agreement', '=', 'telework_agreement.id')
        .where('outcome', '=', 'renewal-due')
        .as('reminders'),
    )
    .where('until_date', '>=', today)
    .where('until_date', '<=', daysFrom(today, Math.max(0, ...days)))
    .where('ended_at', 'is', null)
    .where(isNotContinued)
    .execute()
  const told = new Map(rows.map(({ id, reminders }) => [id, Number(reminders)]))
  const due = rows.filter((row) => {
    const { remindBeforeEnd } = inForce.rules(row.type, row.department).agreement
    const span = { from: row.from_date, until: row.until_date }
    return remindersDue(remindBeforeEnd, span, today) > (told.get(row.id) ?? 0)
  })
  await eachAgreement(services, due, (agreement) => byTime(services, agreement, 'renewal-due'))
}

/** Loads and handles each agreement by itself, so that one that cannot be read keeps no other from its end. */
async function eachAgreement(
  services: Services,
  rows: Parameters<typeof loadAgreements>[1],
  deed: (agreement: TeleworkAgreement) => Promise<void>,
): Promise<void> {
  await eachAlone(
    services,
    rows,
    ({ id }) => `agreement ${id}`,
    async (row) => {
      for (const { agreement } of await loadAgreements(services.database, [row])) await deed(agreement)
    },
  )
}

async function byTime(
  services: Services,
  agreement: TeleworkAgreement,
  outcome: AgreementRecord['outcome'],
): Promise<void> {
  await services.database.transaction().execute(async (queries) => {
    const at = services.clock().toISOString()
    const record: AgreementRecord = { at, by: null, as: 'time', outcome, reason: null }
    await saveAgreement(services, queries, null, agreement, record)
    await issueAgreementDocument(services, queries, agreement, record)
  })
}
