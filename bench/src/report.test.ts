import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { atLeast, atMost, median, quantile, rounded, verdicts } from './report.ts'

describe('report', () => {
  it('takes the middle of odd and even numbers of values, in any order', () => {
    assert.equal(median([9, 1, 5]), 5)
    assert.equal(median([4, 1, 3, 2]), 2.5)
    assert.equal(quantile([1, 2, 3], 1), 3)
    assert.throws(() => median([]), RangeError)
  })

  it('says of every figure whether it keeps its bound, by the figure itself and not as it is rounded', () => {
    assert.deepEqual(atMost(1.2504, 1.25), { value: 1.25, target: '<= 1.25', met: false })
    assert.deepEqual(atMost(1.25, 1.25), { value: 1.25, target: '<= 1.25', met: true })
    assert.equal(atLeast(0.9, 0.9).met, true)
    assert.equal(atLeast(Number.NaN, 0.9).met, false)
    assert.equal(atMost(Number.NaN, 0.9).met, false)
  })

  it('has a line for each target, and tells what is only beside from what was promised', () => {
    const targets = { ratio: atMost(1, 2), memory: atMost(3, 2) }
    assert.deepEqual(verdicts({ bench: 'x', targets, beside: { plain: atMost(4, 2) } }), [
      '✓ x ratio: 1 (<= 2)',
      '✗ x memory: 3 (<= 2)',
      '· x plain: 4 (<= 2), not kept',
    ])
  })

  it('rounds to what a measurement is worth', () => {
    assert.equal(rounded(0.123456), 0.123)
    assert.equal(rounded(1234.5), 1230)
  })
})
