import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { unbounded } from '@nahtlos/contract/access/bounds'
import type { Right } from '@nahtlos/contract/rights'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import type { Bridge, BridgeEnd } from './bridge.ts'
import { type CeilingOf, connections } from './connections.ts'

const id = '11111111-1111-4111-8111-111111111111'
const session = '22222222-2222-4222-8222-222222222222'
const whence = { listener: 'office', clientAddress: '10.1.2.3', secondFactor: true }

function joined(ceilingOf: CeilingOf, now: () => number) {
  const said: (number | string)[] = []
  const used = { at: 0 }
  const end = Promise.withResolvers<BridgeEnd>()
  const bridge: Bridge = {
    setRights: (rights) => said.push([...rights].join(' ')),
    close: (code) => said.push(code),
    lastInput: () => used.at,
    closed: end.promise,
  }
  const told: string[] = []
  const live = connections(
    () => undefined,
    ceilingOf,
    now,
    (_, presence) => told.push(presence),
  )
  live.add({ id, session, since: 0, rights: ['control', 'clipboard-out'], whence }, bridge)
  return { bridge, live, said, used, told, ended: (code: number) => end.resolve({ code, violation: null }) }
}

test('a connection that nobody uses is closed when its limit is reached, and one that is used is not', () => {
  let now = 0
  const rights: Right[] = ['control', 'clipboard-out']
  const { live, said, used } = joined(
    () => ({ rights, bounds: { ...unbounded, idleMinutes: 15 } }),
    () => now,
  )
  now = 15 * 60_000 - 1
  live.reconsider()
  used.at = now
  now += 15 * 60_000 - 1
  live.reconsider()
  assert.deepEqual(said, [])
  now += 1
  live.reconsider()
  assert.deepEqual(said, [ConnectionClose.idle])
})

test('time takes what the signed revision takes, also without a word of the server, and gives no more than it gave', () => {
  let rights: Right[] | null = ['control', 'clipboard-out', 'download']
  const { live, said } = joined(
    () => (rights === null ? null : { rights, bounds: unbounded }),
    () => 0,
  )
  live.reconsider()
  rights = ['control']
  live.reconsider()
  live.apply([{ id, session, rights: ['control', 'clipboard-in', 'clipboard-out'] }])
  rights = ['control', 'clipboard-out']
  live.reconsider()
  rights = null
  live.reconsider()
  assert.deepEqual(said, ['control', 'control clipboard-out', ConnectionClose.accessWithdrawn])
})

test('a connection that broke is told from one that somebody closed, until somebody comes back', async () => {
  const ends = [
    [1006, 'broken'],
    [ConnectionClose.sessionUnreachable, 'broken'],
    [1000, 'closed'],
    [1001, 'closed'],
    [ConnectionClose.idle, 'closed'],
    [ConnectionClose.accessWithdrawn, 'closed'],
    [ConnectionClose.protocolViolation, 'closed'],
  ] as const
  for (const [code, presence] of ends) {
    const { live, told, ended } = joined(
      () => 'unlimited',
      () => 0,
    )
    ended(code)
    await setImmediate()
    assert.deepEqual(told, ['connected', presence], String(code))
    assert.deepEqual(live.brokenOf(session), presence === 'broken' ? [id] : [])
    const bridge = joined(
      () => 'unlimited',
      () => 0,
    )
    live.add({ id, session, since: 1, rights: [], whence }, { ...bridge.bridge, closed: new Promise(() => undefined) })
    assert.deepEqual(live.brokenOf(session), [])
  }
})

test('of a session that is over no break is kept', async () => {
  const { live, ended } = joined(
    () => 'unlimited',
    () => 0,
  )
  ended(1006)
  await setImmediate()
  assert.deepEqual(live.brokenOf(session), [id])
  live.endSession(session)
  assert.deepEqual(live.brokenOf(session), [])
})
