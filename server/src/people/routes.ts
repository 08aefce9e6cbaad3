import * as routes from '@nahtlos/contract/api/administration'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { importPeople } from './import-people.ts'
import { departAll, sayLeaving } from './leave.ts'
import { lookForPeople } from './look-for-people.ts'
import { confirmRoles, listWaiting, refuseRoles } from './waiting-roles.ts'

/** People, as administrators find and import them. */
export function peopleRoutes(api: Api): void {
  const { services } = api

  implement(api, routes.findPeople, ({ caller, query }) => lookForPeople(services, caller, query.q))
  implement(api, routes.importPeople, async ({ caller, body }) => {
    const imported = await importPeople(services, caller, body.people)
    await departAll(services)
    return imported
  })
  implement(api, routes.leave, ({ caller, params, body }) => sayLeaving(services, caller, params.account, body.on))
  implement(api, routes.waitingRoles, ({ caller }) => listWaiting(services, caller))
  implement(api, routes.confirmRoles, ({ caller, params }) => confirmRoles(services, caller, params.person))
  implement(api, routes.refuseRoles, async ({ caller, params }) => {
    await refuseRoles(services, caller, params.person)
    return undefined
  })
}
