import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Candidate, noRelief, type ReliefAction, relief, somePressure } from './relief.ts'

const session = (id: string, alone: number | null, memory = 1): Candidate => ({
  id,
  connected: alone === null,
  alone,
  memory,
})

/** What is done when the pressure stays and ended sessions are gone at the next look. */
function over(candidates: readonly Candidate[], pressures: readonly number[], every = 5_000): ReliefAction[] {
  let present = [...candidates]
  let state = noRelief
  return pressures.flatMap((pressure, index) => {
    const done = relief(pressure, present, state, 1_000_000 + index * every)
    state = done.state
    present = present.filter(({ id }) => !done.actions.some((action) => action.what === 'end' && action.session === id))
    return done.actions
  })
}
const words = (actions: readonly ReliefAction[]) => actions.map(({ what, session: id }) => `${what} ${id}`)
const steady = (count: number) => Array.from({ length: count }, () => 50)

test('without pressure nothing is done', () => {
  assert.deepEqual(over([session('a', 1), session('b', null)], [0, 5, 9.9]), [])
})

test('the session that was alone longest is warned, then ended, then the next one; then people are told', () => {
  const all = [session('young', 500), session('old', 100), session('small', null, 10), session('large', null, 99)]
  assert.deepEqual(words(over(all, steady(40))), [
    ...['warn old', 'end old', 'warn young', 'end young', 'tell large', 'tell small'],
  ])
})

test('between the warning and the end lies half a minute, and a pause of the pressure calls it off', () => {
  assert.deepEqual(words(over([session('a', 1)], steady(6))), ['warn a'])
  assert.deepEqual(words(over([session('a', 1)], [...steady(6), 0, ...steady(6)])), ['warn a', 'warn a'])
})

test('a session with somebody in it is never ended, whatever happens', () => {
  const anything = fc.array(fc.record({ id: fc.string(), connected: fc.boolean(), memory: fc.nat() }), { maxLength: 6 })
  fc.assert(
    fc.property(anything, fc.array(fc.nat(100), { maxLength: 60 }), (found, pressures) => {
      const candidates = found.map((each, index) => ({ ...each, id: `${index}`, alone: each.connected ? null : index }))
      for (const { what, session: id } of over(candidates, pressures))
        if (what !== 'tell') assert.equal(candidates[Number(id)]?.connected, false)
    }),
  )
})

test('pressure is read from the kernel’s words', () => {
  const text = 'some avg10=12.50 avg60=1.00 avg300=0.00 total=1\nfull avg10=99.00 avg60=0.00 avg300=0.00 total=0\n'
  assert.equal(somePressure(text), 12.5)
  assert.equal(somePressure(null), null)
})
