import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { VaultRoutes } from './settings/testing/vault-routes.ts'
import { eventually } from './testing/eventually.ts'
import { type TestAgent, type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'
import { type TestServer, testServer } from './testing/test-server.ts'

const template = SettingsTemplate.parse({
  kind: 'SettingsTemplate',
  id: 'own',
  title: { de: 'Eigenes', en: 'Own' },
  include: ['.own/**'],
})

let directory: string
let server: TestServer
let host: TestHost
let agent: TestAgent
let vault: VaultRoutes

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unsaved-'))
  vault = new VaultRoutes(await DirectoryBackEnd.open(join(directory, 'vault')))
  const authority = await makeTestAuthority(join(directory, 'identities'))
  server = await testServer(authority, 0, vault)
  host = await testHost('host-a', { authority, server })
  agent = await host.startAgent()
})
after(async () => {
  await host.close()
  await server.close()
  await rm(directory, { recursive: true })
})

async function start(): Promise<SessionOrder> {
  const order = testOrder({ target: { workspace: 'soziales', app: 'mousepad' }, settings: [template] })
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  return order
}

const ended = (order: SessionOrder) => host.server.session(host.name, order.id, ({ state }) => state === 'ended')
const change = (order: SessionOrder, text: string) =>
  host.inSession(order, ['sh', '-c', `mkdir -p /home/anna.berg/.own; cat >/home/anna.berg/.own/${text}`], text)
const home = (order: SessionOrder) => join(host.directory, 'homes', order.id)
const nothingLeft = () => host.server.reported(host.name, ({ leftSettings }) => leftSettings.length === 0)

test('what could not be delivered at logoff is delivered by the host itself, after a kill too, and it says so', async () => {
  const order = await start()
  await change(order, 'one')
  vault.away = true
  host.desire([])
  await ended(order)
  const left = [{ session: order.id, person: order.person.id }]
  assert.deepEqual((await host.server.reported(host.name, (said) => said.leftSettings.length > 0)).leftSettings, left)
  assert.deepEqual(await host.leftOvers(), [], 'the home is gone')
  await agent.kill()
  agent = await host.startAgent()
  vault.away = false
  assert.deepEqual(await vault.until(order.person.id, 'own', (files) => '.own/one' in files), { '.own/one': 'one' })
  await nothingLeft()
})

test('a home whose settings found no room on this host’s disk stays until they are saved, and holds nobody up', async () => {
  await agent.kill()
  const cache = join(host.directory, 'state/settings')
  rmSync(cache, { recursive: true, force: true })
  mkdirSync(cache)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', cache])
  try {
    agent = await host.startAgent()
    const order = await start()
    await change(order, 'two')
    const filled = join(cache, 'filled')
    // To the last byte.
    try {
      writeFileSync(filled, Buffer.alloc(1024 * 1024))
    } catch (error) {
      assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC')
    }
    // Where the vault takes it, nothing need be on this disk.
    vault.away = true
    host.desire([])
    const over = await ended(order)
    assert.match(over.detail ?? '', /the home is kept/)
    assert.ok(over.notices.includes('settings-not-saved'))
    await host.server.reported(host.name, ({ leftSettings }) =>
      leftSettings.some(({ session }) => session === order.id),
    )
    assert.equal(await readFile(join(home(order), '.own/two'), 'utf8'), 'two')
    // The server has forgotten it, and the agent is killed: it is known all the same.
    await agent.kill()
    agent = await host.startAgent()
    assert.ok(existsSync(home(order)))
    rmSync(filled)
    vault.away = false
    assert.deepEqual(await vault.until(order.person.id, 'own', (files) => '.own/two' in files), { '.own/two': 'two' })
    await nothingLeft()
    await eventually(
      'the home is emptied once all is saved',
      async () => existsSync(home(order)),
      (isThere) => !isThere,
    )
  } finally {
    await agent.kill()
    execFileSync('umount', [cache])
    agent = await host.startAgent()
  }
})

test('a home that is half emptied when the agent is killed does not count as what its person deleted', async () => {
  const order = await start()
  await change(order, 'three')
  await change(order, 'four')
  vault.away = true
  // What is mounted there keeps the home from being emptied.
  const obstacle = join(home(order), 'obstacle')
  mkdirSync(obstacle)
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', obstacle])
  try {
    host.desire([])
    await host.server.session(host.name, order.id, ({ phases }) =>
      phases.some(({ name, outcome }) => name === 'clean' && outcome === 'failed'),
    )
    await agent.kill()
    rmSync(join(home(order), '.own/three'))
  } finally {
    execFileSync('umount', [obstacle])
  }
  agent = await host.startAgent()
  await ended(order)
  vault.away = false
  const files = await vault.until(order.person.id, 'own', (found) => '.own/four' in found)
  assert.deepEqual(files, { '.own/four': 'four', '.own/three': 'three' })
  await nothingLeft()
  assert.deepEqual(await host.leftOvers(), [])
})
