import type { Context, PersonFacts, SessionFacts } from '@nahtlos/contract/access/context'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import { resolve } from '@nahtlos/core/access/resolve'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { personFacts } from './person-facts.ts'

/** Nothing is offered while no configuration is in force or the person is unknown. */
const nothing: Resolution = { zone: null, outside: true, workspaces: [] }

/** What the caller gets here and now; of a session that is there already, what she gets of it. */
export async function resolveCaller(services: Services, caller: Caller, session?: PlacedSession): Promise<Resolution> {
  const facts = (await personFacts(services.database, [caller.person.id])).get(caller.person.id)
  return resolveFor(services, facts, inSession(services, facts, caller.context, session))
}

/** What is known of a session, once it has a host. */
export interface PlacedSession {
  readonly app: string
  readonly pool: string
  readonly host: string | null
  readonly started_at: Date
}

/** The context in this session. Where no condition looks at sessions it stays as it is, equal for all of them. */
export function inSession(
  { published }: Services,
  person: PersonFacts | undefined,
  context: Context,
  session: PlacedSession | undefined,
): Context {
  if (!(person && published.for(person)?.configuration.readsSession)) return context
  const facts = session && sessionFacts(session)
  return facts ? { ...context, session: facts } : context
}

/** Null before it has a host. */
export function sessionFacts({ app, pool, host, started_at }: PlacedSession): SessionFacts | null {
  return host === null ? null : { app: app === '' ? null : app, startedAt: started_at.toISOString(), host, pool }
}

export function resolveFor(services: Services, person: PersonFacts | undefined, context: Context): Resolution {
  const configuration = person && services.published.for(person)?.configuration
  return configuration === undefined || person === undefined ? nothing : resolve(configuration, person, context)
}
