import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import fc from 'fast-check'
import { restorePlan } from './restore-plan.ts'
import { selectionOf } from './selection.ts'

const everything = selectionOf({ include: ['**'], exclude: [] })
const link = (path: string): SnapshotEntry => ({ type: 'link', path, to: '/etc' })

test('an entry below a link or file, or named twice, is refused', () => {
  const plan = restorePlan([link('a'), link('a/b'), link('c'), link('c'), link('d/e')], everything)
  assert.deepEqual(
    plan.accepted.map(({ path }) => path),
    ['a', 'd/e'],
  )
  assert.equal(plan.refused.length, 3)
})

test('what is accepted stays in the home, whatever was in the snapshot', () => {
  const name = fc.constantFrom('a', 'b', '..', '.', '', 'c\0')
  const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('/'))
  fc.assert(
    fc.property(fc.array(path, { maxLength: 8 }), (paths) => {
      const { accepted, refused } = restorePlan(paths.map(link), everything)
      assert.equal(accepted.length + refused.length, paths.length)
      for (const entry of accepted) {
        assert.ok(new URL(entry.path, 'file:///home/x/').pathname.startsWith('/home/x/'))
        assert.ok(!accepted.some((other) => other.path.startsWith(`${entry.path}/`)))
      }
    }),
  )
})
