import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usualResources } from '@nahtlos/contract/session/resources'
import { pino } from 'pino'
import type { System } from '../system/system.ts'
import { FairShare, type SharingSession } from './fair-share.ts'
import type { ResourceGroups } from './resource-groups.ts'

/** A host whose pressure and clock the test moves, and what was done on it. */
function host() {
  const done: string[] = []
  const sessions = new Map<string, { connected: boolean }>()
  const world = { pressure: 0, now: 1_000_000, memory: 1 }
  const groups: Partial<ResourceGroups> = {
    usage: async () => ({ memory: world.memory, processes: 1, processor: 1 }),
    make: async (id, { processorWeight }) => void done.push(`${id} weighs ${processorWeight}`),
  }
  const system: Partial<System> = {
    readText: async () => `some avg10=${world.pressure}.00 avg60=0.00 avg300=0.00 total=0\n`,
  }
  const shares = new FairShare({
    system: system as System,
    groups: groups as ResourceGroups,
    log: pino({ level: 'silent' }),
    now: () => world.now,
    sessions: () =>
      [...sessions].map(
        ([id, { connected }]): SharingSession => ({
          ...{ id, connected, resources: usualResources },
          tellShort: () => void done.push(`${id} is told`),
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

test('a session weighs less while nobody is connected to it', async (t) => {
  const { done, sessions, shares, settled } = host()
  t.after(() => shares.close())
  sessions.set('a', { connected: true })
  shares.changed()
  shares.changed()
  await settled()
  sessions.set('a', { connected: false })
  shares.changed()
  await settled()
  assert.deepEqual(done, ['a weighs 100', 'a weighs 25'])
})

test('under pressure the session that nobody is connected to is told, then ended, and the other one stays', async (t) => {
  const { done, sessions, world, shares } = host()
  t.after(() => shares.close())
  sessions.set('alone', { connected: false }).set('worked-in', { connected: true })
  world.pressure = 60
  for (let look = 0; look < 20; look += 1) {
    await shares.relieve()
    world.now += 5_000
  }
  assert.deepEqual(done, [
    'alone is told',
    'alone ends: the host was short of memory, and nobody was connected',
    'worked-in is told',
  ])
})
