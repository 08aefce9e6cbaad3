import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { App } from '@nahtlos/contract/configuration/app'
import type { BoundedApp, WithheldApp } from '@nahtlos/contract/configuration/withhold'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { AppUse } from '@nahtlos/contract/host/report'
import { realSystem } from '../system/real-system.ts'
import { eventually } from '../testing/eventually.ts'
import { type TestHost, testHost } from '../testing/test-host.ts'
import { mousepad, testOrder } from '../testing/test-order.ts'
import { handshake, testViewer } from '../testing/test-viewer.ts'
import { AppBounds } from './app-bounds.ts'
import type { SessionApps } from './session-apps.ts'

const reason = { de: 'Es gibt zu wenige Lizenzen.', en: 'There are too few licences.' }
const minute = 60_000

/** A session whose clock stands in the test's hands, at noon of a day in March. */
function clocked(bounded: readonly BoundedApp[]) {
  const at = {
    now: Date.parse('2026-03-02T11:00:00Z'),
    runs: true,
    connected: true,
    used: [] as readonly AppUse[],
    away: [] as readonly WithheldApp[],
    told: [] as string[],
    elsewhere: [] as readonly AppUse[],
  }
  const process = { pid: 1, parent: 0, inside: 1, app: 'mousepad', programs: [] }
  const apps: SessionApps = {
    app: () => mousepad,
    processes: async () => (at.runs ? [process] : []),
    running: async () => new Set(),
    start: () => assert.fail(),
    close: () => assert.fail(),
    closeSome: () => assert.fail(),
  }
  const bounds = new AppBounds({
    ...{ system: realSystem(), apps, timeZone: 'Europe/Berlin', now: () => at.now, bounded: () => bounded },
    elsewhere: () => at.elsewhere,
    isConnected: () => at.connected,
    used: () => at.used,
    write: async (used) => {
      at.used = used
    },
    keepAway: async (away) => {
      at.away = away
    },
    tell: async (_app, { en }) => void at.told.push(en.slice(0, 10)),
  })
  const pass = async (milliseconds: number) => {
    for (let left = milliseconds; left > 0; left -= 10_000) {
      at.now += 10_000
      await bounds.look()
    }
  }
  return { at, pass, look: () => bounds.look() }
}
const hour: BoundedApp = { app: 'mousepad', minutesPerDay: 60, running: 'close', reason }

test('an app is there until its time is over, which is told before, and again on the next day', async () => {
  const { at, pass, look } = clocked([hour])
  await look()
  await pass(49 * minute)
  assert.deepEqual([at.told, at.away], [[], []])
  await pass(9 * minute)
  assert.deepEqual(at.told, ['10 minutes', '2 minutes '])
  await pass(2 * minute)
  assert.deepEqual(
    at.away.map(({ app, running }) => [app, running]),
    [['mousepad', 'close']],
  )
  at.runs = false
  // Midnight is Berlin's.
  at.now = Date.parse('2026-03-02T23:00:05Z')
  await look()
  assert.deepEqual(at.away, [])
})

test('what runs while nobody looks on, or while the machine sleeps, costs nothing', async () => {
  const { at, pass, look } = clocked([hour])
  await look()
  at.connected = false
  await pass(90 * minute)
  assert.deepEqual([at.used, at.away], [[], []])
  at.connected = true
  at.now += 8 * 60 * minute
  await look()
  assert.ok((at.used[0]?.seconds ?? 0) <= 15)
  at.now -= 60 * minute
  await look()
  assert.ok((at.used[0]?.seconds ?? 0) <= 15, 'a clock that is put back gives nothing and takes nothing')
})

test('what was used in another session counts', async () => {
  const { at, look } = clocked([hour])
  at.elsewhere = [{ app: 'mousepad', day: '2026-03-02', seconds: 3_600 }]
  await look()
  assert.equal(at.away.length, 1)
})

const note: App = {
  ...mousepad,
  id: 'note',
  title: { de: 'Zettel', en: 'Note' },
  command: ['xmessage', 'x'],
  opens: [],
}
const order: SessionOrder = testOrder({ apps: [mousepad, note] })
let host: TestHost
before(async () => {
  host = await testHost()
  await host.startAgent()
  hold(0, [])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
})
after(() => host?.close())

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date())
function hold(revision: number, bounded: BoundedApp[], seconds = 0): void {
  const used = seconds === 0 ? [] : [{ session: order.id, app: 'note', day: today, seconds }]
  const environment = { session: order.id, revision, zone: 'office', rules: [], withheld: [], bounded }
  host.desire([order], { environments: [environment], used })
}
const look = async (program: string) => (await host.lookIn(order, ['sh', '-c', program])).trimEnd()
const numbers = async () => (await look('pgrep -x -u $(id -u) xmessage; true')).split('\n').filter(Boolean).sort()
const start = () => host.inSession(order, ['sh', '-c', 'xmessage x >/dev/null 2>&1 & sleep 0.2'])

test('in a session, what is started once too often is closed, and what was there first stays', async () => {
  hold(1, [{ app: 'note', atOnce: 1, running: 'close', reason }])
  await start()
  const [first] = await eventually('it runs', numbers, (found) => found.length === 1)
  await start()
  await start()
  const left = await eventually('the others are closed', numbers, (found) => found.length === 1)
  assert.deepEqual(left, [first])
  await eventually(
    'she is told why',
    () => look('xdotool search --onlyvisible --class xfce4-notifyd || true'),
    (found) => found !== '',
  )
})

test('in a session, an app whose time of the day is over closes and cannot be started, by whatever way', async () => {
  const viewer = testViewer(await host.connect(await host.ticket(order, ['control'])))
  await handshake(viewer)
  hold(2, [{ app: 'note', minutesPerDay: 1, running: 'close', reason }], 60)
  await eventually('it is closed', numbers, (found) => found.length === 0)
  await eventually(
    'it cannot be started',
    () => host.inSession(order, ['sh', '-c', '/usr/bin/xmessage x 2>&1 || true']),
    (said) => /Permission denied|Keine Berechtigung/.test(said),
  )
  hold(3, [])
  await eventually(
    'it is there again',
    () => host.inSession(order, ['sh', '-c', 'timeout 1 xmessage x 2>&1; echo $?']),
    (said) => said.trim() === '124',
  )
})
