import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'
import type { CalendarDate, Instant, Slug } from '@nahtlos/contract/identifiers'
import type { WorkType } from '@nahtlos/contract/programme/work-type'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import type { Bodies } from '@nahtlos/core/programme/actor'
import { bodiesOf, rulesFor } from '@nahtlos/core/programme/rules'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

export interface ProgrammeInForce {
  readonly configuration: Configuration
  readonly bodies: Bodies
  /** The date in the city. */
  readonly today: CalendarDate
  /** The date of another instant there. */
  dateOf(at: Instant): CalendarDate
  rules(type: WorkType, department: Slug): ProgrammeRules
}

/** What was worked out of a configuration, as long as that one is in force anywhere. */
const workedOut = new WeakMap<Configuration, Map<string, ProgrammeRules>>()

function rulesIn(configuration: Configuration, type: WorkType, department: Slug): ProgrammeRules {
  const known = workedOut.get(configuration) ?? new Map<string, ProgrammeRules>()
  workedOut.set(configuration, known)
  const key = `${type} ${department}`
  const rules = known.get(key) ?? rulesFor(configuration, type, department)
  known.set(key, rules)
  return rules
}

/** The rules of the programme as published; before the first configuration nobody takes part. */
export function programmeInForce(services: Services): ProgrammeInForce {
  const configuration = services.published.current()?.configuration
  if (configuration === undefined) throw new ProblemError('not-in-programme')
  const dateOf = (at: Instant) => configuration.clockwork.at(at).date
  return {
    configuration,
    bodies: bodiesOf(configuration.programme),
    today: dateOf(services.clock().toISOString()),
    dateOf,
    rules: (type, department) => rulesIn(configuration, type, department),
  }
}
