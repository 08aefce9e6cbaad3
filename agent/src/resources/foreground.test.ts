import assert from 'node:assert/strict'
import { mock, type TestContext, test } from 'node:test'
import { pino } from 'pino'
import type { SessionDoor } from '../environment/session-door.ts'
import type { Followed, System } from '../system/system.ts'
import { Foreground } from './foreground.ts'
import type { Part, ResourceGroups } from './resource-groups.ts'

/** A session with an editor (7) and a terminal (8) whose windows the test makes active, and a clock that it moves. */
function session(t: TestContext) {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
  const windows: Record<string, number> = { '0xa': 7, '0xb': 8 }
  const world = { active: '0x0', isStuck: false, isGone: false, asked: [] as string[], followed: 0, canFollow: true }
  let sorted: ReadonlyMap<number, Part> = new Map()
  let say: (line: string) => void = () => undefined
  let end: () => void = () => undefined
  const followed = (heard: (line: string) => void): Followed => {
    world.followed += 1
    say = heard
    return { ended: new Promise((resolve) => (end = resolve)), close: () => end() }
  }
  const system: Partial<System> = {
    process: async (pid) => ({ pid, parent: 1, name: `app${pid}`, startTime: 1 }) as never,
    readText: async (path) => `NSpid:\t${path.split('/')[2]}\n`,
    writeText: async () => undefined,
    follow: (_, heard) => followed(heard),
  }
  const door: Partial<SessionDoor> = {
    command: async (argv) => (world.canFollow ? argv : Promise.reject(new Error('no display yet'))),
    run: async (argv) => {
      world.asked.push(argv.slice(1).join(' '))
      if (world.isGone) throw new Error('the session does not run')
      // What `timeout --signal=KILL` leaves of a program.
      if (world.isStuck) return { code: 137, stdout: '', stderr: '' } as never
      const stdout = argv.includes('-root')
        ? `_NET_ACTIVE_WINDOW(WINDOW): window id # ${world.active}\n`
        : `_NET_WM_PID(CARDINAL) = ${windows[argv[2] ?? '']}\n`
      return { code: 0, stdout, stderr: '' } as never
    },
  }
  const groups: Partial<ResourceGroups> = {
    processes: async () => [7, 8],
    sort: async (_, parts) => {
      sorted = parts
    },
  }
  const foreground = new Foreground({
    ...{ system: system as System, groups: groups as ResourceGroups, door: door as SessionDoor },
    ...{ session: 's', log: pino({ level: 'silent' }) },
  })
  t.after(() => {
    foreground.close()
    mock.timers.reset()
  })
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    world,
    /** Lets this many seconds go by. */
    async pass(seconds: number) {
      for (let step = 0; step < seconds * 4; step += 1) {
        mock.timers.tick(250)
        await settled()
      }
    },
    async activate(window: string, isHeard: boolean) {
      await settled()
      world.active = window
      if (isHeard) say(`_NET_ACTIVE_WINDOW(WINDOW): window id # ${window}`)
      await settled()
    },
    async spyEnds() {
      end()
      await settled()
    },
    front: () => [...sorted].filter(([, part]) => part === 'front').map(([pid]) => pid),
  }
}

test('a window that becomes active is in front at once', async (t) => {
  const one = session(t)
  await one.activate('0xa', true)
  assert.deepEqual(one.front(), [7])
  await one.activate('0xb', true)
  await one.pass(1)
  assert.deepEqual(one.front(), [8])
})

test('a window that became active before anybody listened, and after the listener’s first look, is found', async (t) => {
  const one = session(t)
  await one.activate('0xa', false)
  await one.pass(6)
  assert.deepEqual(one.front(), [7])
})

test('a change that was missed just then is found as well', async (t) => {
  const one = session(t)
  await one.activate('0xa', true)
  await one.activate('0xb', false)
  await one.pass(6)
  assert.deepEqual(one.front(), [8])
})

test('a window that did not answer in time is asked again', async (t) => {
  const one = session(t)
  one.world.isStuck = true
  await one.activate('0xa', true)
  assert.deepEqual(one.front(), [])
  await one.pass(20)
  one.world.isStuck = false
  await one.pass(60)
  assert.deepEqual(one.front(), [7])
})

test('a session that could not be asked is asked again', async (t) => {
  const one = session(t)
  one.world.isGone = true
  await one.activate('0xa', true)
  one.world.isGone = false
  await one.pass(6)
  assert.deepEqual(one.front(), [7])
})

test('a listener that ends or cannot begin yet is begun again', async (t) => {
  const one = session(t)
  await one.activate('0xa', true)
  await one.spyEnds()
  one.world.canFollow = false
  await one.pass(20)
  one.world.canFollow = true
  one.world.active = '0xb'
  await one.pass(11)
  assert.equal(one.world.followed, 2)
  assert.deepEqual(one.front(), [8])
})

test('a session whose active window is known, or that has none, costs next to no questions', async (t) => {
  const one = session(t)
  await one.activate('0xa', true)
  await one.pass(600)
  assert.deepEqual(one.world.asked, ['-id 0xa _NET_WM_PID', '-root _NET_ACTIVE_WINDOW', '-id 0xa _NET_WM_PID'])
  await one.activate('0x0', true)
  one.world.asked.length = 0
  await one.pass(600)
  assert.ok(one.world.asked.length <= 14, `${one.world.asked.length} questions`)
  assert.deepEqual(one.front(), [])
})
