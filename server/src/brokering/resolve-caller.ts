import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import { resolve } from '@nahtlos/core/access/resolve'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { personFacts } from './person-facts.ts'

/** Nothing is offered while no configuration is in force or the person is unknown. */
const nothing: Resolution = { zone: null, outside: true, workspaces: [] }

/** What the caller gets here and now. */
export async function resolveCaller(services: Services, caller: Caller): Promise<Resolution> {
  const facts = await personFacts(services.database, [caller.person.id])
  return resolveFor(services, facts.get(caller.person.id), caller.context)
}

export function resolveFor(services: Services, person: PersonFacts | undefined, context: Context): Resolution {
  const configuration = person && services.published.for(person)?.configuration
  return configuration === undefined || person === undefined ? nothing : resolve(configuration, person, context)
}
