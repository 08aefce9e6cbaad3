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

test('within braces the keys and values of what they hold, however deep', () => {
  const rule = 'kind: EnvironmentRule\non: [logon]\nactions:\n  - { '
  expect(labels(rule)).toEqual(expect.arrayContaining(['action', 'concern', 'id']))
  expect(labels(`${rule}action: dri`)).toEqual(expect.arrayContaining(['drive', 'printer', 'message']))
  // What is written decides which of the actions it is.
  expect(labels(`${rule}action: drive, id: a, `)).toEqual(expect.arrayContaining(['address', 'protocol', 'folder']))
  expect(labels(`${rule}action: drive, id: a, `)).not.toContain('run')
  expect(labels(`${rule}action: drive, id: a, protocol: `)).toEqual(['nfs', 'smb', 'webdav'])
  expect(labels(`${rule}action: message, text: { de: "{ [", `)).toEqual(['de', 'en'])
  expect(labels('kind: Workspace\ntitle: { de: "A, B: [", ')).toEqual(['de', 'en'])
  expect(labels('kind: AccessRule\neffect: limit\nbounds: { idleMinutes: 5, ')).toContain('watermark')
  expect(labels('kind: AccessRule\neffect: limit\nbounds: { watermark: ')).toContain('true')
  // Closed again, and over several lines.
  expect(labels('kind: Pool\ntitle: { de: a, en: b }\n')).toContain('hosts')
  expect(labels('kind: Workspace\nmembers: {\n  groups: [a],\n  dep')).toContain('departments')
})

test('ids within braces', () => {
  const ids = (kind: string) => (kind === 'Group' ? ['redaktion'] : kind === 'Zone' ? ['home'] : [])
  const found = (before: string) => suggestionsAt(schema, before, before, ids).map(({ label }) => label)
  expect(found('kind: Workspace\nmembers: { groups: [')).toContain('redaktion')
  expect(found('kind: Workspace\nmembers: { departments: [a], groups: [a, ')).toContain('redaktion')
})

test('in a condition its variables, fields, functions, and the ids that a variable can have', () => {
  const ids = (kind: string) => ({ Group: ['redaktion'], Zone: ['home'], Department: ['sozialamt'] })[kind] ?? []
  const found = (before: string) => suggestionsAt(schema, before, before, ids).map(({ label }) => label)
  const rule = 'kind: AccessRule\neffect: limit\n'
  expect(found(`${rule}when: zo`)).toEqual(expect.arrayContaining(['zone', 'person', 'within("07:00-19:00")']))
  expect(found(`${rule}when: zone.outside && zone.`)).toEqual(['id', 'outside'])
  expect(found(`${rule}when: session.`)).toEqual(['running', 'minutes'])
  expect(found(`${rule}when: 'zone.id == "`)).toEqual(['home'])
  expect(found(`${rule}when: '"`)).toEqual(['redaktion'])
  expect(found(`${rule}when: zone.outside && person.department != "so`)).toEqual(['sozialamt'])
  expect(found(`${rule}when: within("`)).toEqual([])
  expect(found(`${rule}when: >-\n  zone.outside &&\n  time.`)).toContain('workday')
  expect(found('kind: AccessRule\neffect: grant\nrequires:\n  - condition: training.')).toEqual(['valid'])
  expect(found('kind: AccessRule\neffect: grant\nrequires:\n  - { condition: training.')).toEqual(['valid'])
  expect(found(`${rule}when: zone.outside\nre`)).toContain('reason')
})
