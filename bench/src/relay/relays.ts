import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import {
  connectPath,
  displayProtocol,
  signTicket,
  type TicketClaims,
  ticketProtocolPrefix,
} from '@nahtlos/contract/ticket'
import type { EndpointPorts, Target } from './job.ts'

/** Something between load generator and endpoint. */
export interface Relay extends AsyncDisposable {
  readonly name: string
  /** Its processes, whose descendants belong to them; none where there is no relay. */
  readonly pids: readonly number[]
  /** A target for one connection; tickets are good once. */
  target(): Promise<Target>
}

export function noRelay(ports: EndpointPorts): Relay {
  return {
    name: 'raw socket',
    pids: [],
    target: async () => ({ port: ports.plain, websocket: null, asClient: false }),
    [Symbol.asyncDispose]: async () => undefined,
  }
}

export function makeTicketKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { privateKey, published: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'EdDSA' }] } }
}

/** Our gateway as a process of its own. */
export interface Gateway extends AsyncDisposable {
  readonly port: number
  readonly pid: number
}

/** In its production configuration, with plain HTTP towards the browser. */
export async function startGateway(directory: string, identity: string): Promise<Gateway> {
  const file = join(directory, 'gateway.json')
  const configuration = {
    identity,
    token: null,
    listeners: [{ name: 'office', host: '127.0.0.1', port: 0, tls: null }],
    // All load comes from one address, which no office does.
    limits: { connectionRate: 2_000 },
    user: null,
  }
  await writeFile(file, JSON.stringify(configuration))
  const main = fileURLToPath(import.meta.resolve('@nahtlos/gateway/main'))
  const child = spawn(process.execPath, [main, '--config', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  lines.on('line', (line) => {
    const { msg, address } = JSON.parse(line)
    if (msg === 'listening') resolve(address.port)
  })
  child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)))
  const port = await promise
  return { port, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => stopped(child) }
}

/** The person to whom everything in this measurement belongs. */
export const person = randomUUID()

/**
 * A way through our gateway to an agent.
 *
 * @param agent its port, and its process where its work counts
 */
export function throughGateway(
  name: string,
  gateway: Gateway,
  agent: { readonly port: number; readonly pid: number | null },
  key: ReturnType<typeof makeTicketKeys>['privateKey'],
): Relay {
  return {
    name,
    pids: agent.pid === null ? [gateway.pid] : [gateway.pid, agent.pid],
    async target() {
      const now = Math.floor(Date.now() / 1000)
      const claims: TicketClaims = {
        jti: randomUUID(),
        sub: person,
        aud: 'host-a',
        session: randomUUID(),
        address: `127.0.0.1:${agent.port}`,
        listener: 'office',
        rights: ['control', 'clipboard-in', 'clipboard-out'],
        iat: now,
        exp: now + 15,
      }
      const ticket = await signTicket(claims, key, 'bench')
      return {
        port: gateway.port,
        websocket: { path: connectPath, protocols: [displayProtocol, ticketProtocolPrefix + ticket] },
        asClient: agent.pid !== null,
      }
    },
    [Symbol.asyncDispose]: async () => undefined,
  }
}

/** Debian's websockify: one process per connection, with TLS to its target or without. */
export async function startWebsockify(ports: EndpointPorts, tls: boolean): Promise<Relay> {
  const port = await freePort()
  const target = `127.0.0.1:${tls ? ports.tls : ports.plain}`
  const child = spawn('websockify', [...(tls ? ['--ssl-target'] : []), `127.0.0.1:${port}`, target], {
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  await once(child, 'spawn')
  await answering(port, child)
  return {
    name: tls ? 'websockify --ssl-target' : 'websockify',
    pids: [child.pid ?? 0],
    target: async () => ({ port, websocket: { path: '/websockify', protocols: ['binary'] }, asClient: false }),
    [Symbol.asyncDispose]: () => stopped(child),
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

/** websockify can not be given port 0. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}

/** websockify says nothing that could be waited for, so its port is asked until it answers. */
async function answering(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`websockify ended with ${child.exitCode}; is it installed?`)
    const socket = connect(port, '127.0.0.1')
    const { promise, resolve } = Promise.withResolvers<boolean>()
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    const up = await promise
    socket.destroy()
    if (up) return
    await new Promise((next) => setTimeout(next, 20))
  }
}
