import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfiguration } from '../configuration/load-configuration.ts'
import { fileOf, smallCityDocuments } from '../configuration/small-city.ts'
import { departmentsThatNeed } from './who-needs.ts'

function needed(...rules: string[]) {
  const loaded = loadConfiguration([fileOf(smallCityDocuments, 'city.yaml'), fileOf(rules, 'rules.yaml')])
  assert.ok(loaded.ok, JSON.stringify(loaded))
  const of = (proof: 'training.valid' | 'homeWorkplace.valid') => {
    const departments = departmentsThatNeed(loaded.configuration.rules, proof)
    return departments === null ? 'everybody' : [...departments].toSorted().join()
  }
  return [of('training.valid'), of('homeWorkplace.valid')]
}
const limit = (id: string, when: string, department = '') =>
  `kind: AccessRule\nid: ${id}\neffect: limit\ntitle: { de: L, en: L }\n${department}when: ${JSON.stringify(when)}\nwithout: access\nreason: { de: N, en: N }\n`

test('nobody needs what no rule asks for', () => assert.deepEqual(needed(), ['', '']))

test('a rule of one department asks its people alone, any other everybody', () => {
  const social = limit('a', '!training.valid', 'department: social\n')
  assert.deepEqual(needed(social), ['social', ''])
  assert.deepEqual(needed(social, limit('b', '!homeWorkplace.valid')), ['social', 'everybody'])
  assert.deepEqual(needed(social, limit('b', 'zone.outside && !training.valid')), ['everybody', ''])
})

test('what a grant requires is asked for, too', () => {
  const grant =
    'kind: AccessRule\nid: g\neffect: grant\ntitle: { de: G, en: G }\nrights: [control]\nrequires: [{ condition: training.valid, refusal: { de: U, en: T } }]\n'
  assert.deepEqual(needed(grant), ['everybody', ''])
})
