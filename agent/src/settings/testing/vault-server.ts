import { once } from 'node:events'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { type Identity, loadIdentity } from '@nahtlos/identity/identity'
import { clientTlsOptions, serverTlsOptions } from '@nahtlos/identity/mutual-tls'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import type { BackEnd } from '@nahtlos/vault/back-end'
import { HttpsSettingsClient } from '../https-settings-client.ts'
import { VaultRoutes } from './vault-routes.ts'

/** The contract's vault routes over mutual TLS. */
export class VaultServer extends VaultRoutes {
  readonly client: HttpsSettingsClient
  readonly agentIdentity: Identity
  readonly address: string
  readonly #tls: ServerOptions
  #server: Server

  private constructor(backEnd: BackEnd, own: Identity, agentIdentity: Identity, port: number) {
    super(backEnd)
    this.agentIdentity = agentIdentity
    this.address = `127.0.0.1:${port}`
    this.client = new HttpsSettingsClient({ address: this.address, tls: clientTlsOptions(agentIdentity, 'server') })
    this.#tls = serverTlsOptions(own)
    this.#server = createServer(this.#tls, this.handle)
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
    this.#server = createServer(this.#tls, this.handle).listen(Number(this.address.split(':')[1]), '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** Nobody answers any more. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  useBackEnd(backEnd: BackEnd): void {
    this.backEnd = backEnd
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client.close()
    await this.stop()
  }
}
