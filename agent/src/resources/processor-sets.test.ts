import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numbersIn, sparing } from './processor-sets.ts'

test('a list of the kernel is read with its ranges', () => {
  assert.deepEqual(numbersIn('0-2,5,8-9\n'), [0, 1, 2, 5, 8, 9])
  assert.deepEqual(numbersIn('3'), [3])
  assert.deepEqual(numbersIn('\n'), [])
})

test('the first ones are spared, and one is always left', () => {
  assert.equal(sparing('0-3', 0), '0,1,2,3')
  assert.equal(sparing('0-3', 1), '1,2,3')
  assert.equal(sparing('2,5-6', 2), '6')
  assert.equal(sparing('0', 1), '0')
  assert.equal(sparing('0-1', 7), '1')
})
