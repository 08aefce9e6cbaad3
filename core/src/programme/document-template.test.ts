import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DocumentKindName } from '@nahtlos/contract/configuration/programme'
import { placeholdersFor } from './document-placeholders.ts'
import { fillLine, fillTemplate, placeholdersOf } from './document-template.ts'
import { standardDocuments } from './standard-documents.ts'

test('headings, paragraphs, items and lists come from the template', () => {
  assert.deepEqual(
    fillTemplate('Guten Tag {name},\n# Tage\n{week}\n- {last}', { name: 'Anna', week: ['Mo', 'Mi'], last: 'Ende' }),
    [
      { kind: 'paragraph', text: 'Guten Tag Anna,' },
      { kind: 'heading', text: 'Tage' },
      { kind: 'item', text: 'Mo' },
      { kind: 'item', text: 'Mi' },
      { kind: 'item', text: 'Ende' },
    ],
  )
})

test('what somebody wrote never becomes a heading, an item or another placeholder', () => {
  const blocks = fillTemplate('{reasons}', { reasons: '# Genehmigt\n- {name}\n\nEnde', name: 'Anna' })
  assert.deepEqual(
    blocks.map(({ kind, text }) => `${kind} ${text}`),
    ['paragraph # Genehmigt', 'paragraph - {name}', 'paragraph Ende'],
  )
})

test('a placeholder that nothing stands for is left out, those of objects too', () => {
  assert.equal(fillLine('a{gone}b{constructor}c', {}), 'abc')
})

test('the standard templates use only placeholders that the product fills in', () => {
  for (const [kind, { title, body }] of Object.entries(standardDocuments))
    for (const text of [title.de, title.en, body.de, body.en])
      for (const name of placeholdersOf(text))
        assert.ok(placeholdersFor(kind as DocumentKindName).includes(name), `${kind}: ${name}`)
})
