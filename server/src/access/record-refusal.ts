import type { Route } from '@nahtlos/contract/api/route'
import type { Services } from '../services.ts'
import type { Caller } from './caller.ts'

/** Milliseconds within which the same attempt is recorded once: whoever repeats it fills no log. */
const once = 60_000
/** Attempts that are remembered for that; beyond, the memory begins anew and one may be recorded twice. */
const most = 1_000

const recorded = new WeakMap<Services, Map<string, number>>()

/** Records that somebody who is signed in called a route that is not hers. Never throws: she is refused either way. */
export async function recordRefusal(services: Services, caller: Caller, route: Route): Promise<void> {
  const { clock, database, events, log } = services
  const at = clock()
  const known = recorded.get(services) ?? new Map<string, number>()
  recorded.set(services, known)
  const attempt = `${caller.person.id} ${route.method} ${route.path}`
  const last = known.get(attempt)
  if (last !== undefined && at.getTime() - last < once) return
  if (known.size >= most) known.clear()
  known.set(attempt, at.getTime())
  await events
    .record(database, {
      at,
      kind: 'access.refused',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { method: route.method, path: route.path, permission: route.permission },
    })
    .catch((error: unknown) => log.error({ error }, 'a refusal could not be recorded'))
}
