import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, globSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { VaultRoutes } from './settings/testing/vault-routes.ts'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'
import { type TestServer, testServer } from './testing/test-server.ts'

const isHere =
  existsSync('/usr/bin/gsettings') &&
  existsSync('/usr/share/glib-2.0/schemas/org.gtk.Settings.FileChooser.gschema.xml') &&
  globSync('/usr/lib/*/gio/modules/libdconfsettings.so').length > 0
const schema = 'org.gtk.Settings.FileChooser'
const template = SettingsTemplate.parse({
  kind: 'SettingsTemplate',
  id: 'gtk-programs',
  title: { de: 'GTK-Programme', en: 'GTK programs' },
  include: ['.config/dconf/user'],
  capture: 'exit',
})

let directory: string
let server: TestServer
let host: TestHost
let vault: VaultRoutes

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dconf-'))
  vault = new VaultRoutes(await DirectoryBackEnd.open(join(directory, 'vault')))
  const authority = await makeTestAuthority(join(directory, 'identities'))
  server = await testServer(authority, 0, vault)
  host = await testHost('host-a', { authority, server })
  await host.startAgent()
})
after(async () => {
  await host?.close()
  await server?.close()
  await rm(directory, { recursive: true, force: true })
})

/** Runs gsettings(1) on dconf in a session, by the session's own message bus, where dconf's service writes. */
async function gsettings(order: SessionOrder, ...commands: readonly string[]): Promise<string> {
  const script = `export GSETTINGS_BACKEND=dconf DBUS_SESSION_BUS_ADDRESS="unix:path=$(echo /tmp/dbus-*)"
    ${commands.map((command) => `gsettings ${command}`).join('\n')}`
  const child = await host.startInSession(order, ['sh', '-c', script])
  let said = ''
  child.stdout?.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  await once(child, 'close')
  return said
}

const reached = (order: SessionOrder, wanted: string) =>
  host.server.session(host.name, order.id, ({ state }) => state === wanted)

test('two sessions at once that each change another key of dconf leave both, and the next one reads both', {
  skip: isHere ? false : 'needs gsettings and the dconf back end of GSettings',
}, async () => {
  const { person } = testOrder()
  const session = () => testOrder({ person, settings: [template], target: { workspace: 'soziales', app: 'mousepad' } })
  const [before, one, other, next] = [session(), session(), session(), session()]
  const set = (key: string, value: string) => `set ${schema} ${key} ${value}`

  host.desire([before])
  await reached(before, 'ready')
  await gsettings(before, set('sidebar-width', '200'), set('date-format', 'with-time'))
  host.desire([])
  await reached(before, 'ended')
  host.desire([one, other])
  await Promise.all([one, other].map((order) => reached(order, 'ready')))
  await gsettings(one, set('sidebar-width', '321'))
  await gsettings(other, set('show-hidden', 'true'), `reset ${schema} date-format`)
  host.desire([other])
  await reached(one, 'ended')
  host.desire([])
  await reached(other, 'ended')
  host.desire([next])
  await reached(next, 'ready')
  const read = ['sidebar-width', 'show-hidden', 'date-format'].map((key) => `get ${schema} ${key}`)
  assert.equal(await gsettings(next, ...read), "321\ntrue\n'regular'\n")
  // It is dconf's own writer that goes on with what was merged.
  assert.equal(await gsettings(next, set('sidebar-width', '111'), ...read), "111\ntrue\n'regular'\n")
  host.desire([])
  await reached(next, 'ended')
})
