import assert from 'node:assert/strict'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { groupsOn } from './resources/groups-on.ts'
import { firstOf, numbersIn } from './resources/processor-sets.ts'
import type { Part, ResourceGroups } from './resources/resource-groups.ts'
import { keptFree } from './resources/shares.ts'
import { processorsIn } from './system/own-processors.ts'
import { realSystem } from './system/real-system.ts'
import { eventually } from './testing/eventually.ts'
import { type TestAgent, type TestHost, testHost } from './testing/test-host.ts'
import { mousepad, testOrder } from './testing/test-order.ts'
import { handshake, testViewer } from './testing/test-viewer.ts'

const system = realSystem()
let host: TestHost
let agent: TestAgent
let groups: ResourceGroups
const order = testOrder({ target: { workspace: 'soziales', app: 'mousepad' }, apps: [mousepad] })
before(async () => {
  host = await testHost()
  agent = await host.startAgent()
  groups = (await groupsOn(system, join(host.directory, 'run'))) as ResourceGroups
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
})
after(() => host.close())

/** Names of the session's processes with the part that each is in. */
async function where(): Promise<Record<string, Part>> {
  const found: Record<string, Part> = {}
  for (const [pid, part] of await groups.parts(order.id)) {
    const name = (await system.process(pid))?.name
    if (name !== undefined) found[name] = part
  }
  return found
}
const isThere = (...wanted: readonly [string, Part][]) =>
  eventually(JSON.stringify(wanted), where, (all) => wanted.every(([name, part]) => all[name] === part))

test('while nobody is connected a session waits for the others', async () => {
  await eventually(
    'it is idle',
    () => groups.shareOf(order.id),
    (share) => share?.isIdle === true,
  )
})

test('the app whose window is active is in front, the display beside it, and all else behind', async () => {
  const viewer = testViewer(await host.connect(await host.ticket(order, ['control'])))
  await handshake(viewer)
  await isThere(['mousepad', 'front'], ['Xvnc', 'desk'], ['openbox', 'desk'])
  await eventually(
    'it has its weight',
    () => groups.shareOf(order.id),
    (share) => share?.isIdle === false,
  )

  const protectedFrom = async (name: string) => {
    for (const pid of (await groups.parts(order.id)).keys())
      if ((await system.process(pid))?.name === name) return Number(await system.readText(`/proc/${pid}/oom_score_adj`))
    return null
  }
  const protection = async () => [await protectedFrom('Xvnc'), await protectedFrom('mousepad')]
  await eventually('the display is ended last', protection, ([display, app]) => display === 0 && app === 200)

  // Another one opens: what was in front goes behind, with the shell that the terminal has started in front.
  await host.startInSession(order, ['xfce4-terminal', '--disable-server', '--title=other', '-x', 'sleep', '12345'])
  await isThere(['xfce4-terminal', 'front'], ['sleep', 'front'], ['mousepad', 'back'])
  await host.lookIn(order, ['wmctrl', '-a', 'Mousepad'])
  await isThere(['mousepad', 'front'], ['xfce4-terminal', 'back'], ['sleep', 'back'])
})

test('whoever takes processors without end waits for the others, her display included, until she stops', async () => {
  const loops = 'while :; do :; done & while :; do :; done # takes all'
  const child = await host.startInSession(order, ['/bin/sh', '-c', loops])
  await eventually(
    'it is a hog',
    () => groups.shareOf(order.id),
    (share) => share?.isIdle === true,
  )
  await host.lookIn(order, ['pkill', '-KILL', '-f', 'takes all'])
  await eventually(
    'it is calm',
    () => groups.shareOf(order.id),
    (share) => share?.isIdle === false,
  )
  assert.notEqual(child.signalCode ?? child.exitCode, null)
})

const runsOn = async (pid = 0) => processorsIn((await system.readText(`/proc/${pid}/status`)) ?? '')

test('beside a hog the agent stays where those stay who wait for people, and the sessions that it starts begin everywhere', {
  skip: availableParallelism() < 2 && 'this host has one processor',
}, async (t) => {
  if (!groups.canSpare) return t.skip('this host has no sets of processors')
  const all = await runsOn(agent.process.pid)
  const change = { target: { workspace: 'soziales', app: 'mousepad' }, apps: [mousepad] }
  const [typist, later] = [testOrder(change), testOrder(change)]
  const isReady = ({ id }: { id: string }) => host.server.session(host.name, id, ({ state }) => state === 'ready')
  host.desire([order, typist])
  await isReady(typist)
  await handshake(testViewer(await host.connect(await host.ticket(typist, ['control']))))
  await host.startInSession(order, ['/bin/sh', '-c', 'while :; do :; done # takes all'])
  const kept = firstOf(all ?? '', keptFree(availableParallelism()))
  const isKept = (list = '') => numbersIn(list).join() === kept
  await eventually('the agent is kept', () => runsOn(agent.process.pid), isKept)
  host.desire([order, typist, later])
  await isReady(later)
  assert.equal(await runsOn(await host.firstProcess(later)), all)
  await host.lookIn(order, ['pkill', '-KILL', '-f', 'takes all'])
  await eventually(
    'it has all of them again',
    () => runsOn(agent.process.pid),
    (list) => list === all,
  )
})
