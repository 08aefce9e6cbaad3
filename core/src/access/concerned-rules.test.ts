import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConditionalRule } from '../configuration/configuration.ts'
import { anna, loaded, smallCityDocuments } from '../configuration/small-city.ts'
import { compileCondition } from './condition.ts'
import { resolve, variablesFor } from './resolve.ts'

const office = { at: '2026-03-02T09:00:00.000Z', listener: 'office', clientAddress: '10.1.2.3', secondFactor: false }
const text = '{ de: T, en: T }'

/** The same rules, of which each tells when it is asked. */
function watched<Rule extends ConditionalRule>(
  rulesOf: ReadonlyMap<string, readonly Rule[]>,
  idOf: (rule: Rule) => string,
  asked: string[],
): ReadonlyMap<string, readonly Rule[]> {
  const known = new Map<Rule, Rule>()
  const watch = (rule: Rule): Rule => {
    const one = known.get(rule) ?? {
      ...rule,
      when: {
        ...rule.when,
        evaluate: (variables: Parameters<typeof rule.when.evaluate>[0]) => {
          asked.push(idOf(rule))
          return rule.when.evaluate(variables)
        },
      },
    }
    known.set(rule, one)
    return one
  }
  return new Map([...rulesOf].map(([id, rules]) => [id, rules.map(watch)]))
}

test('a decision asks each rule of her workspaces once, and no other', () => {
  const scopes = { mine: 'workspaces: [casework]\n', theirs: 'workspaces: [press]\n', police: 'department: police\n' }
  const configuration = loaded([
    ...smallCityDocuments,
    ...Object.entries({ ...scopes, everybody: '' }).flatMap(([id, scope]) => [
      `kind: AccessRule\nid: a-${id}\ntitle: ${text}\neffect: limit\nwhen: zone.outside\nwithout: [print]\nreason: ${text}\n${scope}`,
      `kind: EnvironmentRule\nid: e-${id}\ntitle: ${text}\non: [logon]\nwhen: zone.outside\n${scope}actions:\n  - { action: variable, id: v, concern: comfort, name: A, value: b }\n`,
      `kind: ProgramRule\nid: p-${id}\ntitle: ${text}\neffect: deny\nwhen: zone.outside\npackages: [package]\nreason: ${text}\n${scope}`,
    ]),
  ])
  const asked: string[] = []
  const person = anna()
  const asking = {
    ...configuration,
    rulesOf: watched(configuration.rulesOf, ({ id }) => id, asked),
    environmentOf: watched(configuration.environmentOf, ({ document }) => document.id, asked),
    programRulesOf: watched(configuration.programRulesOf, ({ document }) => document.id, asked),
  }
  assert.deepEqual(
    resolve(asking, person, office).workspaces.map(({ id }) => id),
    ['casework'],
  )
  assert.equal(asked.length, new Set(asked).size, 'each once')
  for (const kind of ['a', 'e', 'p'])
    assert.deepEqual(asked.filter((id) => id.startsWith(`${kind}-`)).sort(), [`${kind}-everybody`, `${kind}-mine`])
})

test('what several rules ask alike is evaluated once for the same facts', () => {
  const compiled = compileCondition('secondFactor')
  assert.ok(compiled.ok)
  const variables = variablesFor(loaded(), anna(), office)
  assert.ok(variables)
  let looks = 0
  const counting = {
    ...variables,
    get secondFactor() {
      looks += 1
      return true
    },
  }
  assert.deepEqual(
    [1, 2, 3].map(() => compiled.condition.evaluate(counting)),
    [true, true, true],
  )
  assert.equal(looks, 1)
})
