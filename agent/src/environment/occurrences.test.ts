import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { lockedAfter, lockedAfterBreak } from '@nahtlos/contract/session/lock'
import { pino } from 'pino'
import { realClock } from '../system/clock.ts'
import { Occurrences } from './occurrences.ts'

/** A session whose screen lock is followed; answers what says a line and what the rules were told. */
async function followed(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const told: string[] = []
  const waiting: (() => void)[] = []
  let say: (line: string) => void = () => undefined
  const rules = {
    wants: (trigger: string) => trigger === 'lock' || trigger === 'unlock',
    environment: null,
    protectedPlaces: () => [],
    withholdsAnything: false,
    heal: async () => [],
    happened: ({ trigger }: { trigger: string }) => {
      told.push(trigger)
      return new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
  const system = {
    follow: (_argv: unknown, heard: (line: string) => void) => {
      say = heard
      return { ended: new Promise(() => undefined), close: () => undefined }
    },
  }
  const parts = { system, rules, door: { command: async () => [] }, home: '/', log: pino({ level: 'silent' }) }
  const occurrences = new Occurrences({ ...parts, clock: { ...realClock, now: () => 0 } } as never)
  occurrences.begin(false)
  t.mock.timers.tick(2_000)
  await setImmediate()
  return {
    told,
    lock: (isLocked: boolean) => say(`   boolean ${isLocked}`),
    done: async () => {
      waiting.shift()?.()
      await setImmediate()
    },
    close: () => occurrences.close(),
  }
}

test('a screen that is locked and unlocked a thousand times meanwhile is told as it is at last', async (t) => {
  const { told, lock, done, close } = await followed(t)
  for (let times = 0; times < 1000; times++) {
    lock(true)
    lock(false)
  }
  lock(true)
  assert.deepEqual(told, ['lock'], 'nothing waits in a row')
  await done()
  assert.deepEqual(told, ['lock'], 'it is locked as it was')
  lock(false)
  lock(true)
  lock(false)
  await done()
  assert.deepEqual(told, ['lock', 'unlock'])
  close()
})

/** A session with a rule for apps; answers who runs, and what says that its windows changed. */
async function watched(t: TestContext, fresh: boolean) {
  t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
  const told: string[] = []
  const running = new Set<string>()
  let say: (line: string) => void = () => undefined
  const rules = {
    wants: (trigger: string) => trigger.startsWith('app-'),
    environment: null,
    protectedPlaces: () => [],
    withholdsAnything: false,
    heal: async () => [],
    apps: { running: async () => new Set(running) },
    happened: async ({ trigger, app }: { trigger: string; app?: string }) => {
      told.push(`${trigger} ${app}`)
    },
  }
  const system = {
    follow: (_argv: unknown, heard: (line: string) => void) => {
      say = heard
      return { ended: new Promise(() => undefined), close: () => undefined }
    },
  }
  const parts = { system, rules, door: { command: async () => [] }, home: '/', log: pino({ level: 'silent' }) }
  const occurrences = new Occurrences({ ...parts, clock: { ...realClock, now: () => 0 } } as never)
  t.after(() => occurrences.close())
  occurrences.begin(fresh)
  await setImmediate()
  const pass = async (milliseconds: number) => {
    t.mock.timers.tick(milliseconds)
    for (let turns = 0; turns < 5; turns++) await setImmediate()
  }
  return { told, running, pass, window: () => say('_NET_CLIENT_LIST(WINDOW): window id # 0x1') }
}

test('an app that runs before anybody looked has started with the desktop', async (t) => {
  const { told, running, pass } = await watched(t, true)
  running.add('editor')
  await pass(2_000)
  assert.deepEqual(told, ['app-start editor'])
})

test('an app that ran before this program was started anew is not told to have started', async (t) => {
  const { told, running, pass } = await watched(t, false)
  running.add('editor')
  await pass(2_000)
  await pass(2_000)
  assert.deepEqual(told, [])
})

test('an app with a window is heard of at once, and a thousand windows are looked at once', async (t) => {
  const { told, running, pass, window } = await watched(t, true)
  running.add('editor')
  for (let times = 0; times < 1000; times++) window()
  await pass(200)
  assert.deepEqual(told, ['app-start editor'])
  running.clear()
  window()
  await pass(200)
  assert.deepEqual(told, ['app-start editor', 'app-end editor'])
})

test('a session is locked when nobody has looked at it for a minute, and not when somebody is back sooner', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] })
  const told: string[] = []
  const rules = {
    wants: () => false,
    environment: null,
    protectedPlaces: () => [],
    withholdsAnything: false,
    heal: async () => [],
    happened: async ({ trigger }: { trigger: string }) => {
      told.push(trigger)
    },
  }
  const parts = {
    system: {},
    rules,
    door: {},
    home: '/',
    log: pino({ level: 'silent' }),
    clock: { ...realClock, now: () => 0 },
  }
  const occurrences = new Occurrences(parts as never)
  t.after(() => occurrences.close())
  occurrences.begin(true)
  const pass = async (milliseconds: number) => {
    t.mock.timers.tick(milliseconds)
    for (let turns = 0; turns < 5; turns++) await setImmediate()
  }
  occurrences.entered(false)
  occurrences.left(false)
  await pass(lockedAfter - 1)
  occurrences.entered(true)
  await pass(lockedAfter)
  assert.deepEqual(told, [], 'a short break locks nothing')
  occurrences.left(true)
  await pass(lockedAfterBreak - 1)
  assert.deepEqual(told, [], 'nor does a longer one of the network')
  occurrences.entered(true)
  occurrences.left(false)
  await pass(lockedAfter)
  assert.deepEqual(told, ['lock'])
  occurrences.entered(true)
  await pass(0)
  assert.deepEqual(told, ['lock', 'unlock'])
  const again = new Occurrences(parts as never)
  t.after(() => again.close())
  again.begin(false)
  await pass(lockedAfter)
  assert.deepEqual(told.at(-1), 'lock', 'an agent that was started anew has nobody connected')
})
