import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Right } from '../rights.ts'
import { mayTakeOut } from './taking-out.ts'

test('something may be taken out where one workspace that is to be had gives a right that leads outward', () => {
  const outward = Right.options.filter((right) => mayTakeOut([{ available: true, rights: [right] }]))
  assert.deepEqual(outward, ['clipboard-out', 'download'])
  assert.equal(mayTakeOut([]), false)
  assert.equal(
    mayTakeOut([{ available: false, rights: ['clipboard-out'] }]),
    false,
    'one that is closed here gives none',
  )
  const closed = { available: true, rights: [] }
  assert.equal(mayTakeOut([closed, { available: true, rights: ['download'] }]), true)
})
