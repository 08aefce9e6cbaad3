/// <reference path="./fontkit.d.ts" />
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Language } from '@nahtlos/contract/text'
import type { DocumentBlock } from '@nahtlos/core/programme/document-template'
import { create, type Font } from 'fontkit'
import PDFDocument from 'pdfkit'

/** What a document says, and what a reader of its properties is told. */
export interface PdfContent {
  readonly title: string
  readonly language: Language
  /** Stands below every page, e.g. the city and the number of the case. */
  readonly footer: string
  readonly at: Date
  readonly blocks: readonly DocumentBlock[]
}

/** TrueType as it is: unpacking a WOFF would take half a second for each document. */
const files = {
  Regular: import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  Bold: import.meta.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
}
const read = new Map<keyof typeof files, Font>()

/** A font, read once for all documents: its tables of kerning alone take ten times as long as a document. */
function fontOf(style: keyof typeof files): Font {
  const font = read.get(style) ?? create(readFileSync(fileURLToPath(files[style])))
  read.set(style, font)
  return font
}
const margin = { top: 72, bottom: 90, left: 72, right: 72 }
const pageWords = {
  de: (page: number, of: number) => `Seite ${page} von ${of}`,
  en: (page: number, of: number) => `Page ${page} of ${of}`,
}

/**
 * Writes a tagged PDF after PDF/UA-1 (ISO 14289-1): document language and title, embedded fonts, a structure tree in
 * the order of reading, and footers marked as artefacts, so that a screen reader passes over them.
 */
export async function writePdf(content: PdfContent): Promise<Buffer> {
  const { title, language, at, blocks } = content
  const document = new PDFDocument({
    size: 'A4',
    margins: margin,
    pdfVersion: '1.7',
    // The types know only the subsets of an older version.
    subset: 'PDF/UA' as 'PDF/A-1a',
    tagged: true,
    displayTitle: true,
    lang: language === 'de' ? 'de-DE' : 'en-GB',
    // No font of pdfkit's own, which would be read for each document.
    font: '',
    bufferPages: true,
    info: { Title: title, Author: 'Nahtlos', Creator: 'Nahtlos', CreationDate: at, ModDate: at },
  })
  // The types do not know yet that a font may be given as it was read.
  for (const style of ['Bold', 'Regular'] as const) document.registerFont(style, fontOf(style) as never)
  document.font('Regular')
  const pieces: Buffer[] = []
  const written = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (piece: Buffer) => pieces.push(piece))
    document.on('end', () => resolve(Buffer.concat(pieces)))
    document.on('error', reject)
  })
  writeBlocks(document, title, blocks)
  writeFooters(document, content)
  document.end()
  return written
}

function writeBlocks(document: PDFKit.PDFDocument, title: string, blocks: readonly DocumentBlock[]): void {
  const root = document.struct('Document')
  document.addStructure(root)
  root.add(
    document.struct('H1', {}, () => {
      document.font('Bold').fontSize(18).text(title).moveDown(0.8)
    }),
  )
  let list: PDFKit.PDFStructureElement | null = null
  for (const { kind, text } of blocks) {
    if (kind === 'item') {
      if (list === null) {
        list = document.struct('L')
        root.add(list)
      }
      list.add(itemOf(document, text))
      continue
    }
    list?.end()
    list = null
    root.add(
      kind === 'heading'
        ? document.struct('H2', {}, () => {
            document.font('Bold').fontSize(13).moveDown(0.6).text(text).moveDown(0.3)
          })
        : document.struct('P', {}, () => {
            document.font('Regular').fontSize(11).text(text, { lineGap: 2 }).moveDown(0.5)
          }),
    )
  }
  list?.end()
  root.end()
}

function itemOf(document: PDFKit.PDFDocument, text: string): PDFKit.PDFStructureElement {
  return document.struct('LI', {}, [
    document.struct('Lbl', {}, () => {
      document.font('Regular').fontSize(11).text('•  ', { continued: true })
    }),
    document.struct('LBody', {}, () => {
      document.text(text, { lineGap: 2 }).moveDown(0.2)
    }),
  ])
}

function writeFooters(document: PDFKit.PDFDocument, { footer, language }: PdfContent): void {
  const { start, count } = document.bufferedPageRange()
  for (let page = 0; page < count; page++) {
    document.switchToPage(start + page)
    // Below the margin, where text would otherwise begin a new page.
    const bottom = document.page.margins.bottom
    document.page.margins.bottom = 0
    document.markContent('Artifact', { type: 'Pagination' })
    document
      .font('Regular')
      .fontSize(9)
      .text(`${footer} · ${pageWords[language](page + 1, count)}`, margin.left, document.page.height - 60, {
        lineBreak: false,
      })
    document.endMarkedContent()
    document.page.margins.bottom = bottom
  }
}
