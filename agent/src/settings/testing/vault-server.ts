import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { ChunkId, HeadChange, vaultPrefix } from '@nahtlos/contract/host/vault'
import { type Identity, loadIdentity } from '@nahtlos/identity/identity'
import { clientTlsOptions, serverTlsOptions } from '@nahtlos/identity/mutual-tls'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import type { BackEnd } from '@nahtlos/vault/back-end'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { ChunkStore } from '@nahtlos/vault/chunk-store'
import { VaultError } from '@nahtlos/vault/vault-error'
import { z } from 'zod'
import { HttpsSettingsClient } from '../https-settings-client.ts'
import { chunksIn } from '../vault-access.ts'

/** The contract's vault routes over mutual TLS and a real chunk store; heads are kept in memory instead of PostgreSQL. */
export class VaultServer {
  readonly heads = new Map<string, string>()
  /** `METHOD path` of every request, in order. */
  readonly requests: string[] = []
  /** Called before each head change is decided: a test's chance to be faster. */
  beforeHeadChange: () => Promise<void> = async () => undefined
  readonly client: HttpsSettingsClient
  readonly agentIdentity: Identity
  readonly address: string
  #backEnd: BackEnd
  readonly #tls: ServerOptions
  #server: Server

  private constructor(backEnd: BackEnd, own: Identity, agentIdentity: Identity, port: number) {
    this.#backEnd = backEnd
    this.agentIdentity = agentIdentity
    this.address = `127.0.0.1:${port}`
    this.client = new HttpsSettingsClient({ address: this.address, tls: clientTlsOptions(agentIdentity, 'server') })
    this.#tls = serverTlsOptions(own)
    this.#server = this.#newServer()
  }

  /** @param directory for certificates */
  static async start(directory: string, backEnd: BackEnd): Promise<VaultServer> {
    const authority = await makeTestAuthority(directory)
    const own = await loadIdentity(await authority.issue('server', 'main', ['127.0.0.1']))
    const agent = await loadIdentity(await authority.issue('agent', 'host-a'))
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const { port } = probe.address() as AddressInfo
    await new Promise((resolve) => probe.close(resolve))
    const server = new VaultServer(backEnd, own, agent, port)
    await server.start()
    return server
  }

  /** As after a restart: the same address, the same heads and chunks. */
  async start(): Promise<void> {
    this.#server = this.#newServer().listen(Number(this.address.split(':')[1]), '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** Nobody answers any more. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  useBackEnd(backEnd: BackEnd): void {
    this.#backEnd = backEnd
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close()
    await this.stop()
  }

  #newServer(): Server {
    return createServer(this.#tls, (request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        const failure = error instanceof VaultError ? error.failure : null
        response.statusCode =
          failure === 'full' ? 507 : failure === 'not-found' ? 404 : failure === 'corrupt' ? 422 : 500
        response.end(String(error))
      })
    })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push(`${request.method} ${request.url}`)
    const [person = '', kind, name = ''] = (request.url ?? '').slice(vaultPrefix.length + 1).split('/')
    const store = new ChunkStore(this.#backEnd, person)
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts)
    const packageKey = `${person}/${name}`
    const json = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    switch (`${request.method} ${kind}`) {
      case 'GET packages':
        return json(200, { snapshot: this.heads.get(packageKey) ?? null })
      case 'POST packages': {
        await this.beforeHeadChange()
        const { expected, next } = HeadChange.parse(JSON.parse(body.toString()))
        const present = this.heads.get(packageKey) ?? null
        if (present !== expected) return json(409, { snapshot: present })
        if ((await store.missing([...chunksIn(readSnapshot(await store.get(next)).entries)])).length > 0)
          return json(400, {})
        this.heads.set(packageKey, next)
        return json(200, { snapshot: next })
      }
      case 'POST missing':
        return json(200, await store.missing(z.array(ChunkId).parse(JSON.parse(body.toString()))))
      case 'PUT chunks':
        await store.put(name, body)
        response.writeHead(204).end()
        return
      case 'GET chunks':
        response.end(await store.get(name))
        return
      default:
        json(404, {})
    }
  }
}
