import { join } from 'node:path'
import { chunksType, type Snapshot, type SnapshotEntry, vaultPrefix } from '@nahtlos/contract/host/vault'
import type { Identity } from '@nahtlos/identity/identity'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { chunkId } from '@nahtlos/vault/chunk-id'
import type { ServerConfiguration } from '../server-configuration.ts'
import { askAs, GatewayBrowser, type HttpAnswer, readAnswer } from './gateway-browser.ts'
import type { LinkAgent } from './link-agent.ts'
import {
  brokeringCity,
  enrolled,
  linked,
  type MachineServer,
  machineServer,
  publish,
  signedIn,
} from './machine-server.ts'
import { temporaryDirectory } from './temporary-state.ts'

/** A server with one linked host on which one person has a session, and what a test asks of its vault. */
export interface VaultHost extends AsyncDisposable {
  readonly server: MachineServer
  readonly directory: string
  readonly host: Identity
  readonly foreign: Identity
  readonly link: LinkAgent
  readonly person: string
  readonly session: string
  readonly browser: GatewayBrowser
  readonly administrator: GatewayBrowser
  browserOf(token: string): GatewayBrowser
  /** Her browser, somewhere else. */
  from(listener: 'outside'): GatewayBrowser
  ask(identity: Identity, method: string, path: string, body?: unknown): Promise<HttpAnswer>
  put(bytes: Buffer): Promise<string>
  /** Stores these files and makes them the head, as the host's capture does; answers the snapshot's id. */
  capture(files: Readonly<Record<string, string>>, template?: string, more?: Partial<Snapshot>): Promise<string>
  head(template?: string): Promise<string | null>
}

/** The small city with settings of its editor, of which five versions are kept. */
const vaultCity = [
  ...brokeringCity.map(({ path, text }) => ({
    path,
    text: text.replace('apps: [editor]', 'apps: [editor]\nsettings: [editor-settings]'),
  })),
  {
    path: 'settings.yaml',
    text: `kind: SettingsTemplate
id: editor-settings
title: { de: Texteditor, en: Text editor }
include: [.config/editor/**]
keep: 5
---
kind: SettingsTemplate
id: viewer-settings
title: { de: Bildbetrachter, en: Image viewer }
include: [.config/viewer/**]
defaults:
  - { path: .config/viewer/viewer.ini, text: "[view]\\nzoom=1\\n" }
`,
  },
]

export async function vaultHost(overrides: Partial<ServerConfiguration> = {}): Promise<VaultHost> {
  await using opened = new AsyncDisposableStack()
  const directory = opened.use(await temporaryDirectory()).path
  const server = opened.use(await machineServer(directory, overrides))
  await publish(server, vaultCity)
  const gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
  const browserOf = (token: string) => new GatewayBrowser(gateway, server.addresses.internalAddress, token, 'office')
  const administrator = browserOf((await signedIn(server, ['administrator'])).token)
  const host = await enrolled(server, administrator, 'agent', 'host-a', directory)
  const foreign = await enrolled(server, administrator, 'agent', 'host-b', directory)
  const link = await linked(host)
  const user = await signedIn(server)
  const browser = browserOf(user.token)
  const { body } = await browser.ask('POST', '/api/sessions', { workspace: 'soziales', app: null })
  const session: string = body.id
  await link.has(session)
  link.say(session, 'ready')

  const ask = async (identity: Identity, method: string, path: string, sent?: unknown) => {
    const raw = Buffer.isBuffer(sent)
    const kind = path === 'chunks' || path === 'captures' ? chunksType : 'application/octet-stream'
    const answer = await askAs(identity, server.addresses.internalAddress, `${vaultPrefix}/${user.id}/${path}`, {
      method,
      ...(sent === undefined ? {} : { body: raw ? sent : JSON.stringify(sent) }),
      headers: sent === undefined ? {} : { 'content-type': raw ? kind : 'application/json' },
    })
    return readAnswer(answer)
  }
  const put = async (bytes: Buffer) => {
    const id = chunkId(bytes)
    const { status } = await ask(host, 'PUT', `chunks/${id}`, bytes)
    if (status !== 204) throw new Error(`the chunk was answered with ${status}`)
    return id
  }
  const head = async (template = 'editor-settings') => (await ask(host, 'GET', `packages/${template}`)).body.snapshot
  let captured = 0
  const kept = opened.move()
  return {
    server,
    directory: join(directory, 'vault'),
    host,
    foreign,
    link,
    person: user.id,
    session,
    browser,
    administrator,
    browserOf,
    from: (listener) => new GatewayBrowser(gateway, server.addresses.internalAddress, user.token, listener),
    ask,
    put,
    head,
    capture: async (files, template = 'editor-settings', more = {}) => {
      const entries: SnapshotEntry[] = []
      for (const [path, text] of Object.entries(files)) {
        const bytes = Buffer.from(text)
        const chunks = bytes.length === 0 ? [] : [await put(bytes)]
        entries.push({ type: 'file', path, mode: 0o600, size: bytes.length, modified: ++captured, chunks })
      }
      const expected = await head(template)
      const takenAt = new Date(Date.now() + server.ahead.milliseconds).toISOString()
      const made = canonicalSnapshot({
        version: 1,
        template,
        parent: expected,
        host: 'host-a',
        takenAt,
        entries,
        ...more,
      })
      await put(made.bytes)
      const { status } = await ask(host, 'POST', `packages/${template}`, { expected, next: made.id })
      if (status !== 200) throw new Error(`the head was answered with ${status}`)
      return made.id
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
