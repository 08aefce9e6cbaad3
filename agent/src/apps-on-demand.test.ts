import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { App } from '@nahtlos/contract/configuration/app'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { makeTestAuthority, type TestAuthority } from '@nahtlos/identity/testing/authority'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { VaultRoutes } from './settings/testing/vault-routes.ts'
import { type TestAgent, type TestHost, testHost } from './testing/test-host.ts'
import { mousepad, testOrder } from './testing/test-order.ts'
import { type TestServer, testServer } from './testing/test-server.ts'

const calculator: App = { ...mousepad, id: 'calculator', package: 'galculator', command: ['galculator'], opens: [] }
const template = SettingsTemplate.parse({
  kind: 'SettingsTemplate',
  id: 'calculator',
  title: { de: 'Taschenrechner', en: 'Calculator' },
  include: ['.config/galculator/**'],
  scope: { apps: ['calculator'] },
  capture: 'exit',
})
const file = '.config/galculator/galculator.conf'
const launcher = '/run/nahtlos-session/bin/galculator'

let directory: string
let server: TestServer
let host: TestHost
let agent: TestAgent
let vault: VaultRoutes
let authority: TestAuthority

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'apps-'))
  vault = new VaultRoutes(await DirectoryBackEnd.open(join(directory, 'vault')))
  authority = await makeTestAuthority(join(directory, 'identities'))
  server = await testServer(authority, 0, vault)
  host = await testHost('host-a', { authority, server })
  agent = await host.startAgent()
})
after(async () => {
  await host.close()
  await server.close()
  await rm(directory, { recursive: true })
})

/** A session of the text editor alone, which is there so that the session goes on. */
function orderWith(settings: SettingsTemplate[]): SessionOrder {
  const apps = [mousepad, calculator]
  return testOrder({ target: { workspace: 'soziales', app: 'mousepad' }, apps, settings })
}

async function start(order: SessionOrder): Promise<void> {
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
}

async function end(order: SessionOrder): Promise<void> {
  host.desire([])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ended')
}

const inHome = (order: SessionOrder, path: string) => join(host.directory, 'homes', order.id, path)

/** Waits until the calculator's window is there. */
async function appears(order: SessionOrder): Promise<void> {
  await host.inSession(order, ['sh', '-c', 'until wmctrl -lx | grep -qi galculator; do sleep 0.05; done'])
}

/** Closes the calculator as a person does. */
async function close(order: SessionOrder, app: ChildProcess): Promise<void> {
  await appears(order)
  await host.inSession(order, ['wmctrl', '-x', '-c', 'galculator'])
  if (app.exitCode === null) await once(app, 'exit')
}

test('an app’s settings arrive when it starts, are there when it reads them, and are saved when it has ended', async () => {
  const order = orderWith([template])
  await vault.put(order.person.id, template.id, { [file]: 'button_height=77\n' })
  await start(order)
  assert.equal(existsSync(inHome(order, file)), false, 'nothing of it is there at logon')
  const app = await host.startInSession(order, [launcher])
  await close(order, app)
  // The calculator writes all of its settings when it is closed, those that it read among them.
  const saved = await vault.until(order.person.id, template.id, (files) => /display_stack/.test(files[file] ?? ''))
  assert.match(saved[file] ?? '', /^button_height=77$/m)

  await vault.put(order.person.id, template.id, { [file]: 'button_height=55\n', '.config/galculator/more': 'x' })
  const again = await host.startInSession(order, [launcher])
  await close(order, again)
  const later = await vault.until(order.person.id, template.id, (files) => /display_stack/.test(files[file] ?? ''))
  assert.match(
    later[file] ?? '',
    /^button_height=55$/m,
    'what another session saved meanwhile is there at the next start',
  )
  assert.equal(later['.config/galculator/more'], 'x')
  await end(order)
})

test('while it runs, a change is in the vault after the time that its template says', async () => {
  const order = orderWith([{ ...template, capture: { continuous: 1 } }])
  await start(order)
  const app = await host.startInSession(order, [launcher])
  await appears(order)
  await host.inSession(order, ['sh', '-c', `echo changed >"/home/${order.person.account}/.config/galculator/own"`])
  await vault.until(order.person.id, template.id, (files) => '.config/galculator/own' in files)
  assert.equal(app.exitCode, null, 'it runs still')
  await close(order, app)
  await end(order)
})

test('an agent that is killed while an app waits for its settings brings them when it is back', async () => {
  const order = orderWith([template])
  await vault.put(order.person.id, template.id, { [file]: 'button_height=66\n' })
  await start(order)
  await agent.kill()
  const app = await host.startInSession(order, [launcher])
  await host.lookIn(order, ['sh', '-c', 'until pgrep -x head; do sleep 0.02; done'])
  agent = await host.startAgent()
  await appears(order)
  // Killed again while it runs: the next one sees its end.
  await agent.kill()
  agent = await host.startAgent()
  await close(order, app)
  const saved = await vault.until(order.person.id, template.id, (files) => /display_stack/.test(files[file] ?? ''))
  assert.match(saved[file] ?? '', /^button_height=66$/m)
  await end(order)
})

test('whatever a person puts into the way, only her own settings come to her own home', async () => {
  const order = orderWith([template])
  await vault.put(order.person.id, template.id, { [file]: 'button_height=88\n' })
  await start(order)
  const target = join(directory, 'victim')
  writeFileSync(target, 'as it was')
  const script = `cd; mkdir -p .config; ln -s ${target} .config/galculator
    cd /run/nahtlos-session/apps
    for word in ../../../etc/passwd 'galculator.ready' no-such-program "$(head -c 5000 /dev/zero | tr '\\0' x)"; do
      echo "$word" >ask
    done
    rm -f ask galculator.runs 2>&1; ln -s /etc galculator.ready 2>&1; echo x >galculator.ready; id -u`
  const said = await host.inSession(order, ['env', `HOME=/home/${order.person.account}`, 'sh', '-c', script])
  assert.match(said, /Permission denied|Read-only file system/)
  const app = await host.startInSession(order, [launcher])
  await appears(order)
  assert.equal(readFileSync(target, 'utf8'), 'as it was')
  assert.deepEqual(readdirSync(inHome(order, '.config')).includes('galculator'), true)
  await close(order, app)
  await end(order)
  assert.equal(readFileSync(target, 'utf8'), 'as it was')
})

test('a desktop on one host and a published app on another change settings of one app, by its own menus, and both are there in the next session', async () => {
  const gtk = SettingsTemplate.parse({
    ...template,
    id: 'gtk-programs',
    include: ['.config/glib-2.0/settings/keyfile'],
    scope: 'logon',
    formats: [{ files: ['.config/glib-2.0/settings/keyfile'], format: 'keyfile' }],
  })
  const view = 'org.xfce.mousepad.preferences.view'
  const { person } = testOrder()
  // In English the menus' letters are those that stand here.
  const english = { ...person, language: 'en' as const }
  const desktop = testOrder({ person: english, settings: [gtk] })
  const alone = testOrder({ person: english, settings: [gtk], target: { workspace: 'soziales', app: 'mousepad' } })
  const second = await testHost('host-b', { authority, server })
  const asked = async (on: TestHost, order: SessionOrder, ...words: string[]) => {
    const child = await on.startInSession(order, words)
    let said = ''
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString()
    })
    await once(child, 'close')
    return said.trim()
  }
  /** Opens a menu of the editor, presses a letter in it, and waits until the setting is so. */
  const choose = (on: TestHost, order: SessionOrder, menu: string, letter: string, key: string) =>
    asked(
      on,
      order,
      'sh',
      '-c',
      `until wmctrl -x -a mousepad.Mousepad && xdotool getactivewindow >/dev/null; do sleep 0.05; done
       is() { [ "$(gsettings get ${view} ${key})" = true ]; }
       until is; do
         xdotool key Escape Escape key --delay 150 alt+${menu} ${letter}
         # Pressed once more too early it would be taken back.
         tries=0; until is || [ $tries -gt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
       done; echo done`,
    )
  try {
    await second.startAgent()
    second.desire([alone])
    host.desire([desktop])
    await server.session(host.name, desktop.id, ({ state }) => state === 'ready')
    await server.session(second.name, alone.id, ({ state }) => state === 'ready')
    const editor = await host.startInSession(desktop, ['mousepad'])
    assert.equal(await choose(host, desktop, 'v', 'u', 'show-line-numbers'), 'done')
    assert.equal(await choose(second, alone, 'd', 'w', 'word-wrap'), 'done')
    assert.equal(await asked(second, alone, 'gsettings', 'get', view, 'show-line-numbers'), 'false')
    host.desire([])
    second.desire([])
    await server.session(host.name, desktop.id, ({ state }) => state === 'ended')
    await server.session(second.name, alone.id, ({ state }) => state === 'ended')
    assert.ok(editor.exitCode !== null || editor.signalCode !== null)
  } finally {
    await second.close()
  }

  const next = testOrder({ person: english, settings: [gtk], target: { workspace: 'soziales', app: 'mousepad' } })
  await start(next)
  assert.equal(await asked(host, next, 'gsettings', 'get', view, 'show-line-numbers'), 'true')
  assert.equal(await asked(host, next, 'gsettings', 'get', view, 'word-wrap'), 'true')
  await end(next)
})
