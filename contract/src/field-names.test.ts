import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { routes } from './api/routes.ts'
import { fieldName } from './field-names.ts'

/** The names of the fields of every body and query that people send; ids in addresses and machines' own are not theirs. */
function fieldsOf(schema: z.ZodType | undefined): string[] {
  if (schema === undefined) return []
  const found = new Set<string>()
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { properties } = node as { properties?: Record<string, unknown> }
    for (const name of Object.keys(properties ?? {})) found.add(name)
    for (const inner of Object.values(node)) walk(inner)
  }
  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return [...found]
}

test('every field that a person fills in has a name in both languages', () => {
  const nameless = routes.flatMap((route) =>
    [...fieldsOf(route.body), ...fieldsOf(route.query)]
      .filter((name) => fieldName(name) === null)
      .map((name) => `${name} of ${route.method} ${route.path}`),
  )
  assert.deepEqual(nameless, [], 'give them a name in contract/src/field-names.ts')
})

test('a path is told by its names, entries counted from one', () => {
  assert.deepEqual(fieldName('next'), { de: 'Neues Passwort', en: 'New password' })
  assert.deepEqual(fieldName('week.0.from'), { de: 'Tage zu Hause Nr. 1, Beginn', en: 'Home days no. 1, From' })
  assert.deepEqual(fieldName('line.7.serial'), { de: 'Zeile 7, Seriennummer', en: 'Line 7, Serial number' })
  for (const strange of ['', '0', 'city.yaml:3:1', 'constructor', 'week.toString'])
    assert.equal(fieldName(strange), null)
})
