import * as agreements from '@nahtlos/contract/api/agreements'
import * as routes from '@nahtlos/contract/api/telework'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { departmentTitle } from '../people/department-title.ts'
import { findPeople } from '../people/find-people.ts'
import { recordLook, recordLooks } from '../privacy/record-look.ts'
import { absencesOf, enterAbsence, removeAbsence } from './absences.ts'
import { loadAgreements, selectAgreements } from './agreements.ts'
import { approvalsOf } from './approvals.ts'
import { approvedAgreements } from './approved-agreements.ts'
import { askChange, cancelChange, decideChange, swapChoicesOf } from './change-agreement.ts'
import { looksInConfidence } from './confidential-bodies.ts'
import { contestRequest, decideRequest, decideRequestContest, withdrawRequest } from './decide-request.ts'
import { readDraft, saveDraft } from './drafts.ts'
import { endAgreement, giveNotice, resumeAgreement, suspendAgreement } from './end-agreement.ts'
import { correctRequest, fileRequest } from './file-request.ts'
import { overdueRequests } from './overdue.ts'
import { selectRequests, withRecords } from './requests.ts'
import { termsFor } from './terms.ts'
import { agreementViews } from './view-agreements.ts'
import { viewAfter, viewsOf, visibleRequest } from './view-requests.ts'

/** Requests, approvals, agreements. */
export function programmeRoutes(api: Api): void {
  requestRoutes(api)
  approvalRoutes(api)
  agreementRoutes(api)
}

function requestRoutes(api: Api): void {
  const { services } = api
  const { database } = services
  implement(api, routes.teleworkTerms, ({ caller, query }) => termsFor(services, caller, query.type))
  implement(api, routes.readDraft, ({ caller, query }) =>
    readDraft(services, caller, { type: query.type, about: query.about ?? null }),
  )
  implement(api, routes.saveDraft, ({ caller, body }) => saveDraft(services, caller, body))
  implement(api, routes.fileRequest, async ({ caller, body }) =>
    viewAfter(services, caller, await fileRequest(services, caller, body)),
  )
  implement(api, routes.myTelework, async ({ caller }) => {
    const { id } = caller.person
    const requests = await selectRequests(database)
      .where('telework_request.person', '=', id)
      .orderBy('filed_at', 'desc')
      .orderBy('telework_request.id')
      .execute()
    const mine = await selectAgreements(database)
      .where('telework_agreement.person', '=', id)
      .orderBy('from_date', 'desc')
      .orderBy('telework_agreement.id')
      .execute()
    return {
      requests: await viewsOf(services, database, caller, await withRecords(services, database, requests)),
      agreements: await agreementViews(services, database, caller, await loadAgreements(database, mine)),
    }
  })
  implement(api, routes.teleworkRequest, async ({ caller, params }) => {
    const request = await visibleRequest(services, caller, params.request)
    const sealed = await looksInConfidence(services, caller)
    const look = { person: request.person.id, by: caller.person.id, what: 'request', sealed } as const
    await recordLook(services, services.database, look)
    return request
  })
  implement(api, routes.withdrawRequest, async ({ caller, params }) =>
    viewAfter(services, caller, await withdrawRequest(services, caller, params.request)),
  )
  implement(api, routes.correctRequest, async ({ caller, params, body }) =>
    viewAfter(services, caller, await correctRequest(services, caller, params.request, body)),
  )
  implement(api, routes.contestRequest, async ({ caller, params, body }) =>
    viewAfter(services, caller, await contestRequest(services, caller, params.request, body.reason)),
  )
}

function approvalRoutes(api: Api): void {
  const { services } = api
  implement(api, routes.approvals, async ({ caller, query }) => {
    const [{ waiting, waitingCount, decided, informed }, overdue, running] = await Promise.all([
      approvalsOf(services, caller, query.name),
      overdueRequests(services, caller),
      approvedAgreements(services, caller, query.name),
    ])
    // The list shows each request as a whole: whoever has it before her has looked.
    const people = [...new Set([...waiting, ...informed, ...decided].map(({ person }) => person.id))]
    const by = caller.person.id
    const sealed = await looksInConfidence(services, caller)
    await recordLooks(services, services.database, { people, by, what: 'request', sealed })
    const agreed = running.agreements.map(({ person }) => person.id)
    await recordLooks(services, services.database, { people: agreed, by, what: 'agreement' })
    return {
      waiting,
      waitingCount,
      decided,
      informed,
      overdue,
      agreements: running.agreements,
      agreementCount: running.count,
    }
  })
  implement(api, routes.decideRequest, async ({ caller, params, body }) =>
    viewAfter(services, caller, await decideRequest(services, caller, params.request, body)),
  )
  implement(api, routes.decideContest, async ({ caller, params, body }) =>
    viewAfter(services, caller, await decideRequestContest(services, caller, params.request, body)),
  )
  implement(api, routes.absences, ({ caller }) => absencesOf(services, caller))
  implement(api, routes.findColleagues, async ({ query }) => {
    const inForce = services.published.current()
    const people = await findPeople(services.database, query.q)
    return people.map((one) => ({ ...one, departmentTitle: departmentTitle(inForce, one.department) }))
  })
  implement(api, routes.enterAbsence, ({ caller, body }) => enterAbsence(services, caller, body))
  implement(api, routes.removeAbsence, ({ caller, params }) => removeAbsence(services, caller, params.absence))
}

function agreementRoutes(api: Api): void {
  const { services } = api
  implement(api, agreements.endAgreement, ({ caller, params, body }) =>
    endAgreement(services, caller, params.agreement, body.reason),
  )
  implement(api, agreements.giveNotice, ({ caller, params, body }) =>
    giveNotice(services, caller, params.agreement, body.until, body.reason),
  )
  implement(api, agreements.suspendAgreement, ({ caller, params, body }) =>
    suspendAgreement(services, caller, params.agreement, body.reason),
  )
  implement(api, agreements.resumeAgreement, ({ caller, params, body }) =>
    resumeAgreement(services, caller, params.agreement, body.reason),
  )
  implement(api, agreements.swapChoices, ({ caller, params }) => swapChoicesOf(services, caller, params.agreement))
  implement(api, agreements.askChange, ({ caller, params, body }) =>
    askChange(services, caller, params.agreement, body),
  )
  implement(api, agreements.cancelChange, ({ caller, params }) => cancelChange(services, caller, params.change))
  implement(api, agreements.decideChange, ({ caller, params, body }) =>
    decideChange(services, caller, params.change, body),
  )
}
