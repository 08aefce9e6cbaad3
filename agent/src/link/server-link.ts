import { Agent } from 'node:https'
import { Desired } from '@nahtlos/contract/host/desired'
import { agentLinkPath } from '@nahtlos/contract/host/link'
import { RevisionMessage } from '@nahtlos/contract/host/policy'
import { type Report, reportInterval } from '@nahtlos/contract/host/report'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { parseAddress } from '@nahtlos/identity/network-address'
import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { backoff } from './backoff.ts'

/** A city's workspaces and some hundred sessions are a few megabytes. */
const messageMaximum = 32 * 1024 * 1024
const Message = z.discriminatedUnion('type', [Desired, RevisionMessage])

/** Milliseconds in which changes are gathered into one report. */
const gather = 20

export interface ServerLinkOptions {
  identity(): Identity
  report(): Promise<Report>
  /** Called one after the other, in the order in which the server spoke; as is `keep`. */
  apply(desired: Desired): Promise<void>
  keep(revision: RevisionMessage): Promise<void>
  readonly log: Logger
}

export interface ServerLink {
  /** Something changed that the server should know soon. */
  changed(): void
  close(): void
}

/** Keeps a websocket to the server open, for ever: reports what is, is told what should be. */
export function serverLink({ identity, report, apply, keep, log }: ServerLinkOptions): ServerLink {
  let socket: WebSocket | null = null
  let failures = 0
  let closed = false
  let gathering: NodeJS.Timeout | null = null
  let retry: NodeJS.Timeout | null = null
  let queue: Promise<void> = Promise.resolve()

  async function send(): Promise<void> {
    const open = socket
    if (open?.readyState !== WebSocket.OPEN) return
    const text = JSON.stringify(await report())
    if (open.readyState === WebSocket.OPEN) open.send(text)
  }
  const sendSafely = () => {
    send().catch((error: unknown) => log.error({ err: error }, 'a report could not be made'))
  }

  function connect(): void {
    const present = identity()
    const { host, port } = parseAddress(present.server)
    const url = new URL(agentLinkPath, `wss://${host.includes(':') ? `[${host}]` : host}:${port}`)
    const opened = new WebSocket(url, {
      // A resumed TLS session would skip the check of who the server is.
      agent: new Agent({ ...clientTlsOptions(present, 'server'), maxCachedSessions: 0 }),
      perMessageDeflate: false,
      maxPayload: messageMaximum,
      handshakeTimeout: 5_000,
    })
    socket = opened
    let answered = true
    const beat = setInterval(() => {
      if (opened.readyState !== WebSocket.OPEN) return
      if (!answered) return opened.terminate()
      answered = false
      opened.ping()
      sendSafely()
    }, reportInterval)
    opened.on('open', () => {
      failures = 0
      log.info({ server: present.server }, 'linked to the server')
      sendSafely()
    })
    opened.on('pong', () => {
      answered = true
    })
    opened.on('message', (data) => {
      answered = true
      receive(String(data))
    })
    opened.on('error', (error) => log.debug({ err: error }, 'the link to the server broke'))
    opened.on('close', (code) => {
      clearInterval(beat)
      if (closed) return
      const wait = backoff(failures, Math.random())
      if (failures === 0) log.warn({ code, server: present.server }, 'the server is away; sessions go on')
      failures += 1
      retry = setTimeout(connect, wait)
    })
  }

  function receive(text: string): void {
    let message: Desired | RevisionMessage
    try {
      message = Message.parse(JSON.parse(text))
    } catch (error) {
      // The former word stays in force.
      log.error({ err: error }, 'the server said something that does not fit')
      return
    }
    queue = queue
      .then(() => (message.type === 'revision' ? keep(message) : apply(message)))
      .catch((error: unknown) => log.error({ err: error }, 'the desired state could not be applied'))
  }

  connect()
  return {
    changed() {
      gathering ??= setTimeout(() => {
        gathering = null
        sendSafely()
      }, gather)
    },
    close() {
      closed = true
      if (gathering) clearTimeout(gathering)
      if (retry) clearTimeout(retry)
      socket?.close()
      socket?.terminate()
    },
  }
}
