import { createHmac } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Impact } from '@nahtlos/contract/configuration/impact'
import type { Blur } from '@nahtlos/core/configuration/blur'
import { changesBetween } from '@nahtlos/core/configuration/changes'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { conditionsOf } from '@nahtlos/core/configuration/groups-named'
import { impactSurvey } from '@nahtlos/core/configuration/impact'
import { editScope } from '@nahtlos/core/configuration/may-edit'
import { withoutSmallNumbers } from '@nahtlos/core/configuration/small-numbers'
import type { Caller } from '../access/caller.ts'
import { personFacts } from '../brokering/person-facts.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { factsOf, isAdministrator, refuseBeyond } from './may-publish.ts'

/** People that are read in one go. */
const batch = 200
/** Milliseconds after which others have their turn, in the middle of a batch. */
const turn = 10

/** Who has a survey under way on this replica: each is minutes of work for a large city and a hostile draft. */
const under = new WeakMap<Services, Set<string>>()

/**
 * Who would gain and lose what by a configuration, over all staff. Who may not see persons learns about her own
 * departments only, in blurred numbers.
 *
 * @throws ProblemError `not-found`, `survey-running`, `beyond-scope`
 */
export async function impactOf(
  services: Services,
  caller: Caller,
  next: Configuration | null,
  at: string | undefined,
): Promise<Impact> {
  const inForce = services.published.current()?.configuration
  if (inForce === undefined || next === null) throw new ProblemError('not-found')
  const running = under.get(services) ?? new Set()
  under.set(services, running)
  if (running.has(caller.person.id)) throw new ProblemError('survey-running')
  running.add(caller.person.id)
  try {
    return await surveyed(services, caller, inForce, next, at)
  } finally {
    running.delete(caller.person.id)
  }
}

async function surveyed(
  services: Services,
  caller: Caller,
  inForce: Configuration,
  next: Configuration,
  at: string | undefined,
): Promise<Impact> {
  const { database, events, clock } = services
  const limited = limitedTo(inForce, caller)
  if (limited.blurred) await refuseNames(services, caller, inForce, next)
  const blur = limited.blurred ? blurOf(services) : undefined
  const survey = impactSurvey(inForce, next, clock().toISOString(), { at, blur })
  let last = ''
  let began = performance.now()
  for (;;) {
    const all = database.selectFrom('person').select(['id', 'account']).where('account', '>', last)
    const rows = await (limited.departments === null ? all : all.where('department', 'in', limited.departments))
      .orderBy('account')
      .limit(batch)
      .execute()
    const facts = await personFacts(
      database,
      rows.map(({ id }) => id),
    )
    for (const person of facts.values()) {
      survey.add(person)
      if (performance.now() - began < turn) continue
      await setImmediate()
      began = performance.now()
    }
    last = rows.at(-1)?.account ?? last
    if (rows.length < batch) break
  }
  const impact = survey.result()
  await events.record(database, {
    at: clock(),
    kind: 'impact.seen',
    actor: caller.person.id,
    clientAddress: caller.context.clientAddress,
    details: {
      people: impact.people,
      blurred: impact.blurred,
      documents: changesBetween(inForce, next)
        .map(({ document }) => document)
        .slice(0, 100),
    },
  })
  return limited.blurred ? withoutSmallNumbers(impact) : impact
}

/** Whom somebody may count, and whether person by person; without departments, everybody. */
function limitedTo(inForce: Configuration, caller: Caller): { departments: string[] | null; blurred: boolean } {
  if (isAdministrator(caller)) return { departments: null, blurred: false }
  const scope = editScope(inForce, factsOf(caller))
  if (scope === null) throw new ProblemError('not-permitted')
  return {
    departments: [...new Set(scope.roles.flatMap(({ departments }) => [...departments]))],
    blurred: scope.roles.every(({ role }) => !role.seesSmallNumbers),
  }
}

/** A rule that looks at names would turn the numbers into answers about single people. */
async function refuseNames(
  services: Services,
  caller: Caller,
  inForce: Configuration,
  next: Configuration,
): Promise<void> {
  const changed = changesBetween(inForce, next)
    .map(({ document }) => document)
    .filter((name) => conditionsOf(next, name).some(({ reads }) => reads.has('person') || reads.has('person.account')))
  if (changed.length === 0) return
  const message = {
    de: 'Eine Vorschau für Ihr Amt nennt niemanden beim Namen.',
    en: 'A preview for your department names nobody.',
  }
  await refuseBeyond(
    services,
    caller,
    changed.map((path) => ({ path, message })),
  )
}

/** Keys of people that only this installation can know, the same on all its replicas. */
function blurOf({ secrets }: Services): Blur {
  const key = secrets.derive('impact-survey')
  return ({ id }) => createHmac('sha256', key).update(id).digest().readUInt32BE()
}
