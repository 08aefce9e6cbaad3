import type { Route } from '@nahtlos/contract/api/route'
import { Problem } from '@nahtlos/contract/problem'
import type { FastifySchema } from 'fastify'
import { z } from 'zod'

const archive = z.string().meta({ format: 'binary' })

/** Describes one declared route in the words that @fastify/swagger reads. */
export function swaggerOperation(route: Route): FastifySchema {
  const status = route.answer === null && route.file === undefined ? 204 : (route.status ?? 200)
  return {
    summary: route.summary,
    description: `Permission: ${route.permission}.`,
    tags: [route.path.split('/')[2] ?? 'api'],
    ...(route.permission === 'anyone' || route.permission === 'first-run' ? {} : { security: [{ signIn: [] }] }),
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    ...(route.accepts === 'archive' ? { consumes: ['application/gzip'], body: archive } : {}),
    ...(route.body === undefined ? {} : { body: route.body }),
    response: {
      [status]: goodAnswer(route),
      default: {
        description: 'Problem details (RFC 9457)',
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
  }
}

function goodAnswer(route: Route): object {
  if (route.file !== undefined)
    return { description: route.summary, content: { [route.file]: { schema: z.string().meta({ format: 'binary' }) } } }
  if (route.answer === null) return z.null().describe('Done; no body')
  const type = { events: 'text/event-stream', archive: 'application/gzip', json: 'application/json' }[
    route.stream ?? 'json'
  ]
  return { description: route.summary, content: { [type]: { schema: route.answer } } }
}
