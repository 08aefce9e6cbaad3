import type { Slug } from '@nahtlos/contract/identifiers'
import { WorkType } from '@nahtlos/contract/programme/work-type'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { stagesOf } from '@nahtlos/core/programme/stages'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { principalsOf } from './acting.ts'
import { partsOfAll } from './parts.ts'
import { type ProgrammeInForce, programmeInForce } from './programme-in-force.ts'

const workedOut = new WeakMap<Configuration, ReadonlySet<Slug>>()

/** The bodies that some chain of the city asks in confidence. */
export function confidentialBodies({ configuration, rules }: ProgrammeInForce): ReadonlySet<Slug> {
  const known = workedOut.get(configuration)
  if (known !== undefined) return known
  const bodies = new Set<Slug>()
  for (const department of configuration.departments.keys())
    for (const type of WorkType.options)
      for (const step of stagesOf(rules(type, department).chain).flat()) if (step.confidential) bodies.add(step.body)
  workedOut.set(configuration, bodies)
  return bodies
}

/** Whether it would tell something confidential that the caller looked at a request: she, or whom she stands in for, is of such a body. */
export async function looksInConfidence(services: Services, caller: Caller): Promise<boolean> {
  const inForce = programmeInForce(services)
  const confidential = confidentialBodies(inForce)
  if (confidential.size === 0) return false
  const principals = await principalsOf(services.database, caller, inForce.today)
  return partsOfAll(principals, inForce.bodies).some(({ body, reach }) => reach !== 'managed' && confidential.has(body))
}
