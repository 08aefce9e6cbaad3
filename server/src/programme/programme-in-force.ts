import type { Programme } from '@nahtlos/contract/configuration/programme'
import type { CalendarDate } from '@nahtlos/contract/identifiers'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

export interface ProgrammeInForce {
  readonly configuration: Configuration
  readonly programme: Programme
  /** The date in the city. */
  readonly today: CalendarDate
}

/** The rules of the programme as published; before the first configuration nobody takes part. */
export function programmeInForce(services: Services): ProgrammeInForce {
  const configuration = services.published.current()?.configuration
  if (configuration === undefined) throw new ProblemError('not-in-programme')
  const { date } = configuration.clockwork.at(services.clock().toISOString())
  return { configuration, programme: configuration.programme, today: date }
}
