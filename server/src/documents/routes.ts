import * as routes from '@nahtlos/contract/api/documents'
import type { Api } from '../http/api.ts'
import { implement, implementFile } from '../http/implement.ts'
import { acknowledge, documentFile, documentsOf } from './documents.ts'

/** Documents of requests and agreements. */
export function documentRoutes(api: Api): void {
  const { services } = api
  implement(api, routes.documents, ({ caller, params }) => documentsOf(services, caller, params.request))
  implementFile(api, routes.document, ({ caller, params }) => documentFile(services, caller, params.document))
  implement(api, routes.acknowledgeDocument, ({ caller, params }) => acknowledge(services, caller, params.document))
}
