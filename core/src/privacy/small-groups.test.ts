import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { smallestGroup, withoutSmallGroups } from './small-groups.ts'

const sum = (groups: readonly { people: number }[]) => groups.reduce((total, { people }) => total + people, 0)

test('groups of ten and more are told, smaller ones only together', () => {
  const groups = [{ people: 12 }, { people: 4 }, { people: 30 }, { people: 7 }]
  const { told, together } = withoutSmallGroups(groups)
  assert.deepEqual(told, [{ people: 12 }, { people: 30 }])
  assert.deepEqual(together, [{ people: 4 }, { people: 7 }])
})

test('a single small group takes the smallest of the others along, so that no difference tells its number', () => {
  const { told, together } = withoutSmallGroups([{ people: 40 }, { people: 3 }, { people: 15 }])
  assert.deepEqual(told, [{ people: 40 }])
  assert.deepEqual(together, [{ people: 3 }, { people: 15 }])
})

test('of fewer than ten people nothing is told at all', () => {
  assert.deepEqual(withoutSmallGroups([{ people: 4 }, { people: 5 }]), { told: [], together: null })
})

test('whatever the groups, every number that can be known is of ten people or more', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ people: fc.integer({ min: 0, max: 40 }) }), { maxLength: 12 }), (groups) => {
      const { told, together } = withoutSmallGroups(groups)
      // What is neither told nor put together can be computed by whoever knows the sum of all.
      const rest = sum(groups) - sum(told) - (together === null ? 0 : sum(together))
      const hidden = groups.filter((group) => !told.includes(group)).length
      return (
        told.every(({ people }) => people >= smallestGroup) &&
        (together === null || (sum(together) >= smallestGroup && together.length !== 1)) &&
        (together === null || rest === 0) &&
        told.length + hidden === groups.length
      )
    }),
  )
})
