import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WholeSnapshots, wholeSnapshot } from './whole-snapshots.ts'

const ids = (count: number, name: string) =>
  wholeSnapshot(Array.from({ length: count }, (_, at) => ({ type: 'link', path: `${name}-${at}`, to: name })))

test('what is known of a person’s snapshots is forgotten with her key, and nobody else’s', () => {
  const whole = new WholeSnapshots()
  whole.set('one', 'a', ids(2, 'a'))
  whole.set('other', 'a', ids(3, 'b'))
  whole.forget('one')
  assert.equal(whole.get('one', 'a'), undefined)
  assert.equal(whole.get('other', 'a')?.entries.length, 3)
  whole.forget(null)
  assert.equal(whole.get('other', 'a'), undefined)
})

test('of many the first ones are forgotten, so that memory has a bound', () => {
  const whole = new WholeSnapshots()
  for (let at = 0; at < 30; at++) whole.set('one', `snapshot-${at}`, ids(6_000, String(at)))
  assert.equal(whole.get('one', 'snapshot-9'), undefined)
  assert.equal(whole.get('one', 'snapshot-29')?.entries.length, 6_000)
  for (let again = 0; again < 30; again++) whole.set('one', 'snapshot-29', ids(6_000, 'x'))
  assert.equal(whole.get('one', 'snapshot-28')?.entries.length, 6_000)
})

test('a head that another one took the place of is forgotten', () => {
  const whole = new WholeSnapshots()
  whole.set('one', 'a', ids(2, 'a'))
  whole.set('other', 'a', ids(2, 'a'))
  whole.set('one', 'b', ids(2, 'b'), 'a')
  assert.equal(whole.get('one', 'a'), undefined)
  assert.equal(whole.get('one', 'b')?.entries.length, 2)
  assert.equal(whole.get('other', 'a')?.entries.length, 2)
})
