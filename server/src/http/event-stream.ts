import type { Route } from '@nahtlos/contract/api/route'
import type { FastifyReply } from 'fastify'
import type { Caller } from '../access/caller.ts'
import { signInEnded } from '../database/channels.ts'
import type { Answer, Api } from './api.ts'

/** Milliseconds. Proxies and gateways close what is silent for long, often after a minute. */
const heartbeat = 15_000

/**
 * Sends server-sent events (HTML standard, section 9.2) until the client goes, the sign-in ends, or what was
 * permitted at the beginning isn't any more: `recheck` is asked at every heartbeat and throws then.
 */
export async function sendEvents<R extends Route>(
  api: Api,
  route: R,
  caller: Caller | null,
  reply: FastifyReply,
  recheck: () => Promise<void>,
  events: (signal: AbortSignal) => AsyncIterable<Answer<R>>,
): Promise<FastifyReply> {
  const { signals, log } = api.services
  const end = new AbortController()
  const stop = () => end.abort()
  const forget = await signals.on(signInEnded, (payload) => {
    if (payload === caller?.signIn.id) stop()
    if (payload === null) void recheck().catch(stop)
  })
  const beat = setInterval(() => {
    reply.raw.write(':\n\n')
    recheck().catch(stop)
  }, heartbeat)
  reply.raw.once('close', stop)
  api.closing.addEventListener('abort', stop)

  reply.hijack()
  // Headers that hooks have set so far (security headers) belong to this answer too.
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
  reply.raw.flushHeaders()
  try {
    for await (const event of events(end.signal)) {
      if (end.signal.aborted) break
      reply.raw.write(`data: ${JSON.stringify(route.answer?.parse(event))}\n\n`)
    }
  } catch (error) {
    // An aborted wait is how a stream ends; the client of a broken one connects again by itself.
    if (!end.signal.aborted) log.error(error, 'an event stream broke')
  } finally {
    clearInterval(beat)
    forget()
    api.closing.removeEventListener('abort', stop)
    reply.raw.end()
  }
  return reply
}
