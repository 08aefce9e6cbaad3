import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Candidate, noRelief, type ReliefAction, relief, somePressure } from './relief.ts'

const session = (id: string, alone: number | null, memory = 1, isBusy = false): Candidate => ({
  ...{ id, alone, memory, isBusy },
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

test('idle sessions come first, the one that was alone longest; each is asked, warned and ended; then people are told', () => {
  const all = [
    ...[session('young', 500), session('works', 50, 1, true), session('old', 100)],
    ...[session('small', null, 10), session('large', null, 99)],
  ]
  const each = (id: string) => [`ask ${id}`, `warn ${id}`, `end ${id}`]
  assert.deepEqual(words(over(all, steady(60))), [
    ...[...each('old'), ...each('young'), ...each('works')],
    ...['tell large', 'tell small'],
  ])
})

test('between two steps lies half a minute, and a pause of the pressure takes all back', () => {
  assert.deepEqual(words(over([session('a', 1)], steady(6))), ['ask a'])
  assert.deepEqual(words(over([session('a', 1)], [...steady(8), 0, ...steady(6)])), [
    ...['ask a', 'warn a', 'withdraw a', 'ask a'],
  ])
  assert.deepEqual(words(over([session('a', null)], [...steady(8), 0, 0])), ['tell a', 'withdraw a'])
})

test('who was told while she worked and leaves then is asked and warned like anybody else', () => {
  const told = relief(50, [session('a', null)], { ...noRelief, shortSince: 1 }, 100_000)
  assert.deepEqual(words(told.actions), ['tell a'])
  const left = relief(50, [session('a', 150_000)], told.state, 150_000)
  assert.deepEqual(words(left.actions), ['withdraw a', 'ask a'])
})

test('a session with somebody in it is never asked, warned or ended, and none is ended that was not warned in time', () => {
  const look = fc.record({ pressure: fc.nat(100), connected: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }) })
  fc.assert(
    fc.property(fc.array(look, { maxLength: 60 }), (looks) => {
      let state = noRelief
      const warned = new Map<string, number>()
      for (const [index, { pressure, connected }] of looks.entries()) {
        const now = 1_000_000 + index * 10_000
        const candidates = connected.map((is, id) => session(`${id}`, is ? null : id))
        const done = relief(pressure, candidates, state, now)
        state = done.state
        for (const [id, is] of connected.entries()) if (is || pressure < 10) warned.delete(`${id}`)
        for (const { what, session: id } of done.actions) {
          if (what === 'tell') assert.equal(connected[Number(id)], true)
          if (what === 'ask' || what === 'warn' || what === 'end') assert.equal(connected[Number(id)], false)
          if (what === 'end') assert.ok(now - (warned.get(id) ?? now) >= 30_000)
          if (what === 'warn') warned.set(id, now)
          else if (what === 'end') warned.delete(id)
        }
      }
    }),
  )
})

test('pressure is read from the kernel’s words', () => {
  const text = 'some avg10=12.50 avg60=1.00 avg300=0.00 total=1\nfull avg10=99.00 avg60=0.00 avg300=0.00 total=0\n'
  assert.equal(somePressure(text), 12.5)
  assert.equal(somePressure(null), null)
})
