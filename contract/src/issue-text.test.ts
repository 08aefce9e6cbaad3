import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { routes } from './api/routes.ts'
import { ConfigurationDocument } from './configuration/document.ts'
import { issueText, says } from './issue-text.ts'

function textsOf(schema: z.ZodType, value: unknown) {
  const parsed = schema.safeParse(value)
  assert.ok(!parsed.success, JSON.stringify(value))
  return parsed.error.issues.map((issue) => [issue.path.join('.'), issueText(issue).de, issueText(issue).en])
}

test('what zod finds is told in both languages, and nothing of it is zod’s own words', () => {
  const Form = z.strictObject({
    name: z.string().min(1),
    code: z.string().min(3).max(4),
    age: z.number().int().min(18),
    kind: z.enum(['a', 'b']),
    on: z.iso.date(),
    list: z.array(z.string()).min(2),
  })
  assert.deepEqual(textsOf(Form, { name: '', code: '12345', age: 7, kind: 'c', on: 'x', list: [], extra: 1 }), [
    ['name', 'darf nicht leer sein', 'must not be empty'],
    ['code', 'darf höchstens 4 Zeichen haben', 'must have at most 4 characters'],
    ['age', 'muss mindestens 18 sein', 'must be at least 18'],
    ['kind', 'muss "a" oder "b" sein', 'must be "a" or "b"'],
    ['on', 'muss ein Datum sein', 'must be a date'],
    ['list', 'braucht mindestens 2 Einträge', 'needs at least 2 entries'],
    ['', 'hat hier nichts verloren: "extra"', 'does not belong here: "extra"'],
  ])
  assert.deepEqual(textsOf(Form, { code: 7, age: 'x', kind: 'a', on: '2026-01-01', list: {} }), [
    ['name', 'fehlt', 'is missing'],
    ['code', 'muss ein Text sein', 'must be a text'],
    ['age', 'muss eine Zahl sein', 'must be a number'],
    ['list', 'muss eine Liste sein', 'must be a list'],
  ])
  assert.deepEqual(textsOf(z.union([z.literal('x'), z.array(z.string())]), 7), [
    ['', 'muss "x" sein, oder muss eine Liste sein', 'must be "x" or must be a list'.replace(' or', ', or')],
  ])
})

test('a sentence has one German', () => {
  says('muss schön sein', 'must be beautiful')
  assert.throws(() => says('muss herrlich sein', 'must be beautiful'), /already/)
})

test('whatever a schema of the contract says itself, it says in German too', () => {
  const seen = new Set<unknown>()
  const own: string[] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return
    seen.add(node)
    const def = '_zod' in node ? (node as { _zod: { def: Record<string, unknown> } })._zod.def : node
    if ('error' in def && typeof def.error === 'function') own.push(String(def.error({ code: 'custom', path: [] })))
    for (const inner of Object.values(def)) walk(inner)
  }
  for (const { body, query, params } of routes) walk([body, query, params])
  walk(ConfigurationDocument)
  assert.ok(own.length > 5, `only ${own.length} sentences were found`)
  const issue = (message: string) => ({ code: 'custom', path: [], message, input: null }) as z.core.$ZodIssue
  assert.deepEqual(
    own.filter((message) => issueText(issue(message)).de === 'passt nicht'),
    [],
    'write them with says(German, English)',
  )
})
