import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { documentsOf, withDocument } from './document-text.ts'

const file = `# Whose file this is.
kind: Group
id: one
title: { de: Eins, en: One }
people: [a.b]   # only she
---
# The second.
kind: Zone
id: office
title: { de: "Büro", en: Office }
networks:
  - 10.0.0.0/8 # all of it
outside: false
---
kind: Group
id: three
title: { de: Drei, en: Three }
`

describe('a document of a file', () => {
  test('is read and written in its place, and everything else stays to the letter', () => {
    expect(documentsOf([{ path: 'a.yaml', text: file }]).map(({ name }) => name)).toEqual([
      'Group/one',
      'Zone/office',
      'Group/three',
    ])
    const next = withDocument(file, 'Zone/office', { outside: true, listener: 'office' })
    const [first = '', second = '', third = ''] = next.split('---\n')
    expect(first).toBe(file.split('---\n')[0])
    expect(third).toBe(file.split('---\n')[2])
    expect(second).toContain('# The second.')
    expect(second).toContain('# all of it')
    expect(parse(second)).toMatchObject({ id: 'office', outside: true, listener: 'office', networks: ['10.0.0.0/8'] })
  })

  test('written with what it says already is not touched', () => {
    expect(withDocument(file, 'Group/three', { title: { de: 'Drei', en: 'Three' } })).toBe(file)
  })

  test('keeps the line breaks of its file, and strange spaces where it says nothing new', () => {
    const windows = file.replaceAll('\n', '\r\n').replace('id: one', 'id:   one  ')
    expect(withDocument(windows, 'Group/one', { people: ['a.b'] })).toBe(windows)
    for (const next of [
      withDocument(windows, 'Zone/office', { outside: true }),
      withDocument(windows, 'Group/four', { kind: 'Group', id: 'four' }),
    ]) {
      expect(next.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      expect(next.startsWith(windows.slice(0, windows.indexOf('---')))).toBe(true)
      expect(documentsOf([{ path: 'a.yaml', text: next }]).length).toBeGreaterThan(2)
    }
  })

  test('that is not there is added, and what is taken out is gone', () => {
    const added = withDocument(file, 'Group/four', { kind: 'Group', id: 'four', title: { de: 'V', en: 'F' } })
    expect(added.startsWith(file)).toBe(true)
    expect(parseAllDocuments(added)).toHaveLength(4)
    expect(withDocument(file, 'Group/one', { people: undefined })).not.toContain('a.b')
    expect(parse(withDocument('', 'Group/x', { kind: 'Group', id: 'x' }))).toEqual({ kind: 'Group', id: 'x' })
  })

  test('texts cannot break out of their place', () => {
    const title = { de: 'A" }\nkind: City', en: '# x: ] }' }
    const text = withDocument('', 'Group/x', { kind: 'Group', id: 'x', title })
    expect(parse(text)).toEqual({ kind: 'Group', id: 'x', title })
  })
})
