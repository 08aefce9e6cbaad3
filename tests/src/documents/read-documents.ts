import assert from 'node:assert/strict'
import { readPdf } from '@nahtlos/server/testing/read-pdf'
import type { Page } from 'playwright-core'

export interface OpenedDocument {
  /** What the link to it says. */
  readonly link: string
  readonly words: string
}

/**
 * Opens all documents, so many in number, that a page of the portal links to, as its reader would, and demands of each what all have to
 * be: a PDF with tags, in German, whose title is what the link says and stands in it as a tagged heading.
 */
export async function openDocuments(page: Page, count: number): Promise<OpenedDocument[]> {
  const opened: OpenedDocument[] = []
  const links = page.getByRole('link', { name: /\(PDF, / })
  await links.nth(count - 1).waitFor()
  assert.equal(await links.count(), count, (await links.allTextContents()).join('\n'))
  for (const link of await links.all()) {
    const text = (await link.textContent()) ?? ''
    const { type, base64 } = await link.evaluate(async (element) => {
      const answer = await fetch((element as HTMLAnchorElement).href)
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return { type: answer.headers.get('content-type'), base64: btoa(String.fromCharCode(...bytes)) }
    })
    assert.equal(type, 'application/pdf', text)
    const { title, tagged, language, structure, words } = await readPdf(Buffer.from(base64, 'base64'))
    assert.ok(text.startsWith(`${title} (PDF, `), `"${text}" leads to "${title}"`)
    assert.ok(tagged, `${title} has no tags`)
    assert.equal(language, 'de-DE', title)
    assert.ok(structure.includes(title) && /\bH1\b.*\bP\b.*\bH2\b/.test(structure), `${title}: ${structure}`)
    opened.push({ link: text, words })
  }
  return opened
}
