import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { writePdf } from './pdf.ts'

const run = promisify(execFile)

/** What Poppler says about a file: its properties, its structure with text, and its fonts. */
async function inspected(bytes: Buffer) {
  const directory = await mkdtemp(join(tmpdir(), 'pdf-'))
  try {
    const file = join(directory, 'document.pdf')
    await writeFile(file, bytes)
    const [properties, structure, metadata, fonts] = await Promise.all([
      run('pdfinfo', [file]),
      run('pdfinfo', ['-struct-text', file]),
      run('pdfinfo', ['-meta', file]),
      run('pdffonts', [file]),
    ])
    return {
      properties: properties.stdout,
      structure: structure.stdout,
      metadata: metadata.stdout,
      fonts: fonts.stdout,
    }
  } finally {
    await rm(directory, { recursive: true })
  }
}

const content = {
  title: 'Entscheidung für Mehmet Yılmaz',
  language: 'de',
  footer: 'Stadt Lindenbrück',
  at: new Date('2026-03-02T08:00:00Z'),
  blocks: [
    { kind: 'paragraph', text: 'Guten Tag Mehmet Yılmaz,' },
    { kind: 'heading', text: 'Begründung' },
    ...Array.from({ length: 60 }, (_, at) => ({
      kind: 'paragraph' as const,
      text: `Absatz ${at}. ${'Wort '.repeat(40)}`,
    })),
    { kind: 'item', text: 'Montag, 08:00 bis 16:00 Uhr' },
    { kind: 'item', text: 'Mittwoch, 08:00 bis 16:00 Uhr' },
  ],
} as const

test('a document is a tagged PDF/UA-1 in its language, with every word in the structure in the order of reading', async () => {
  const bytes = await writePdf(content)
  const { properties, structure, metadata, fonts } = await inspected(bytes)
  assert.match(properties, /Tagged:\s+yes/)
  assert.match(properties, /Title:\s+Entscheidung für Mehmet Yılmaz/)
  assert.match(metadata, /pdfuaid:part>1</)
  assert.match(bytes.toString('latin1'), /\/Lang \(de-DE\)/)
  assert.match(bytes.toString('latin1'), /\/DisplayDocTitle true/)
  for (const line of fonts
    .split('\n')
    .slice(2)
    .filter((text) => text !== ''))
    assert.match(line, /\byes yes\b|\byes\s+yes\s+yes\b/, `a font is not embedded: ${line}`)
  const order = ['H1', 'P ', 'H2', 'P ', 'LI', 'Lbl', 'LBody'].map((tag) => structure.indexOf(tag))
  assert.ok(
    order.every((place) => place >= 0),
    structure.slice(0, 500),
  )
  for (const { text } of content.blocks)
    assert.ok(structure.replaceAll(/\s+/g, ' ').includes(text.slice(0, 40).trim()), `"${text.slice(0, 40)}" has no tag`)
  assert.ok(!structure.includes('Seite 1 von'), 'the footer is an artefact and not read out')
  assert.ok(Number(/Pages:\s+(\d+)/.exec(properties)?.[1]) > 3)
})

test('the same content is the same document, whatever the hour at which it is written', async () => {
  const digest = async () =>
    createHash('sha256')
      .update(await writePdf(content))
      .digest('hex')
  assert.equal(await digest(), await digest())
})
