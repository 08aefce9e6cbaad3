import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HostSessionState } from '@nahtlos/contract/host/report'
import { testOrder } from '../testing/test-order.ts'
import { difference } from './reconcile.ts'

const order = testOrder()
const present = (state: HostSessionState) => new Map([[order.id, state]])

test('what is desired and not here is started', () => {
  assert.deepEqual(difference([order], new Map()), { start: [order], end: [], forget: [] })
})

test('saying the same again changes nothing, in whatever state a session is', () => {
  for (const state of ['preparing', 'ready', 'ending', 'ended', 'failed'] as const)
    assert.deepEqual(difference([order], present(state)), { start: [], end: [], forget: [] })
})

test('what is not desired is ended once', () => {
  assert.deepEqual(difference([], present('ready')).end, [order.id])
  assert.deepEqual(difference([], present('preparing')).end, [order.id])
  assert.deepEqual(difference([], present('ending')).end, [])
})

test('what is over is forgotten when nobody wants it any more', () => {
  assert.deepEqual(difference([], present('ended')).forget, [order.id])
  assert.deepEqual(difference([], present('failed')).forget, [order.id])
})
