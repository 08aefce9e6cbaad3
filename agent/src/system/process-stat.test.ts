import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseProcessStat } from './process-stat.ts'

const fields = `1 77 77 0 -1 4194560 ${'0 '.repeat(12)}98765 0 0`

test('a name with spaces and parentheses does not shift the fields', () => {
  const facts = parseProcessStat(`42 (a) b (c)) S ${fields}`)
  assert.deepEqual(facts, { pid: 42, name: 'a) b (c)', parent: 1, startTime: '98765' })
})

test('a process that has ended is none', () => {
  assert.equal(parseProcessStat(`42 (x) Z ${fields}`), null)
  assert.equal(parseProcessStat(''), null)
})
