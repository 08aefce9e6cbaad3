import type { TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { contest, decideContest } from '@nahtlos/core/programme/contest'
import { type Decision, decide } from '@nahtlos/core/programme/decide'
import { stepSeenAs } from '@nahtlos/core/programme/shown-steps'
import { withdraw } from '@nahtlos/core/programme/withdraw'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { actorOf, principalsOf } from './acting.ts'
import { quotaFits, type StepFacts, takeStep } from './take-step.ts'

type Wish = Pick<Decision, 'step' | 'round' | 'outcome' | 'reason' | 'alternatives'>

/** Takes a step of a request as one of its bodies. */
export function decideRequest(services: Services, caller: Caller, id: string, wish: Wish): Promise<TeleworkRequest> {
  return takeStep(services, caller, id, async (facts) => {
    const judge = await judging(caller, facts)
    // She counts the steps that she sees.
    return decide(facts.request, { ...wish, ...judge, step: stepSeenAs(facts.request, judge, wish.step) })
  })
}

/** Decides on the person's objection. */
export function decideRequestContest(
  services: Services,
  caller: Caller,
  id: string,
  wish: {
    readonly outcome: 'contest-granted' | 'contest-dismissed'
    readonly reason: string | null
    readonly alternatives: string | null
  },
): Promise<TeleworkRequest> {
  return takeStep(services, caller, id, async (facts) =>
    decideContest(facts.request, { ...wish, ...(await judging(caller, facts)) }),
  )
}

export function withdrawRequest(services: Services, caller: Caller, id: string): Promise<TeleworkRequest> {
  return takeStep(services, caller, id, async ({ request, at }) => withdraw(request, { at, actor: caller.person }))
}

export function contestRequest(
  services: Services,
  caller: Caller,
  id: string,
  reason: string | null,
): Promise<TeleworkRequest> {
  return takeStep(services, caller, id, async ({ request, at, inForce }) =>
    contest(request, { at, today: inForce.today, dateOf: inForce.dateOf, actor: caller.person, reason }),
  )
}

/** Who judges, by which rules. */
async function judging(caller: Caller, { queries, request, manager, inForce, at, terms }: StepFacts) {
  // Whoever decides for a department waits for others who do: two agreements must not take the same last place.
  await queries
    .selectFrom('person')
    .select('id')
    .where('department', '=', request.person.department)
    .orderBy('id')
    .limit(1)
    .forNoKeyUpdate()
    .execute()
  return {
    at,
    actor: actorOf(await principalsOf(queries, caller, inForce.today), manager),
    bodies: inForce.bodies,
    fitsQuota: await quotaFits(queries, inForce, request),
    terms,
  }
}
