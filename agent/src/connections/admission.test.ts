import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ticketOf } from './admission.ts'

test('a ticket travels beside the protocol', () => {
  assert.equal(ticketOf('nahtlos-display, nahtlos-ticket.abc'), 'abc')
  assert.equal(ticketOf('nahtlos-ticket.abc,nahtlos-display'), 'abc')
})

test('without protocol, without ticket or with two tickets there is none', () => {
  for (const header of [
    undefined,
    '',
    'nahtlos-display',
    'nahtlos-ticket.abc',
    'nahtlos-display, nahtlos-ticket.a, nahtlos-ticket.b',
  ])
    assert.equal(ticketOf(header), null)
})
