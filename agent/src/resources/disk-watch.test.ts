import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pino } from 'pino'
import type { System } from '../system/system.ts'
import { DiskWatch, diskState } from './disk-watch.ts'

const gigabyte = 1024 ** 3

test('a large disk may be filled further than a small one', () => {
  const state = (total: number, available: number) =>
    diskState({ total: total * gigabyte, available: available * gigabyte })
  assert.deepEqual([state(1000, 3), state(1000, 1.5), state(1000, 0.4)], [null, 'disk-low', 'disk-full'])
  assert.deepEqual([state(10, 1), state(10, 0.4), state(10, 0.05)], [null, 'disk-low', 'disk-full'])
})

test('on a full disk no session starts, and it is told since when; with space again all is well', async (t) => {
  let available = 50 * gigabyte
  let now = 1_000
  const system: Partial<System> = {
    exists: async (path) => path !== '/gone',
    space: async () => ({ total: 100 * gigabyte, available }),
  }
  const watch = new DiskWatch(system as System, ['/homes', '/gone'], pino({ level: 'silent' }), () => now)
  t.after(() => watch.close())
  assert.equal(await watch.refusal(), null)
  available = gigabyte
  assert.equal(await watch.refusal(), null)
  assert.deepEqual(
    watch.concerns.map(({ what, since }) => [what, since]),
    [['disk-low', 1_000]],
  )
  available = 0.1 * gigabyte
  now = 2_000
  assert.match((await watch.refusal()) ?? '', /^the disk is full \(\/homes: 102 of 102400 MB are free\)$/)
  now = 3_000
  await watch.look()
  assert.deepEqual(
    watch.concerns.map(({ what, since }) => [what, since]),
    [['disk-full', 2_000]],
  )
  available = 50 * gigabyte
  assert.equal(await watch.refusal(), null)
  assert.deepEqual(watch.concerns, [])
})
