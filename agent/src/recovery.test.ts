import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { makeTestAuthority } from '@nahtlos/identity/testing/authority'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'
import { testServer } from './testing/test-server.ts'
import { handshake, testViewer } from './testing/test-viewer.ts'

let host: TestHost
before(async () => {
  host = await testHost()
})
after(() => host.close())

const app = { target: { workspace: 'soziales', app: 'mousepad' } }
const isOver = (state: string) => state === 'ended' || state === 'failed'

test('a session whose app is closed ends by itself, and its connection is told', async () => {
  const order = testOrder(app)
  const agent = await host.startAgent()
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  const viewer = testViewer(await host.connect(await host.ticket(order, ['control'])))
  await handshake(viewer)
  await host.lookIn(order, ['sh', '-c', 'until pkill -x mousepad; do sleep 0.02; done'])
  assert.equal(await viewer.closed, ConnectionClose.sessionEnded)
  await host.server.session(host.name, order.id, ({ state }) => state === 'ended')
  assert.deepEqual(await host.leftOvers(), [])
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.length === 0)
  await agent.kill()
})

test('a session that ended while the agent was away is cleaned up by the next one and not started again', async () => {
  const order = testOrder(app)
  let agent = await host.startAgent()
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  await agent.kill()
  process.kill(await host.firstProcess(order), 'SIGKILL')
  agent = await host.startAgent()
  const over = await host.server.session(host.name, order.id, ({ state }) => isOver(state))
  assert.equal(over.state, 'ended')
  assert.ok(over.phases.some(({ name, outcome }) => name === 'capture' && outcome === 'done'))
  assert.deepEqual(await host.leftOvers(), [])
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.length === 0)
  await agent.kill()
})

test('an agent that is killed while it prepares starts the session again, once', async () => {
  const order = testOrder(app)
  let agent = await host.startAgent()
  host.desire([order])
  await host.server.session(host.name, order.id, ({ phases }) => phases.length > 0)
  await agent.kill()
  agent = await host.startAgent()
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  const displays = await displaysOf(order.person.uid)
  assert.equal(displays, 1)
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => isOver(state)))
  assert.deepEqual(await host.leftOvers(), [])
  await agent.kill()
})

test('with the server away a restarted agent goes on by its last word, and connections work', async () => {
  const authority = await makeTestAuthority(join(host.directory, 'second'))
  await using stack = new AsyncDisposableStack()
  const server = await testServer(authority)
  stack.defer(() => server.close())
  const alone = await testHost('host-c', { authority, server })
  stack.defer(() => alone.close())
  const order = testOrder(app)
  let agent = await alone.startAgent()
  alone.desire([order])
  await server.session(alone.name, order.id, ({ state }) => state === 'ready')
  await server.close()
  await agent.kill()
  agent = await alone.startAgent()
  const viewer = testViewer(await alone.connect(await alone.ticket(order, ['control'])))
  await handshake(viewer)
  await agent.kill()
})

test('what stops a start is told, leaves nothing, and no other session waits for it', async () => {
  const clash = testOrder({ ...app, person: { ...testOrder().person, account: 'daemon' } })
  const good = testOrder(app)
  const agent = await host.startAgent()
  host.desire([clash, good])
  const failed = await host.server.session(host.name, clash.id, ({ state }) => state === 'failed')
  assert.match(failed.detail ?? '', /daemon .* clashes/)
  await host.server.session(host.name, good.id, ({ state }) => state === 'ready')
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => isOver(state)))
  assert.deepEqual(await host.leftOvers(), [])
  await agent.kill()
})

test('a record that cannot be read is removed, with the session that it may have meant', async () => {
  const order = testOrder(app)
  let agent = await host.startAgent()
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  await agent.kill()
  await writeFile(join(host.directory, 'state/sessions', `${order.id}.json`), '{"half')
  host.desire([])
  const before = Date.now()
  agent = await host.startAgent()
  // By the server's last word it begins the session anew, until it hears that nobody wants it any more.
  await host.server.reported(
    host.name,
    ({ at, sessions }) => at > before && sessions.every(({ state }) => isOver(state)),
  )
  assert.deepEqual(await host.leftOvers(), [])
  await agent.kill()
})

test('one person has sessions of two agents on one machine, each with its own view', async () => {
  const authority = await makeTestAuthority(join(host.directory, 'third'))
  await using stack = new AsyncDisposableStack()
  const server = await testServer(authority)
  stack.defer(() => server.close())
  const { person } = testOrder()
  const pair: { readonly each: TestHost; readonly order: ReturnType<typeof testOrder> }[] = []
  for (const name of ['host-x', 'host-y']) {
    const each = await testHost(name, { authority, server })
    // Whatever becomes of the other: an agent that was left running would hold this whole file up.
    stack.defer(() => each.close())
    pair.push({ each, order: testOrder({ ...app, person }) })
  }
  await Promise.all(
    pair.map(async ({ each, order }) => {
      await each.startAgent()
      each.desire([order])
      await server.session(each.name, order.id, ({ state }) => state === 'ready')
      const seen = await each.lookIn(order, ['sh', '-c', 'ls /home; cat /proc/[0-9]*/comm | grep -c Xvnc'])
      assert.equal(seen, 'anna.berg\n1\n')
      const viewer = testViewer(await each.connect(await each.ticket(order, [])))
      await handshake(viewer)
    }),
  )
})

/** Display servers of a person on this machine. */
async function displaysOf(uid: number): Promise<number> {
  let count = 0
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
    if (status.startsWith('Name:\tXvnc\n') && status.includes(`\nUid:\t${uid}\t`)) count += 1
  }
  return count
}

test('an agent that was killed between its word and the deed goes on with both a start and an end', async () => {
  const order = testOrder(app)
  let agent = await host.startAgent()
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  const path = join(host.directory, 'state/sessions', `${order.id}.json`)
  const written = async (state: string) => {
    await agent.kill()
    await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), state }))
    agent = await host.startAgent()
  }
  await written('preparing')
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  host.desire([])
  await written('ending')
  await host.server.session(host.name, order.id, ({ state }) => state === 'ended')
  assert.deepEqual(await host.leftOvers(), [])
  await agent.kill()
})
