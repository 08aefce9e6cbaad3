import type { AgreementAction, AgreementView } from '@nahtlos/contract/programme/telework-agreement'
import { partsOf } from '@nahtlos/core/programme/actor'
import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import { isConcerned, inForce as isInForce, noticeFrom } from '@nahtlos/core/programme/end-agreement'
import { isRenewable } from '@nahtlos/core/programme/renewal'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { departmentTitle } from '../people/department-title.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { actorOf, principalsOf } from './acting.ts'
import { agreementRecords, type LoadedAgreement, loadAgreement } from './agreements.ts'
import { programmeInForce } from './programme-in-force.ts'

/** Changes that are shown: those of the last months. */
const shownDays = 90

/** Agreements as the caller sees them; those that are not for her are left out. */
export async function agreementViews(
  services: Services,
  queries: Queries,
  caller: Caller,
  loaded: readonly LoadedAgreement[],
): Promise<AgreementView[]> {
  const inForce = programmeInForce(services)
  const { bodies, today } = inForce
  const principals = await principalsOf(queries, caller, today)
  const records = await agreementRecords(
    queries,
    loaded.map(({ agreement }) => agreement.id),
  )
  const since = daysFrom(today, -shownDays)
  return loaded.flatMap(({ agreement, changes, manager }): AgreementView[] => {
    const rules = inForce.rules(agreement.type, agreement.person.department)
    const parts = partsOf(actorOf(principals, manager), agreement.person, bodies)
    const own = agreement.person.id === caller.person.id
    if (!own && !isConcerned(parts, rules)) return []
    const running = isInForce(agreement, today)
    const may = (list: readonly string[]) => list.some((body) => parts.has(body))
    const theirs: AgreementAction[] = [
      ...(may(rules.agreement.suspending)
        ? [agreement.suspendedAt === null ? ('suspend' as const) : ('resume' as const)]
        : []),
      ...(may(rules.agreement.revoking) ? (['revoke'] as const) : []),
      ...(may(rules.agreement.granting) ? (['grant'] as const) : []),
    ]
    const mine: AgreementAction[] = [
      ...(agreement.suspendedAt !== null || rules.agreement.singleDays === 'none'
        ? []
        : agreement.type === 'telework'
          ? (['swap', 'period'] as const)
          : (['day'] as const)),
      'notice',
      'end',
      ...(agreement.suspendedAt === null ? (['change'] as const) : []),
    ]
    // What was replaced is continued by the agreement that came instead.
    const isReplaced = records.get(agreement.id)?.some(({ outcome }) => outcome === 'replaced') === true
    const renewing: AgreementAction[] = own && !isReplaced && isRenewable(agreement, today) ? ['renew'] : []
    return [
      {
        ...agreement,
        departmentTitle: departmentTitle(services.published.current(), agreement.person.department),
        records: records.get(agreement.id) ?? [],
        changes: changes.filter(({ askedAt, state }) => state === 'asked' || askedAt.slice(0, 10) >= since),
        may: [...(running ? (own ? mine : theirs) : []), ...renewing],
        noticeFrom: own ? today : noticeFrom({ today, rules }),
      },
    ]
  })
}

/** One agreement that the caller may see; any other answers as if it weren't there. */
export async function visibleAgreement(
  services: Services,
  queries: Queries,
  caller: Caller,
  id: string,
): Promise<AgreementView> {
  const loaded = await loadAgreement(queries, id)
  const [view] = loaded === null ? [] : await agreementViews(services, queries, caller, [loaded])
  if (view === undefined) throw new ProblemError('not-found')
  return view
}
