import assert from 'node:assert/strict'
import { test } from 'node:test'
import { summary } from './outcome.ts'

const reports = [
  {
    part: 'core',
    outcomes: [
      { name: 'holds', file: 'core/a.test.ts', result: 'passed', message: null },
      { name: 'fails', file: 'core/a.test.ts', result: 'failed', message: 'one is not two' },
    ],
    times: [{ file: 'core/a.test.ts', milliseconds: 1234 }],
  },
] as const

test('the sum is the last line, whatever stands before it', () => {
  for (const seconds of [3, 1199, 1201]) {
    const lines = summary(reports, seconds).split('\n')
    assert.equal(lines.at(-1), '1 passed, 1 failed, 0 skipped')
    assert.ok(lines.includes(`${seconds} s in all`))
  }
})

test('a run of more than twenty minutes says that it is too long', () => {
  assert.doesNotMatch(summary(reports, 1200), /more than/)
  assert.match(summary(reports, 1201), /! That is more than the 20 minutes/)
})
