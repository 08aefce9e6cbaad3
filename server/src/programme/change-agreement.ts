import { randomUUID } from 'node:crypto'
import type { AgreementChange, AgreementView, ChangeWish } from '@nahtlos/contract/programme/telework-agreement'
import { homeHours } from '@nahtlos/core/programme/agreement-day'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import * as core from '@nahtlos/core/programme/change-agreement'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { issueChangeDocument } from '../documents/issue-documents.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { actorOf, principalsOf, recordStep, taken } from './acting.ts'
import { type LoadedAgreement, loadAgreement } from './agreements.ts'
import { programmeInForce } from './programme-in-force.ts'
import { firstWithMembers } from './tell-of-step.ts'
import { visibleAgreement } from './view-agreements.ts'

/** Home days that are offered to be given up, counted from today. */
const offeredDays = 21

/** The caller's coming home days with what each could be swapped for. */
export async function swapChoicesOf(
  services: Services,
  caller: Caller,
  id: string,
): Promise<{ gives: string; takes: string[] }[]> {
  const loaded = await loadAgreement(services.database, id)
  if (loaded?.agreement.person.id !== caller.person.id) throw new ProblemError('not-found')
  const facts = factsOf(services, loaded)
  const dates = Array.from({ length: offeredDays }, (_, at) => daysFrom(facts.today, at))
  return dates
    .filter((date) => homeHours(facts.agreement, date) !== null)
    .map((gives) => ({ gives, takes: core.swapChoices(facts, gives) }))
    .filter(({ takes }) => takes.length > 0)
}

export function askChange(services: Services, caller: Caller, id: string, wish: ChangeWish): Promise<AgreementView> {
  return services.database.transaction().execute(async (queries) => {
    const loaded = await loadAgreement(queries, id, 'change')
    if (loaded === null) throw new ProblemError('not-found')
    const { change } = taken(
      core.askChange({
        ...factsOf(services, loaded),
        id: randomUUID(),
        wish,
        actor: caller.person,
        asked: loaded.changes.filter(({ state }) => state === 'asked'),
      }),
    )
    await queries
      .insertInto('agreement_change')
      .values({
        id: change.id,
        agreement: id,
        wish: JSON.stringify(wish),
        state: change.state,
        asked_at: new Date(change.askedAt),
        decided_at: change.decidedAt === null ? null : new Date(change.decidedAt),
        decided_by: null,
        reason: null,
      })
      .execute()
    await tell(services, queries, caller, loaded, change)
    return visibleAgreement(services, queries, caller, id)
  })
}

export function decideChange(
  services: Services,
  caller: Caller,
  id: string,
  wish: { readonly outcome: 'granted' | 'refused'; readonly reason: string | null },
): Promise<AgreementView> {
  return onChange(services, id, caller, async (queries, loaded, change) => {
    const facts = factsOf(services, loaded)
    return core.decideChange({
      ...facts,
      ...wish,
      change,
      actor: actorOf(await principalsOf(queries, caller, facts.today), loaded.manager),
      bodies: programmeInForce(services).bodies,
    })
  })
}

export function cancelChange(services: Services, caller: Caller, id: string): Promise<AgreementView> {
  return onChange(services, id, caller, async (_queries, loaded, change) =>
    core.cancelChange({ ...factsOf(services, loaded), change, changes: loaded.changes, actor: caller.person }),
  )
}

function onChange(
  services: Services,
  id: string,
  caller: Caller,
  deed: (queries: Queries, loaded: LoadedAgreement, change: AgreementChange) => Promise<core.Changed>,
): Promise<AgreementView> {
  return services.database.transaction().execute(async (queries) => {
    const row = await queries.selectFrom('agreement_change').select('agreement').where('id', '=', id).executeTakeFirst()
    const loaded = row === undefined ? null : await loadAgreement(queries, row.agreement, 'change')
    const before = loaded?.changes.find((change) => change.id === id)
    if (loaded === null || before === undefined) throw new ProblemError('not-found')
    const { change } = taken(await deed(queries, loaded, before))
    const decided = change.state === 'cancelled' ? {} : { decided_by: caller.person.id }
    await queries
      .updateTable('agreement_change')
      .set({
        state: change.state,
        decided_at: change.decidedAt === null ? null : new Date(change.decidedAt),
        reason: change.reason,
        ...decided,
      })
      .where('id', '=', id)
      .execute()
    await tell(services, queries, caller, loaded, change)
    await issueChangeDocument(services, queries, loaded.agreement, change)
    return visibleAgreement(services, queries, caller, loaded.agreement.id)
  })
}

function factsOf(services: Services, { agreement }: LoadedAgreement) {
  const inForce = programmeInForce(services)
  return {
    at: services.clock().toISOString(),
    today: inForce.today,
    rules: inForce.rules(agreement.type, agreement.person.department),
    agreement,
  }
}

/** Running connections are looked at again, and whoever listens to events hears of it. */
async function tell(
  services: Services,
  queries: Queries,
  caller: Caller,
  { agreement }: LoadedAgreement,
  change: AgreementChange,
): Promise<void> {
  await notify(queries, accessChanged, agreement.person.id)
  const { granting } = programmeInForce(services).rules(agreement.type, agreement.person.department).agreement
  await recordStep(
    services,
    queries,
    caller,
    `agreement.change-${change.state}`,
    { agreement: agreement.id, person: agreement.person.id, change: change.id, kind: change.wish.kind },
    change.state === 'asked' ? await firstWithMembers(services, queries, agreement.person.id, granting) : [],
  )
}
