import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conditionWords } from './condition-words.ts'

const said = (condition: string) => conditionWords(condition, (_kind, id) => ({ de: id, en: id })).en

test('a condition is told in words where these mean what it says, and as it is where they would not', () => {
  assert.equal(said('zone.outside && "a" in person.groups'), 'from outside, for the group "a"')
  const oneOf = 'for one of the groups "a", "b"'
  assert.equal(said('"a" in person.groups || "b" in person.groups'), oneOf)
  assert.equal(said('zone.outside && ("a" in person.groups || "b" in person.groups)'), `from outside, ${oneOf}`)
  // "And" binds more: whoever is in the first group is meant wherever she is.
  for (const condition of [
    '"a" in person.groups || "b" in person.groups && zone.outside',
    'zone.outside && "a" in person.groups || "b" in person.groups',
    '("a" in person.groups || "b" in person.groups && zone.outside)',
    'zone.outside || secondFactor',
    '!(zone.outside && secondFactor)',
    'zone.outside ? secondFactor : true',
    'zone.outside && "&& true" in person.groups',
  ])
    assert.equal(said(condition), `where ${condition}`)
})
