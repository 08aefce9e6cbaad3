import type { Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { identityUri } from '@nahtlos/contract/enrolment'
import type { TicketClaims } from '@nahtlos/contract/ticket'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { parseAddress } from '@nahtlos/identity/network-address'
import type { Provenance } from './headers.ts'
import { Outflow, recordLength } from './outflow.ts'
import { tieSockets } from './pipe.ts'
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

/** Where every agent's records are decrypted to. Whoever reads it copies before the event loop goes on. */
const record = Buffer.allocUnsafeSlow(recordLength)

/**
 * Opens mutual TLS to the agent that the ticket names, hands it the upgrade and, once it switched, is a pipe of bytes.
 * Where it did not, the client's socket is untouched and the caller refuses.
 */
export async function relay(order: RelayOrder): Promise<RelayVerdict> {
  const { client, key } = order
  const { promise, resolve } = Promise.withResolvers<{ status: number; cause: unknown } | null>()
  const outflow = new Outflow(client)
  let bytes: Buffer = Buffer.alloc(0)
  let switched = false
  const read = (length: number): boolean => {
    const chunk = record.subarray(0, length)
    if (switched) return outflow.take(chunk)
    bytes = Buffer.concat([bytes, chunk])
    const answer = readAgentAnswer(bytes, key)
    if (answer.state === 'more') return true
    if (answer.state === 'refused') {
      resolve({ status: answer.status, cause: new Error(`the agent refused with ${answer.status}`) })
      return false
    }
    switched = true
    client.write(clientSwitch(key))
    resolve(null)
    return answer.rest.length === 0 || outflow.take(answer.rest)
  }
  // The spread: `onread` is documented for `tls.connect` too, but missing in its types.
  const agent = connect({
    ...clientTlsOptions(order.identity, identityUri('agent', order.claims.aud)),
    ...parseAddress(order.claims.address),
    ...{ onread: { buffer: record, callback: read } },
  })
  const failed = (cause: unknown) => resolve({ status: 502, cause })
  const gone = () => failed(new Error('the connection closed'))
  agent.once('secureConnect', () => {
    agent.write(agentUpgrade(key, order.ticket, order.claims, order.provenance))
    if (order.head.length > 0) agent.write(order.head)
  })
  agent.on('error', failed).on('close', gone)
  client.on('close', gone)
  agent.setTimeout(order.timeout, () => failed(new Error('the agent did not answer in time')))
  const answer = await promise
  agent.off('error', failed).off('close', gone)
  client.off('close', gone)
  if (answer === null) return { ok: true, closed: join(client, agent, outflow) }
  agent.on('error', () => agent.destroy()).destroy()
  return { ok: false, ...answer }
}

function join(client: Socket, agent: TLSSocket, outflow: Outflow): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  tieSockets(client, agent, resolve)
  client.on('drain', () => agent.resume())
  agent.once('end', () => {
    outflow.flush()
    client.end()
  })
  agent.resume()
  client.pipe(agent)
  return promise
}
