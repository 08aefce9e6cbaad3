import { Readable } from 'node:stream'
import type { Route } from '@nahtlos/contract/api/route'
import { fieldFault } from '@nahtlos/contract/field-fault'
import { ProblemError } from '../problem-error.ts'
import type { Answer, Api, Call } from './api.ts'
import { register } from './implement.ts'

/** The content type of archives, up and down: tar in gzip (RFC 6713). */
export const archiveType = 'application/gzip'

/** Implements a route whose answer is an archive, to be saved under `name`. */
export function implementDownload<R extends Route & { readonly stream: 'archive' }>(
  api: Api,
  route: R,
  handler: (call: Call<R>) => Promise<{ readonly name: string; readonly archive: Readable }>,
): void {
  register(api, route, async (call, _request, reply) => {
    const { name, archive } = await handler(call)
    return reply
      .type(archiveType)
      .header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/g, '-')}"`)
      .send(archive)
  })
}

/** Implements a route that takes an archive, which the handler reads as it comes; it bounds what it reads itself. */
export function implementUpload<R extends Route & { readonly accepts: 'archive' }>(
  api: Api,
  route: R,
  handler: (call: Call<R>, archive: Readable) => Promise<Answer<R>>,
): void {
  register(api, route, async (call, request, reply) => {
    const { body } = request
    if (!(body instanceof Readable)) {
      throw new ProblemError('invalid-input', {
        fields: [fieldFault('', `ein Archiv kommt als ${archiveType}`, `an archive is sent as ${archiveType}`)],
      })
    }
    const answer = await handler(call, body)
    return reply.code(route.status ?? 200).send(route.answer?.parse(answer))
  })
}
