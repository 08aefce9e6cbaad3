import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unbounded } from '@nahtlos/contract/access/bounds'
import type { Right } from '@nahtlos/contract/rights'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import type { Bridge } from './bridge.ts'
import { type CeilingOf, connections } from './connections.ts'

const id = '11111111-1111-4111-8111-111111111111'
const session = '22222222-2222-4222-8222-222222222222'
const whence = { listener: 'office', clientAddress: '10.1.2.3', secondFactor: true }

function joined(ceilingOf: CeilingOf, now: () => number) {
  const said: (number | string)[] = []
  const used = { at: 0 }
  const bridge: Bridge = {
    setRights: (rights) => said.push([...rights].join(' ')),
    close: (code) => said.push(code),
    lastInput: () => used.at,
    closed: new Promise(() => undefined),
  }
  const live = connections(() => undefined, ceilingOf, now)
  live.add({ id, session, since: 0, rights: ['control', 'clipboard-out'], whence }, bridge)
  return { live, said, used }
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
