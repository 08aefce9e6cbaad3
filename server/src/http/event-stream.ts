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
 * A handler that throws before its first event answers with that problem, as any other route does.
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
  reply.raw.once('close', stop)
  api.closing.addEventListener('abort', stop)
  const forget = await signals.on(signInEnded, (payload) => {
    if (payload === caller?.signIn.id) stop()
    if (payload === null) recheck().catch(stop)
  })
  const beat = setInterval(() => {
    if (reply.sent) reply.raw.write(':\n\n')
    recheck().catch(stop)
  }, heartbeat)
  const iterator = events(end.signal)[Symbol.asyncIterator]()
  try {
    let event = await iterator.next()
    openStream(reply)
    while (!event.done && !end.signal.aborted) {
      reply.raw.write(`data: ${JSON.stringify(route.answer?.parse(event.value))}\n\n`)
      event = await iterator.next()
    }
  } catch (error) {
    if (!reply.sent) throw error
    // An aborted wait is how a stream ends; the client of a broken one connects again by itself.
    if (!end.signal.aborted) log.error(error, 'an event stream broke')
  } finally {
    clearInterval(beat)
    forget()
    api.closing.removeEventListener('abort', stop)
    stop()
    await iterator.return?.()
    if (reply.sent) reply.raw.end()
  }
  return reply
}

function openStream(reply: FastifyReply): void {
  reply.hijack()
  // Headers that hooks have set so far (security headers) belong to this answer too.
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
  reply.raw.flushHeaders()
}
