import { ConfigurationDocument } from '@nahtlos/contract/configuration/document'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { documentAround, suggestionsAt } from './schema-completion.ts'

const schema = z.toJSONSchema(ConfigurationDocument, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>
const labels = (before: string, document = before) => suggestionsAt(schema, before, document).map(({ label }) => label)

test('at the beginning of a line the keys of the kind', () => {
  expect(labels('kind: Pool\nid: a\n')).toEqual(expect.arrayContaining(['hosts', 'sessionsPerHost', 'title']))
  expect(labels('kind: Pool\nid: a\n')).not.toContain('networks')
  expect(labels('kind: AccessRule\neffect: grant\n')).toContain('requires')
  expect(labels('kind: AccessRule\neffect: limit\n')).not.toContain('requires')
})

test('behind a key its values, in a list as well', () => {
  expect(labels('kind: ')).toEqual(expect.arrayContaining(['AccessRule', 'Workspace', 'Zone']))
  expect(labels('kind: Zone\noutside: ')).toEqual(['false', 'true'])
  expect(labels('kind: AccessRule\neffect: limit\nwithout: [clip')).toEqual(
    expect.arrayContaining(['access', 'clipboard-in', 'print']),
  )
})

test('below a key the keys of what it holds', () => {
  expect(labels('kind: AccessRule\neffect: limit\nbounds:\n  ')).toEqual([
    'idleMinutes',
    'lengthMinutes',
    'sessions',
    'watermark',
  ])
  expect(labels('kind: Workspace\nmembers:\n  departments: [a]\n  ')).toEqual(['departments', 'groups', 'people'])
})

test('only the document around the cursor counts', () => {
  const text = 'kind: Zone\n---\nkind: Pool\n---\nkind: App\n'
  expect(documentAround(text, 16).trim()).toBe('kind: Pool')
  expect(documentAround(text, 3).trim()).toBe('kind: Zone')
})

test('ids of documents where a key names them', () => {
  const ids = (kind: string) => ({ App: ['editor', 'browser'], Group: ['redaktion'] })[kind] ?? []
  const found = (before: string) => suggestionsAt(schema, before, before, ids).map(({ label }) => label)
  expect(found('kind: Workspace\napps: [ed')).toEqual(expect.arrayContaining(['editor', 'browser']))
  expect(found('kind: Group\nextends: [')).toContain('redaktion')
  expect(found('kind: Workspace\nmembers:\n  groups: [')).toContain('redaktion')
})
