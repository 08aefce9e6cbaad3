import { SaxesParser } from 'saxes'

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  /** Text and CDATA directly in it. */
  text: string
  /** Offsets in the file: from `<` of the start tag to behind `>` of the end tag. */
  readonly start: number
  end: number
  /** Offset behind the start tag. */
  inner: number
}

export interface XmlFile {
  readonly root: Element
  /** Comments and processing instructions inside the root, which a new text could not keep. */
  readonly hasComments: boolean
}

/** Deeper than any settings, shallow enough for recursion. */
const depthMaximum = 64

/** The elements of a well-formed XML document without a document type; null for anything else. */
export function readXml(text: string): XmlFile | null {
  // Offsets are counted in UTF-16 units only while every character is one unit; saxes counts code points.
  if (/[\uD800-\uDFFF]/.test(text) || text.includes('<!DOCTYPE') || text.includes('\r')) return null
  const parser = new SaxesParser({ xmlns: false, position: true })
  const open: Element[] = []
  let root: Element | null = null
  let hasComments = false
  let broken = false
  let tagStart = 0
  parser.on('error', () => {
    broken = true
  })
  parser.on('opentagstart', (tag) => {
    // The name, perhaps with one character behind it, has been read.
    tagStart = text.lastIndexOf(`<${tag.name}`, parser.position - 1)
  })
  parser.on('opentag', (tag) => {
    const element: Element = {
      name: tag.name,
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: '',
      start: tagStart,
      end: parser.position,
      inner: parser.position,
    }
    const parent = open.at(-1)
    if (parent === undefined) root ??= element
    else parent.children.push(element)
    open.push(element)
    if (open.length > depthMaximum) broken = true
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element !== undefined) element.end = parser.position
  })
  const addText = (found: string) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += found
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  const noteComment = () => {
    if (open.length > 0) hasComments = true
  }
  parser.on('comment', noteComment)
  parser.on('processinginstruction', noteComment)
  // In pieces, so that a broken file stops early.
  for (let at = 0; at < text.length && !broken; at += 65_536) parser.write(text.slice(at, at + 65_536))
  if (!broken) parser.close()
  return broken || root === null ? null : { root, hasComments }
}

/** White space as it is would be read as spaces (XML 1.0 section 3.3.3). */
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** For an attribute in double quotes (XML 1.0 section 2.3). */
export function escapeXml(value: string): string {
  return value.replace(/[&<>"\t\n\r]/g, (one) => escapes[one] ?? one)
}
