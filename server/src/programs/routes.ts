import * as routes from '@nahtlos/contract/api/programs'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { decide } from './decide.ts'
import { draftRule } from './draft-rule.ts'
import { askFor, refusalsOf } from './refusals.ts'
import { requestsFor } from './requests.ts'
import { trialsFor } from './trials.ts'

/** Programs that were refused, as their person and the administrators of her department see them. */
export function programRoutes(api: Api): void {
  const { services } = api

  implement(api, routes.myRefusals, ({ caller }) => refusalsOf(services, caller))
  implement(api, routes.askForProgram, async ({ caller, params, body }) => {
    await askFor(services, caller, params.refusal, body.purpose)
    return refusalsOf(services, caller)
  })
  implement(api, routes.programRequests, ({ caller }) => requestsFor(services, caller))
  implement(api, routes.programTrials, ({ caller }) => trialsFor(services, caller))
  implement(api, routes.decideProgramRequest, async ({ caller, params, body }) => {
    await decide(services, caller, params.request, body)
    return requestsFor(services, caller)
  })
  implement(api, routes.draftProgramRule, async ({ caller, params }) => ({
    draft: await draftRule(services, caller, params.request),
  }))
}
