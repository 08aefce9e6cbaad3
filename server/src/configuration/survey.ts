import { setImmediate } from 'node:timers/promises'
import type { Impact } from '@nahtlos/contract/configuration/impact'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { impactSurvey } from '@nahtlos/core/configuration/impact'
import { editScope } from '@nahtlos/core/configuration/may-edit'
import { withoutSmallNumbers } from '@nahtlos/core/configuration/small-numbers'
import type { Caller } from '../access/caller.ts'
import { personFacts } from '../brokering/person-facts.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { factsOf, isAdministrator } from './may-publish.ts'

/** People that are read and looked at in one go. Between two of these, other requests have their turn. */
const batch = 200

/** Who would gain and lose what by a configuration, over all staff. */
export async function impactOf(
  services: Services,
  caller: Caller,
  next: Configuration | null,
  at: string | undefined,
): Promise<Impact> {
  const { database, published, events, clock } = services
  const inForce = published.current()?.configuration
  if (inForce === undefined || next === null) throw new ProblemError('not-found')
  const survey = impactSurvey(inForce, next, at ?? workingMorning(inForce, clock()))
  let last = ''
  for (;;) {
    const rows = await database
      .selectFrom('person')
      .select(['id', 'account'])
      .where('account', '>', last)
      .orderBy('account')
      .limit(batch)
      .execute()
    const facts = await personFacts(
      database,
      rows.map(({ id }) => id),
    )
    for (const person of facts.values()) survey.add(person)
    last = rows.at(-1)?.account ?? last
    if (rows.length < batch) break
    await setImmediate()
  }
  const impact = survey.result()
  await events.record(database, {
    at: clock(),
    kind: 'impact.seen',
    actor: caller.person.id,
    clientAddress: caller.context.clientAddress,
    details: { people: impact.people },
  })
  return seesSmallNumbers(inForce, caller) ? impact : withoutSmallNumbers(impact)
}

/** Ten o'clock of the next working day by the city's clock: a preview at midnight should not show an empty city. */
export function workingMorning({ clockwork, isHoliday }: Configuration, now: Date): string {
  let at = now.toISOString()
  // A year has no run of holidays this long.
  for (let tried = 0; tried < 30; tried++) {
    at = clockwork.nextReaching(at, [600])
    const civil = clockwork.at(at)
    if (civil.hour === 10 && civil.weekday <= 5 && !isHoliday(civil.date)) return at
  }
  return at
}

/** Administrators see persons anyway; others where their role says so. */
function seesSmallNumbers(inForce: Configuration, caller: Caller): boolean {
  if (isAdministrator(caller)) return true
  return editScope(inForce, factsOf(caller))?.roles.some(({ role }) => role.seesSmallNumbers) ?? false
}
