import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sharesOf, type Wanting } from './shares.ts'

const session = (id: string, change: Partial<Wanting> = {}): Wanting => ({
  ...{ id, weight: 100, connected: true, isHog: false },
  ...change,
})

test('whoever is connected weighs what her workspace says; hogs and those who are alone wait', () => {
  const shares = sharesOf(
    [
      session('a'),
      session('b', { weight: 400 }),
      session('hog', { isHog: true }),
      session('alone', { connected: false }),
    ],
    2,
    true,
  )
  assert.deepEqual(Object.fromEntries(shares), {
    a: { weight: 100, isIdle: false, most: null, spares: 0, stays: 1 },
    b: { weight: 400, isIdle: false, most: null, spares: 0, stays: 1 },
    hog: { weight: 100, isIdle: true, most: null, spares: 1, stays: 0 },
    alone: { weight: 100, isIdle: true, most: null, spares: 0, stays: 0 },
  })
})

test('among hogs the lighter ones are bounded to what their weight gives them', () => {
  const hogs = [session('light', { isHog: true }), session('heavy', { isHog: true, weight: 400 })]
  const shares = sharesOf(hogs, 2, true)
  assert.equal(shares.get('light')?.most, 0.4)
  assert.equal(shares.get('heavy')?.most, null)
  const alike = sharesOf([session('a', { isHog: true }), session('b', { isHog: true })], 2, true)
  assert.deepEqual(
    [...alike.values()].map(({ most }) => most),
    [null, null],
  )
})

test('a hog that nobody is connected to has a quarter of one that somebody works in', () => {
  const shares = sharesOf([session('a', { isHog: true }), session('b', { isHog: true, connected: false })], 2, true)
  assert.equal(shares.get('b')?.most, 0.4)
})

test('hogs leave some processors alone while somebody waits for a person, and only then', () => {
  const hog = session('hog', { isHog: true })
  const spared = (sessions: readonly Wanting[], processors: number) =>
    Object.fromEntries([...sharesOf(sessions, processors, true)].map(([id, { spares }]) => [id, spares]))
  assert.deepEqual(spared([session('typist'), hog], 2), { typist: 0, hog: 1 })
  assert.deepEqual(spared([session('typist'), hog], 8), { typist: 0, hog: 2 })
  assert.deepEqual(spared([session('typist'), hog], 1), { typist: 0, hog: 0 }, 'there is nothing to be left')
  assert.deepEqual(spared([session('away', { connected: false }), hog], 2), { away: 0, hog: 0 }, 'nobody waits')
})

test('those who wait for people stay on what hogs leave alone while it is enough, and only while there are hogs', () => {
  const [typist, hog] = [session('typist'), session('hog', { isHog: true })]
  const stays = (sessions: readonly Wanting[], fits: boolean, processors = 2) =>
    [...sharesOf(sessions, processors, fits).values()].map((each) => each.stays)
  assert.deepEqual(stays([typist, hog], true), [1, 0])
  assert.deepEqual(stays([typist, hog], true, 8), [2, 0])
  assert.deepEqual(stays([typist, hog], false), [0, 0])
  assert.deepEqual(stays([typist, hog], true, 1), [0, 0], 'one processor is for all')
  assert.deepEqual(stays([typist], true), [0])
})

test('whatever there is, somebody is unbounded, and nobody who is not idle is bounded', () => {
  const one = fc.record({
    weight: fc.integer({ min: 1, max: 10_000 }),
    connected: fc.boolean(),
    isHog: fc.boolean(),
    isWide: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(one, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 64 }),
      fc.boolean(),
      (found, processors, fits) => {
        const shares = [
          ...sharesOf(
            found.map((each, index) => ({ ...each, id: `${index}` })),
            processors,
            fits,
          ).values(),
        ]
        assert.ok(shares.some(({ most }) => most === null))
        for (const { isIdle, most, spares, stays } of shares) {
          assert.ok(most === null || (isIdle && most > 0 && most < processors + 0.05))
          assert.ok(stays === 0 || (!isIdle && shares.some((hog) => hog.spares === stays)))
          assert.ok(spares === 0 || (isIdle && spares <= processors / 2))
        }
      },
    ),
  )
})
