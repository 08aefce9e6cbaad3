import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualResources } from '@nahtlos/contract/session/resources'
import { pino } from 'pino'
import type { SessionDoor } from '../environment/session-door.ts'
import type { System } from '../system/system.ts'
import { FairShare, type SharingSession } from './fair-share.ts'
import type { ResourceGroups } from './resource-groups.ts'

/** A host whose pressure and clock the test moves, and what was done on it. */
function host() {
  const done: string[] = []
  const sessions = new Map<string, { connected: boolean }>()
  const mask = '/sys/devices/virtual/workqueue/cpumask'
  const files: Record<string, string> = { [mask]: '3\n', '/sys/devices/system/cpu/online': '0-1\n' }
  const world = { pressure: 0, now: 1_000_000, memory: 1, used: 0, own: 0, taken: new Map<string, () => number>() }
  const groups: Partial<ResourceGroups> = {
    canSpare: true,
    usage: async () => ({ memory: world.memory, processes: 1, processor: 1 }),
    processor: async (id) => world.taken.get(id)?.() ?? world.used,
    share: async (id, { weight, isIdle, stays }) =>
      void done.push(`${id} ${isIdle ? 'waits' : `weighs ${weight}`}${stays > 0 ? `, stays on ${stays}` : ''}`),
  }
  const system: Partial<System> = {
    readText: async (path) =>
      path.startsWith('/sys/')
        ? (files[path] ?? null)
        : `some avg10=${world.pressure}.00 avg60=0.00 avg300=0.00 total=0\n`,
    writeText: async (path, text) => {
      files[path] = text
      done.push(`the kernel works on ${text}`)
    },
    ownTime: () => world.own,
    ownProcessors: async () => '4-5',
    stayOn: async (list) => void done.push(`the agent runs on ${list ?? 'all'}`),
  }
  const door: Partial<SessionDoor> = { command: async () => Promise.reject(new Error('no display here')) }
  const shares = new FairShare({
    processors: 2,
    system: system as System,
    groups: groups as ResourceGroups,
    log: pino({ level: 'silent' }),
    now: () => world.now,
    sessions: () =>
      [...sessions].map(
        ([id, { connected }]): SharingSession => ({
          ...{ id, connected, resources: usualResources, door: door as SessionDoor },
          tell: (what) => void done.push(`${id} is told ${what}`),
          withdraw: () => void done.push(`${id} is told no longer`),
          askToClose: async () => void done.push(`${id} is asked`),
          end: (reason) => {
            done.push(`${id} ends: ${reason}`)
            sessions.delete(id)
          },
        }),
      ),
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return { done, sessions, world, shares, settled }
}

test('a session waits for the others while nobody is connected to it', async (t) => {
  const { done, sessions, shares, settled } = host()
  t.after(() => shares.close())
  sessions.set('a', { connected: true })
  shares.changed()
  shares.changed()
  await settled()
  sessions.set('a', { connected: false })
  shares.changed()
  await settled()
  assert.deepEqual(done, ['a weighs 100', 'a waits'])
})

test('a session that takes processors without end waits for the others until it is calm', async (t) => {
  const { done, sessions, world, shares, settled } = host()
  t.after(() => shares.close())
  sessions.set('a', { connected: true })
  shares.changed()
  const looks = async (count: number, used: number) => {
    for (let each = 0; each < count; each += 1) {
      await shares.take()
      world.now += 500
      world.used += used
    }
    await settled()
  }
  await looks(5, 1_000)
  assert.deepEqual(done, ['a weighs 100', 'a waits'])
  await looks(10, 0)
  assert.equal(done.length, 2, 'not calm for long enough')
  await looks(5, 0)
  assert.deepEqual(done, ['a weighs 100', 'a waits', 'a weighs 100'])
})

test('while somebody waits for a person, what hogs leave to the kernel is kept off a processor, and gets it back', async () => {
  const { done, sessions, world, shares, settled } = host()
  sessions.set('typist', { connected: true }).set('hog', { connected: true })
  shares.changed()
  await settled()
  const look = async () => {
    for (let each = 0; each < 4; each += 1) {
      world.now += 500
      await shares.take()
    }
    await settled()
    return done.filter((each) => each.startsWith('the kernel')).join()
  }
  world.taken.set('hog', () => world.now)
  assert.equal(await look(), 'the kernel works on 00000002')
  await shares.close()
  assert.equal(await look().then(() => done.at(-1)), 'the kernel works on 00000003')
})

test('beside a hog, who waits for a person stays where the hog is not, until that is too little', async (t) => {
  const { done, sessions, world, shares, settled } = host()
  t.after(() => shares.close())
  sessions.set('typist', { connected: true }).set('hog', { connected: true })
  shares.changed()
  world.taken.set('hog', () => world.now)
  let used = 0
  world.taken.set('typist', () => used)
  const look = async (count: number, takes: number) => {
    for (let each = 0; each < count; each += 1) {
      world.now += 500
      used += takes * 500
      await shares.take()
    }
    await settled()
    return done.filter((each) => each.startsWith('typist'))
  }
  const stays = 'typist weighs 100, stays on 1'
  assert.deepEqual(await look(4, 0.1), ['typist weighs 100', stays])
  // Less than would make a hog of her: two such typists, or one that opens a large document.
  const crowd = { connected: true }
  sessions.set('typist-too', crowd)
  world.taken.set('typist-too', () => used)
  shares.changed()
  assert.deepEqual(await look(4, 0.5), [
    'typist weighs 100',
    stays,
    'typist-too weighs 100, stays on 1',
    'typist weighs 100',
    'typist-too weighs 100',
  ])
  assert.deepEqual((await look(13, 0.1)).slice(-2), [stays, 'typist-too weighs 100, stays on 1'])
})

test('the agent, which carries keys and pictures, stays there with them, and what it takes itself counts', async () => {
  const { done, sessions, world, shares, settled } = host()
  sessions.set('typist', { connected: true }).set('hog', { connected: true })
  shares.changed()
  world.taken.set('hog', () => world.now)
  const look = async (count: number, takes: number) => {
    for (let each = 0; each < count; each += 1) {
      world.now += 500
      world.own += takes * 500
      await shares.take()
    }
    await settled()
    return done.filter((each) => each.startsWith('the agent'))
  }
  const [kept, free] = ['the agent runs on 4', 'the agent runs on all']
  assert.deepEqual(await look(4, 0.1), [kept])
  assert.deepEqual(await look(4, 0.9), [kept, free], 'it saves the settings of many, for example')
  assert.deepEqual(await look(13, 0.1), [kept, free, kept])
  await shares.close()
  assert.deepEqual(await look(1, 0.1), [kept, free, kept, free])
})

test('under pressure the session that nobody is connected to is asked, told and ended, and the other one stays', async (t) => {
  const { done, sessions, world, shares } = host()
  t.after(() => shares.close())
  sessions.set('alone', { connected: false }).set('worked-in', { connected: true })
  world.pressure = 60
  for (let look = 0; look < 30; look += 1) {
    await shares.relieve()
    world.now += 5_000
  }
  world.pressure = 0
  await shares.relieve()
  assert.deepEqual(done, [
    'alone is asked',
    'alone is told session-ends-for-memory',
    'alone ends: the host was short of memory, and nobody was connected',
    'worked-in is told host-short-of-memory',
    'worked-in is told no longer',
  ])
})
