import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { median, quantile, rounded } from './report.ts'

describe('report', () => {
  it('takes the middle of odd and even numbers of values, in any order', () => {
    assert.equal(median([9, 1, 5]), 5)
    assert.equal(median([4, 1, 3, 2]), 2.5)
    assert.equal(quantile([1, 2, 3], 1), 3)
    assert.throws(() => median([]), RangeError)
  })

  it('rounds to what a measurement is worth', () => {
    assert.equal(rounded(0.123456), 0.123)
    assert.equal(rounded(1234.5), 1230)
  })
})
