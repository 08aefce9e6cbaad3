import * as routes from '@nahtlos/contract/api/administration'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { ProblemError } from '../problem-error.ts'
import { faultsOf, publishConfiguration } from './publish.ts'
import { listRevisions, revisionFiles } from './revisions.ts'
import { zonesOf } from './zones.ts'

/** Revisions of the configuration, and its zones. */
export function configurationRoutes(api: Api): void {
  const { services } = api
  const { database } = services

  implement(api, routes.revisions, () => listRevisions(database))
  implement(api, routes.revisionFiles, async ({ params }) => {
    const files = await revisionFiles(database, params.revision)
    if (files === null) throw new ProblemError('not-found')
    return { files }
  })
  implement(api, routes.validateConfiguration, async ({ body }) => ({ faults: faultsOf(body.files) }))
  implement(api, routes.publishConfiguration, ({ caller, body }) =>
    publishConfiguration(services, caller, body.files, body.reason),
  )
  implement(api, routes.zones, async () => {
    const inForce = services.published.current()
    return inForce === null ? [] : zonesOf(inForce.configuration)
  })
}
