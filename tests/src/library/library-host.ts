import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { VaultRoutes } from '@nahtlos/agent/settings/testing/vault-routes'
import { type TestHost, testHost } from '@nahtlos/agent/testing/test-host'
import { testOrder } from '@nahtlos/agent/testing/test-order'
import { type TestServer, testServer } from '@nahtlos/agent/testing/test-server'
import { readConfigurationFiles } from '@nahtlos/city/configuration'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import { programsFor } from '@nahtlos/core/configuration/programs'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'

const loaded = loadConfiguration(readConfigurationFiles())
if (!loaded.ok) throw new Error('the example city is not valid')
const { apps, settings } = loaded.configuration

/** All templates of the example city. */
export const templates: readonly SettingsTemplate[] = [...settings.values()]

/** A desktop of the library's own: every app and every template of the example city, on a real session host. */
export class LibraryHost implements AsyncDisposable {
  readonly vault: VaultRoutes
  readonly #directory: string
  readonly #server: TestServer
  readonly #host: TestHost
  #order: SessionOrder

  private constructor(directory: string, server: TestServer, host: TestHost, vault: VaultRoutes) {
    this.#directory = directory
    this.#server = server
    this.#host = host
    this.vault = vault
    this.#order = this.#newOrder()
  }

  static async start(): Promise<LibraryHost> {
    const directory = await mkdtemp(join(tmpdir(), 'library-'))
    const vault = new VaultRoutes(await DirectoryBackEnd.open(join(directory, 'vault')))
    const authority = await makeTestAuthority(join(directory, 'identities'))
    const server = await testServer(authority, 0, vault)
    const host = await testHost('host-a', { authority, server })
    await host.startAgent()
    return new LibraryHost(directory, server, host, vault)
  }

  get person(): string {
    return this.#order.person.id
  }

  template(id: string): SettingsTemplate {
    const found = settings.get(id)
    if (found === undefined) throw new Error(`the library has no template ${id}`)
    return found
  }

  /** Starts a desktop in a fresh home and waits until its window manager is there. */
  async begin(): Promise<void> {
    this.#order = { ...this.#newOrder(), person: this.#order.person }
    this.#host.desire([this.#order])
    await this.#host.server.session(this.#host.name, this.#order.id, ({ state }) => state === 'ready')
    await this.sh('until wmctrl -m >/dev/null 2>&1; do sleep 0.05; done')
  }

  /** Logs off: settings are saved and the home is gone. */
  async end(): Promise<void> {
    this.#host.desire([])
    await this.#host.server.session(this.#host.name, this.#order.id, ({ state }) => state === 'ended')
  }

  /** Runs a script as the person, with her desktop's environment and message bus; gives its output, without its last line break. */
  async sh(script: string): Promise<string> {
    // dbus-run-session(1) puts the bus's socket into the session's own /tmp.
    const bus = 'export DBUS_SESSION_BUS_ADDRESS="unix:path=$(echo /tmp/dbus-*)"; cd'
    const child = await this.#host.startInSession(this.#order, ['sh', '-c', `${bus}\n${script}`])
    let output = ''
    child.stdout?.on('data', (piece: Buffer) => {
      output += piece.toString()
    })
    await once(child, 'close')
    return output.trimEnd()
  }

  isInHome(path: string): boolean {
    return existsSync(join(this.#host.directory, 'homes', this.#order.id, path))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host.close()
    await this.#server.close()
    await rm(this.#directory, { recursive: true, force: true })
  }

  #newOrder(): SessionOrder {
    const all = [...apps.values()]
    const order = testOrder({ apps: all, settings: [...settings.values()], programs: programsFor(all) })
    return { ...order, person: { ...order.person, language: 'en' } }
  }
}
