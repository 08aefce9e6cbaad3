import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chainFor } from './chain.ts'

const [manager, head, approver] = ['m', 'h', 'i'] as [string, string, string]
const chain = ['line-manager', 'head-of-department', 'it'] as const
const all = { 'line-manager': [manager], 'head-of-department': [head], it: [approver] }

test('a request goes to all bodies of the programme, in its order', () => {
  assert.deepEqual(chainFor(chain, all), chain)
})

test('without a line manager, or with the head of department as line manager, the head decides first', () => {
  for (const managers of [[], [head]]) {
    assert.deepEqual(chainFor(chain, { ...all, 'line-manager': managers }), ['head-of-department', 'it'])
  }
})

test('where nobody could decide a step there is no chain', () => {
  assert.equal(chainFor(chain, { ...all, 'head-of-department': [] }), null)
  assert.equal(chainFor(chain, { ...all, it: [] }), null)
  assert.equal(chainFor(['line-manager'], { ...all, 'line-manager': [] }), null)
})

test('a line manager who heads the department decides where the programme asks no head', () => {
  assert.deepEqual(chainFor(['line-manager', 'it'], { ...all, 'line-manager': [head] }), ['line-manager', 'it'])
})
