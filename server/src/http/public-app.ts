import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { routes } from '@nahtlos/contract/api/routes'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { type Capability, implementCapabilities } from '../capabilities.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import type { Api } from './api.ts'
import { refuseForeignOrigin } from './foreign-origin.ts'
import { archiveType } from './implement-archive.ts'
import { openApiDocument } from './openapi.ts'
import { type Place, placeOf } from './place.ts'
import { servePortal } from './portal-files.ts'
import { problemBody, problemOf, sendProblem } from './problem-answer.ts'
import { measureRequests } from './request-metrics.ts'
import { contentSecurityPolicy, strictTransportSecurity } from './security-headers.ts'

/** Requests per minute from one address: a whole office may sit behind one, so this only stops floods. */
const requestsPerMinute = 6_000

export interface PublicApp {
  readonly fastify: FastifyInstance
  readonly api: Api
}

/** The application that gateways reach: public API and portal. It doesn't listen; see `internal/`. */
export async function publicApp(
  services: Services,
  registry: Registry,
  ...more: Capability[]
): Promise<FastifyInstance> {
  return (await buildPublicApp(services, registry, ...more)).fastify
}

export async function buildPublicApp(
  services: Services,
  registry: Registry,
  ...more: Capability[]
): Promise<PublicApp> {
  const { log } = services
  const fastify = Fastify({
    // One line per request would tell who searched for whom; deeds are in the event log, failures are logged below.
    logger: false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 100 },
    forceCloseConnections: true,
    exposeHeadRoutes: false,
  })
  const closing = new AbortController()
  measureRequests(fastify, registry)
  fastify.addHook('preClose', async () => closing.abort())

  fastify.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, String(request.id))
    if (problem.status >= 500) log.error({ err: error, reference: request.id, url: request.routeOptions.url }, 'failed')
    return sendProblem(reply, problem)
  })
  // Bodies are JSON or nothing; an empty one is no body, whatever its content type says.
  fastify.removeAllContentTypeParsers()
  const parseJson = fastify.getDefaultJsonParser('error', 'error')
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parseJson(request, String(body), done)
  })

  // Only the routes of archives take one; it is read by them, as it comes.
  fastify.addContentTypeParser(archiveType, (_request, payload, done) => done(null, payload))

  fastify.addHook('onRequest', async (request, reply) => {
    const place: Place = placeOf(request.headers)
    if (place.scheme === 'https') reply.header('strict-transport-security', strictTransportSecurity)
    refuseForeignOrigin(request.method, request.headers, place.scheme)
  })
  await fastify.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => placeOf(request.headers).clientAddress,
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    errorResponseBuilder: (_request, context) =>
      new ProblemError('too-many-requests', { retryAfter: context.ttl / 1000 }),
  })
  await fastify.register(helmet, {
    contentSecurityPolicy,
    // Sent by the hook above, on encrypted connections only.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })

  fastify.addHook('onRoute', ({ url }) => refuseUndeclared(url))
  const api: Api = { fastify, services, implemented: new Set(), closing: closing.signal }
  implementCapabilities(api, more)

  const document = JSON.stringify(await openApiDocument())
  fastify.get('/api/openapi.json', async (_request, reply) => reply.type('application/json').send(document))
  const portal = services.server.portal
  const sendPage = portal === null ? null : await servePortal(fastify, portal)
  fastify.setNotFoundHandler((request, reply) => {
    const page = sendPage !== null && request.method === 'GET' && !request.url.startsWith('/api/')
    if (page && request.headers.accept?.includes('text/html')) return sendPage(reply)
    return sendProblem(reply, problemBody('not-found'))
  })
  await fastify.ready()
  return { fastify, api }
}

const paths = new Set([...routes.map((route) => route.path), '/api/openapi.json'])

/** Nothing below /api/ exists without a declaration, and a declaration has a permission. */
function refuseUndeclared(url: string): void {
  if (url.startsWith('/api/') && !paths.has(url)) throw new Error(`${url} is not declared in the contract`)
}
