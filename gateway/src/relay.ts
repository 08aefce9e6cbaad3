import type { Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { identityUri } from '@nahtlos/contract/enrolment'
import type { TicketClaims } from '@nahtlos/contract/ticket'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { parseAddress } from '@nahtlos/identity/network-address'
import type { Provenance } from './headers.ts'
import { joinSockets } from './pipe.ts'
import { agentUpgrade, clientSwitch, readAgentAnswer } from './upgrade-request.ts'

export interface RelayOrder {
  readonly client: Socket
  /** Bytes that the client sent behind its request. */
  readonly head: Buffer
  readonly key: string
  readonly ticket: string
  readonly claims: TicketClaims
  readonly provenance: Provenance
  readonly identity: Identity
  /** Milliseconds until the agent has to have answered. */
  readonly timeout: number
}

export type RelayVerdict =
  | { readonly ok: true; readonly closed: Promise<void> }
  | { readonly ok: false; readonly status: number; readonly cause: unknown }

/**
 * Opens mutual TLS to the agent that the ticket names, hands it the upgrade and, once it switched, is a pipe of bytes.
 * Where it did not, the client's socket is untouched and the caller refuses.
 */
export async function relay(order: RelayOrder): Promise<RelayVerdict> {
  const { client, key } = order
  const { promise, resolve } = Promise.withResolvers<{ rest: Buffer } | { status: number; cause: unknown }>()
  const agent = connect({
    ...clientTlsOptions(order.identity, identityUri('agent', order.claims.aud)),
    ...parseAddress(order.claims.address),
  })
  const failed = (cause: unknown) => resolve({ status: 502, cause })
  const gone = () => failed(new Error('the connection closed'))
  let bytes: Buffer = Buffer.alloc(0)
  const read = (chunk: Buffer) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
    const answer = readAgentAnswer(bytes, key)
    if (answer.state === 'more') return
    agent.pause()
    if (answer.state === 'switched') resolve({ rest: answer.rest })
    else resolve({ status: answer.status, cause: new Error(`the agent refused with ${answer.status}`) })
  }
  agent.once('secureConnect', () => {
    agent.write(agentUpgrade(key, order.ticket, order.claims, order.provenance))
    if (order.head.length > 0) agent.write(order.head)
  })
  agent.on('data', read).on('error', failed).on('close', gone)
  client.on('close', gone)
  agent.setTimeout(order.timeout, () => failed(new Error('the agent did not answer in time')))
  const answer = await promise
  agent.off('data', read).off('error', failed).off('close', gone)
  client.off('close', gone)
  if ('rest' in answer) return { ok: true, closed: join(client, agent, key, answer.rest) }
  agent.on('error', () => agent.destroy()).destroy()
  return { ok: false, ...answer }
}

function join(client: Socket, agent: TLSSocket, key: string, rest: Buffer): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  client.write(clientSwitch(key))
  if (rest.length > 0) client.write(rest)
  joinSockets(client, agent, resolve)
  return promise
}
