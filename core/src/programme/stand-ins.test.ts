import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type Away, presentAmong, representedBy } from './stand-ins.ts'
import { idOf } from './testing-programme.ts'

const [anna, berta, carla, dora] = [idOf(21), idOf(22), idOf(23), idOf(24)]
const away = (...pairs: [string, string][]): Away[] => pairs.map(([person, deputy]) => ({ person, deputy }))

describe('the deputy of a deputy who is away as well', () => {
  const chain = away([anna, berta], [berta, carla])

  test('stands in for both of them, for the first one not on what is the second one’s', () => {
    assert.deepEqual(representedBy(chain, carla), [
      { person: berta, through: [] },
      { person: anna, through: [berta] },
    ])
  })

  test('has nothing from the first one while the second one is here', () => {
    assert.deepEqual(representedBy(away([anna, berta]), carla), [])
  })

  test('is named by the first one, too: then it does not matter who else is away', () => {
    const both = representedBy(away([anna, berta], [anna, carla], [berta, carla]), carla)
    assert.deepEqual(
      both.find(({ person }) => person === anna),
      { person: anna, through: [] },
    )
  })

  test('stands in for nobody of a circle a second time, and never for herself', () => {
    const circle = away([anna, berta], [berta, carla], [carla, anna])
    assert.deepEqual(representedBy(circle, carla), [
      { person: berta, through: [] },
      { person: anna, through: [berta] },
    ])
  })

  test('is told instead of both', () => {
    assert.deepEqual(presentAmong(chain, [anna], dora), [carla])
    assert.deepEqual(presentAmong(chain, [anna, dora], berta), [dora], 'but of nothing that is the second one’s')
    assert.deepEqual(
      presentAmong(away([anna, berta], [berta, anna]), [anna], dora),
      [],
      'two for each other are nobody',
    )
  })
})

test('whoever is away and whomever they named: whom nobody is between stays, nobody is represented by herself, and whoever is told may act', () => {
  const person = fc.integer({ min: 1, max: 6 }).map(idOf)
  const anything = fc.array(
    fc.tuple(person, person).filter(([one, other]) => one !== other),
    { maxLength: 12 },
  )
  let chained = 0
  fc.assert(
    fc.property(anything, person, person, (pairs, asked, about) => {
      const all = away(...pairs)
      for (const { person: one, deputy } of all) {
        const found = representedBy(all, deputy).find((represented) => represented.person === one)
        assert.deepEqual(found?.through, [], 'whom she was named by herself')
      }
      for (const told of presentAmong(all, [asked], about)) {
        if (told === asked) continue
        const found = representedBy(all, told).find((represented) => represented.person === asked)
        assert.ok(found && !found.through.includes(about))
        if (found.through.length > 0) chained += 1
      }
      assert.ok(!representedBy(all, asked).some((represented) => represented.person === asked))
    }),
    { numRuns: 2_000 },
  )
  assert.ok(chained > 100, `only ${chained} were told for the deputy of a deputy`)
})
