import * as routes from '@nahtlos/contract/api/administration'
import { resolveFor } from '../access/resolve-for.ts'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { findPeople } from './find-people.ts'
import { importPeople } from './import-people.ts'

/** People, and what somebody would get. */
export function peopleRoutes(api: Api): void {
  const { services } = api
  const { database, clock, events } = services

  implement(api, routes.findPeople, ({ query }) => findPeople(database, query.q))
  implement(api, routes.importPeople, ({ caller, body }) => importPeople(services, caller, body.people))
  implement(api, routes.simulate, async ({ caller, body }) => {
    const resolution = await resolveFor(services, body.person, body.context)
    // Looking at what one person may do is looking at a person.
    await events.record(database, {
      at: clock(),
      kind: 'person.simulated',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { person: body.person },
    })
    return resolution
  })
}
