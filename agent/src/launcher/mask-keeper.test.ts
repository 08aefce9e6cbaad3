import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmod, copyFile, rename, rm } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { usualPrograms } from '@nahtlos/contract/session/programs'
import { type TestHost, testHost } from '../testing/test-host.ts'
import { mousepad, testOrder } from '../testing/test-order.ts'

const program = `/usr/local/bin/nahtlos-test-${randomBytes(6).toString('hex')}`
/** As dpkg does it: a new file beside the old one, then in its place. */
async function install(): Promise<void> {
  await copyFile('/bin/echo', `${program}.dpkg-new`)
  await chmod(`${program}.dpkg-new`, 0o755)
  await rename(`${program}.dpkg-new`, program)
}

let host: TestHost
before(async () => {
  await install()
  host = await testHost()
})
after(async () => {
  await host?.close()
  await rm(program, { force: true })
})

test('a denied program that an upgrade replaced while a session runs is denied again', async () => {
  const programs = { ...usualPrograms, forbid: { packages: [], paths: [program] } }
  const idle = { ...mousepad, id: 'idle', command: ['sleep', '1000000'] }
  const order = testOrder({ target: { workspace: 'soziales', app: 'idle' }, apps: [idle], programs })
  await host.startAgent()
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  const attempt = ['sh', '-c', `${program} runs 2>/dev/null || echo denied`]
  assert.equal(await host.inSession(order, attempt), 'denied\n')
  await install()
  const waiting = ['sh', '-c', `while ${program} runs >/dev/null 2>&1; do sleep 0.05; done; echo denied`]
  assert.equal(await host.inSession(order, waiting), 'denied\n')
  assert.equal(await host.inSession(order, attempt), 'denied\n')
})
