import type { Context } from '@nahtlos/contract/access/context'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import { resolve } from '@nahtlos/core/access/resolve'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { loadPersonFacts } from './person-facts.ts'

/** What this person gets in this context, by the configuration in force; without one, nothing. */
export async function resolveFor(services: Services, person: string, context: Context): Promise<Resolution> {
  const facts = (await loadPersonFacts(services.database, [person])).get(person)
  if (facts === undefined) throw new ProblemError('not-found')
  const inForce = services.published.current()
  if (inForce === null) return { zone: null, outside: true, workspaces: [] }
  return resolve(inForce.configuration, facts, context)
}
