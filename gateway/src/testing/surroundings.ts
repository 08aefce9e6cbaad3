import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage, RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gatewayKeysPath } from '@nahtlos/contract/host/link'
import { displayProtocol, signTicket, type TicketClaims } from '@nahtlos/contract/ticket'
import { loadIdentity } from '@nahtlos/identity/identity'
import { serverTlsOptions } from '@nahtlos/identity/mutual-tls'
import { makeTestAuthority, type TestAuthority } from '@nahtlos/identity/testing/authority'
import { type WebSocket, WebSocketServer } from 'ws'

/** The machines around a gateway: a server with ticket keys and agents, all on loopback with real certificates. */
export interface Surroundings {
  readonly directory: string
  readonly authority: TestAuthority
  readonly server: TestServer
  /** Makes a signed ticket; whatever is given replaces what would be right. */
  ticket(claims: Partial<TicketClaims>, by?: { key?: KeyObject; kid?: string }): Promise<string>
  /** An agent that answers the upgrade and hands over the websocket. */
  agent(name: string, options?: AgentOptions): Promise<{ address: string; connections: number }>
  gatewayIdentity(): Promise<string>
  close(): Promise<void>
}

export interface TestServer {
  readonly address: string
  readonly key: KeyObject
  keyRequests: number
  /** What the public application answers. */
  answer: RequestListener
  /** Further key identifiers that the server publishes. */
  publish(kid: string, key: KeyObject): void
  stop(): Promise<void>
  /** Listens again on the same port. */
  start(): Promise<void>
}

export interface AgentOptions {
  readonly authority?: TestAuthority
  /** The name in its certificate where that is not the one it goes by. */
  readonly certified?: string
  readonly upgrade?: (request: IncomingMessage) => boolean
  readonly connected?: (socket: WebSocket) => void
}

export async function makeSurroundings(): Promise<Surroundings> {
  const directory = await mkdtemp(join(tmpdir(), 'nahtlos-gateway-'))
  const authority = await makeTestAuthority(directory)
  const server = await makeServer(authority)
  const agents: Server[] = []
  return {
    directory,
    authority,
    server,
    ticket(claims, by = {}) {
      const now = Math.floor(Date.now() / 1000)
      const whole: TicketClaims = {
        jti: randomUUID(),
        sub: randomUUID(),
        aud: 'host-a',
        session: randomUUID(),
        address: '127.0.0.1:1',
        listener: 'office',
        rights: [],
        iat: now,
        exp: now + 15,
        ...claims,
      }
      return signTicket(whole, by.key ?? server.key, by.kid ?? 'first')
    },
    async agent(name, options = {}) {
      const identity = await loadIdentity(
        await (options.authority ?? authority).issue('agent', options.certified ?? name),
      )
      const agent = createServer(serverTlsOptions(identity))
      agents.push(agent)
      const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => displayProtocol })
      const made = { address: '', connections: 0 }
      agent.on('secureConnection', () => made.connections++)
      agent.on('upgrade', (request, socket, head) => {
        if (options.upgrade?.(request) === false) {
          socket.end('HTTP/1.1 403 Forbidden\r\nSet-Cookie: stolen=1\r\nContent-Length: 0\r\n\r\n')
          return
        }
        sockets.handleUpgrade(request, socket, head, (opened) => {
          opened.on('error', () => opened.terminate())
          options.connected?.(opened)
        })
      })
      made.address = `127.0.0.1:${await listen(agent, 0)}`
      return made
    },
    gatewayIdentity: () => authority.issue('gateway', 'gate', [], { server: server.address }),
    async close() {
      await server.stop()
      for (const agent of agents) {
        agent.close()
        agent.closeAllConnections()
      }
      await rm(directory, { recursive: true })
    },
  }
}

async function makeServer(authority: TestAuthority): Promise<TestServer> {
  const identity = await loadIdentity(await authority.issue('server', 'server'))
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const published = new Map([['first', publicKey]])
  const make = () => {
    const made = createServer(serverTlsOptions(identity), (request, response) => {
      if (request.url !== gatewayKeysPath) return test.answer(request, response)
      test.keyRequests += 1
      const keys = [...published].map(([kid, key]) => ({ ...key.export({ format: 'jwk' }), kid, alg: 'EdDSA' }))
      response.end(JSON.stringify({ keys }))
    })
    // Node's default of five seconds would let a test meet a connection that is just closing.
    made.keepAliveTimeout = 60_000
    return made
  }
  let running = make()
  const port = await listen(running, 0)
  const test: TestServer = {
    address: `127.0.0.1:${port}`,
    key: privateKey,
    keyRequests: 0,
    answer: (_request, response) => response.end('hello'),
    publish: (kid, key) => void published.set(kid, key),
    async stop() {
      if (!running.listening) return
      const closed = once(running, 'close')
      running.close()
      running.closeAllConnections()
      await closed
    },
    async start() {
      running = make()
      await listen(running, port)
    },
  }
  return test
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
