import type { Route } from '@nahtlos/contract/api/route'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import { permit } from '../access/permission.ts'
import { recordRefusal } from '../access/record-refusal.ts'
import { ProblemError } from '../problem-error.ts'
import { deviceCookie, signInCookie } from '../sign-in/cookie.ts'
import { identifyCaller } from '../sign-in/identify-caller.ts'
import type { Api, Call, EventsHandler, FileHandler, Handler } from './api.ts'
import { sendEvents } from './event-stream.ts'
import { issueFields } from './issue-fields.ts'
import { placeOf } from './place.ts'

const kibibyte = 1024
/** Administrators send configurations and lists of people; everybody else sends forms. */
const bodyLimit = ({ permission, large }: Route) =>
  (permission === 'administrator' || permission === 'configuration-editor'
    ? 32 * kibibyte
    : large
      ? 8 * kibibyte
      : 64) * kibibyte

/** Implements a declared route: permit, then parse, then call, then map. Permission comes before the body is read. */
export function implement<R extends Route>(api: Api, route: R, handler: Handler<R>): void {
  register(api, route, async (call, _request, reply) => {
    const answer = await handler(call)
    if (route.answer === null) return reply.code(204).send()
    // What leaves is what is declared: a field too many is an error of ours, not a leak.
    return reply.code(route.status ?? 200).send(route.answer.parse(answer))
  })
}

/** Implements a route that answers with a file; browsers show it or keep it, and never guess what it is. */
export function implementFile<R extends Route>(api: Api, route: R, handler: FileHandler<R>): void {
  const { file } = route
  if (file === undefined) throw new Error(`${route.method} ${route.path} declares no file`)
  register(api, route, async (call, _request, reply) => {
    const { name, bytes } = await handler(call)
    return reply
      .header('content-type', file)
      .header('content-disposition', `inline; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`)
      .send(bytes)
  })
}

/** Implements a route that answers with server-sent events. */
export function implementEvents<R extends Route>(api: Api, route: R, handler: EventsHandler<R>): void {
  register(api, route, async (call, request, reply) => {
    const recheck = async () => {
      await admit(api, route, request)
    }
    return sendEvents(api, route, call.caller, reply, recheck, (signal) => handler(call, signal))
  })
}

type Responder<R extends Route> = (call: Call<R>, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Permit, parse, respond: what every kind of route has in common. */
export function register<R extends Route>(api: Api, route: R, respond: Responder<R>): void {
  if (api.implemented.has(route)) throw new Error(`${route.method} ${route.path} is implemented twice`)
  api.implemented.add(route)
  const callers = new WeakMap<FastifyRequest, Caller | null>()
  api.fastify.route({
    method: route.method,
    url: route.path,
    bodyLimit: bodyLimit(route),
    onRequest: async (request) => {
      callers.set(request, await admit(api, route, request))
    },
    handler: async (request, reply) => {
      const place = placeOf(request.headers)
      reply.header('cache-control', 'no-store')
      const call = {
        params: parse(route.params, request.params, 'params'),
        query: parse(route.query, request.query, 'query'),
        body: parse(route.body, request.body, ''),
        caller: callers.get(request) ?? null,
        place,
        setToken: (token: string | null) => {
          reply.header('set-cookie', signInCookie(place.scheme, token))
        },
        setDeviceKey: (key: string) => {
          reply.header('set-cookie', deviceCookie(place.scheme, key))
        },
      }
      // The three parts were parsed by the very schemas that the type is made of.
      return respond(call as unknown as Call<R>, request, reply)
    },
  })
}

/** Who calls, if the route wants to know; throws where she may not. */
async function admit(api: Api, route: Route, request: FastifyRequest): Promise<Caller | null> {
  if (route.permission === 'anyone' || route.permission === 'first-run') return null
  const caller = await identifyCaller(api.services, placeOf(request.headers), request.headers.cookie)
  try {
    permit(route.permission, caller)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'not-permitted')
      await recordRefusal(api.services, caller, route)
    throw error
  }
  return caller
}

function parse(schema: z.ZodType | undefined, value: unknown, prefix: string): unknown {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ProblemError('invalid-input', { fields: issueFields(parsed.error, prefix) })
}
