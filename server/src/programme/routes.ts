import * as routes from '@nahtlos/contract/api/telework'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { agreementsOf } from './agreements.ts'
import { approvedAgreements, decidedRequests, visibleRequest, waitingFor } from './approvals.ts'
import { decideRequest, withdrawRequest } from './decide-request.ts'
import { endAgreement } from './end-agreement.ts'
import { fileRequest } from './file-request.ts'
import { programmeInForce } from './programme-in-force.ts'
import { selectRequests, withRecords } from './requests.ts'
import { termsFor } from './terms.ts'

/** Requests, approvals, agreements. */
export function programmeRoutes(api: Api): void {
  const { services } = api
  const { database } = services

  implement(api, routes.teleworkTerms, ({ caller }) => termsFor(services, caller))
  implement(api, routes.fileRequest, ({ caller, body }) => fileRequest(services, caller, body))
  implement(api, routes.myTelework, async ({ caller }) => {
    const { id } = caller.person
    const rows = await selectRequests(database).where('telework_request.person', '=', id).execute()
    return { requests: await withRecords(database, rows), agreements: await agreementsOf(database, [id], 'all') }
  })
  implement(api, routes.withdrawRequest, ({ caller, params }) => withdrawRequest(services, caller, params.request))
  implement(api, routes.teleworkRequest, ({ caller, params }) => visibleRequest(database, caller, params.request))
  implement(api, routes.approvals, async ({ caller }) => ({
    waiting: await waitingFor(database, caller),
    decided: await decidedRequests(database, caller),
    agreements: await approvedAgreements(database, caller, programmeInForce(services).today),
  }))
  implement(api, routes.decideRequest, ({ caller, params, body }) =>
    decideRequest(services, caller, params.request, body),
  )
  implement(api, routes.endAgreement, ({ caller, params, body }) =>
    endAgreement(services, caller, params.agreement, body.reason),
  )
}
