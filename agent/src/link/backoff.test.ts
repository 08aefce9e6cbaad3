import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backoff } from './backoff.ts'

test('tries come further and further apart, at most five seconds, and not all hosts at once', () => {
  assert.equal(backoff(0, 1), 250)
  assert.equal(backoff(3, 1), 2000)
  assert.equal(backoff(1000, 1), 5000)
  assert.equal(backoff(1000, 0), 2500)
})
