import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Pool } from '@nahtlos/contract/configuration/pool'
import fc from 'fast-check'
import { considerHosts, type HostLoad, place, placeWithApps } from './place.ts'

const gigabyte = 1024 ** 3
const pool = Pool.parse({
  kind: 'Pool',
  id: 'main',
  title: { de: 'P', en: 'P' },
  hosts: ['host-a', 'host-b', 'host-c'],
  sessionsPerHost: 10,
})
function host(id: string, change: Partial<HostLoad> = {}): HostLoad {
  return { id, cores: 4, load: 1, memoryTotal: 16 * gigabyte, memoryAvailable: 12 * gigabyte, sessions: 2, ...change }
}

describe('a session is placed', () => {
  test('on the host with most room, by what is scarcest there', () => {
    assert.equal(place(pool, [host('host-a', { memoryAvailable: 4 * gigabyte }), host('host-b')]), 'host-b')
    assert.equal(place(pool, [host('host-a'), host('host-b', { load: 12 })]), 'host-a')
    assert.equal(place(pool, [host('host-a', { sessions: 9 }), host('host-b', { sessions: 4 })]), 'host-b')
  })

  test('among equals on the first by name', () => {
    assert.equal(place(pool, [host('host-b'), host('host-a')]), 'host-a')
  })

  const unfit: [string, HostLoad][] = [
    ['drains', host('host-a', { state: 'draining' })],
    ['is away', host('host-a', { state: 'away' })],
    ['never reported', host('host-a', { state: 'never-seen' })],
    ['is full', host('host-a', { sessions: 10 })],
    ['has no memory left', host('host-a', { memoryAvailable: 1000 })],
    ['lacks a package that is needed', host('host-a', { missingPackages: ['gimp'] })],
    ['belongs to another pool', host('host-z')],
  ]
  for (const [name, one] of unfit) {
    test(`never on a host that ${name}`, () => {
      assert.equal(place(pool, [one], ['gimp', 'mousepad']), null)
      assert.notEqual(considerHosts(pool, [one], ['gimp'])[0]?.text.de, '')
    })
  }

  test('on a host that lacks only what is not needed', () => {
    assert.equal(place(pool, [host('host-a', { missingPackages: ['gimp'] })], ['mousepad']), 'host-a')
  })

  test('rather on a host with all its apps, but never without the one that it is about', () => {
    const roomy = host('host-a', { sessions: 0, missingPackages: ['gimp'] })
    const complete = host('host-b')
    const full = host('host-b', { sessions: 10 })
    const desktop = { required: [], wanted: ['gimp', 'mousepad'] }
    const single = { required: ['gimp'], wanted: [] }
    assert.equal(placeWithApps(pool, [roomy, complete], desktop), 'host-b')
    assert.equal(placeWithApps(pool, [roomy, full], desktop), 'host-a')
    assert.equal(placeWithApps(pool, [roomy, complete], single), 'host-b')
    assert.equal(placeWithApps(pool, [roomy, full], single), null)
  })

  test('on the same host in whatever order the hosts are told', () => {
    const load = fc.record({
      id: fc.constantFrom('host-a', 'host-b', 'host-c'),
      cores: fc.integer({ min: 1, max: 4 }),
      load: fc.integer({ min: 0, max: 4 }),
      memoryTotal: fc.constant(16 * gigabyte),
      memoryAvailable: fc.integer({ min: 0, max: 16 }).map((n) => n * gigabyte),
      sessions: fc.integer({ min: 0, max: 11 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(load, { selector: ({ id }) => id }), (hosts) => {
        const chosen = place(pool, hosts)
        assert.equal(place(pool, hosts.toReversed()), chosen)
        const sessions = hosts.find(({ id }) => id === chosen)?.sessions ?? 0
        assert.ok(sessions < pool.sessionsPerHost)
      }),
    )
  })
})
