import type { AgreementView, TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import * as core from '@nahtlos/core/programme/end-agreement'
import { changedWith } from '@nahtlos/core/programme/suspension'
import type { Caller } from '../access/caller.ts'
import { issueAgreementDocument } from '../documents/issue-documents.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { actorOf, principalsOf, taken } from './acting.ts'
import { agreementsOf, loadAgreement } from './agreements.ts'
import { programmeInForce } from './programme-in-force.ts'
import { saveAgreement } from './save-agreement.ts'
import { visibleAgreement } from './view-agreements.ts'

type Deed = (agreement: TeleworkAgreement, facts: core.AgreementFacts) => core.AgreementStep

/** Ends the caller's agreement; running connections from outside are looked at again at once. */
export function endAgreement(services: Services, caller: Caller, id: string, reason: string | null) {
  return change(services, caller, id, reason, core.endAgreement)
}

/** Notice by the person, or revocation by whoever may revoke. */
export function giveNotice(services: Services, caller: Caller, id: string, until: string, reason: string | null) {
  return change(services, caller, id, reason, (agreement, facts) =>
    agreement.person.id === caller.person.id
      ? core.giveNotice(agreement, facts, until)
      : core.revoke(agreement, facts, until),
  )
}

/** Closes the person's access from outside by all her agreements, not only by this one. */
export function suspendAgreement(services: Services, caller: Caller, id: string, reason: string | null) {
  return change(services, caller, id, reason, core.suspend)
}

/** Opens it again, by all of them. */
export function resumeAgreement(services: Services, caller: Caller, id: string, reason: string | null) {
  return change(services, caller, id, reason, core.resume)
}

function change(
  services: Services,
  caller: Caller,
  id: string,
  reason: string | null,
  deed: Deed,
): Promise<AgreementView> {
  const inForce = programmeInForce(services)
  return services.database.transaction().execute(async (queries) => {
    const loaded = await loadAgreement(queries, id, 'change')
    if (loaded === null) throw new ProblemError('not-found')
    const { agreement: before, manager } = loaded
    const { agreement, record } = taken(
      deed(before, {
        at: services.clock().toISOString(),
        today: inForce.today,
        actor: actorOf(await principalsOf(queries, caller, inForce.today), manager),
        bodies: inForce.bodies,
        rules: inForce.rules(before.type, before.person.department),
        reason,
      }),
    )
    if (record !== null) {
      await saveAgreement(services, queries, caller, agreement, record)
      await issueAgreementDocument(services, queries, agreement, record)
      if (record.outcome === 'suspended' || record.outcome === 'resumed')
        for (const other of changedWith(agreement, await agreementsOf(queries, [agreement.person.id], 'all'))) {
          await saveAgreement(services, queries, caller, other, record)
          await issueAgreementDocument(services, queries, other, record)
        }
    }
    return visibleAgreement(services, queries, caller, id)
  })
}
