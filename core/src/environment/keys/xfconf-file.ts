import { type Element, XMLSerializer } from '@xmldom/xmldom'
import { KeyFileError } from './json.ts'
import { parse } from './xml.ts'

export type XfconfScalar = string | number | boolean

/** `channel/a/b` → channel and property of xfconf. */
export function xfconfKey(key: string): { channel: string; property: string } {
  const slash = key.indexOf('/')
  return { channel: key.slice(0, slash), property: key.slice(slash) }
}

/** xfconf's name for the type of a value. */
export function xfconfType(value: XfconfScalar): 'bool' | 'int' | 'double' | 'string' {
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return Number.isInteger(value) ? 'int' : 'double'
}

/** A person's channel file with one property set, for the time before xfconfd runs; an empty text is a new file. */
export function withXfconfValue(text: string, key: string, value: XfconfScalar | undefined): string {
  const { channel, property } = xfconfKey(key)
  const empty = `<?xml version="1.0" encoding="UTF-8"?>\n<channel name="${channel}" version="1.0"/>`
  const document = parse(text.trim() === '' ? empty : text)
  const root = document.documentElement
  if (root?.tagName !== 'channel') throw new KeyFileError(`the file is no channel of xfconf`)
  const names = property.split('/').filter(Boolean)
  let at: Element = root
  for (const name of names) {
    const child = propertyOf(at, name)
    if (child === null && value === undefined) return text
    at = child ?? appended(at, name)
  }
  if (value === undefined) at.parentNode?.removeChild(at)
  else {
    at.setAttribute('type', xfconfType(value))
    at.setAttribute('value', String(value))
  }
  return `${new XMLSerializer().serializeToString(document).trimEnd()}\n`
}

export function xfconfValue(text: string, key: string): string | undefined {
  if (text.trim() === '') return undefined
  let at: Element | null = parse(text).documentElement
  for (const name of xfconfKey(key).property.split('/').filter(Boolean)) at = at && propertyOf(at, name)
  return at?.getAttribute('value') ?? undefined
}

/** A channel file of the workspace in which nobody but root may change anything any more. */
export function lockedChannel(text: string): string {
  const document = parse(text)
  document.documentElement?.setAttribute('locked', '*')
  document.documentElement?.setAttribute('unlocked', 'root')
  return `${new XMLSerializer().serializeToString(document).trimEnd()}\n`
}

function propertyOf(owner: Element, name: string): Element | null {
  for (let node = owner.firstChild; node !== null; node = node.nextSibling) {
    if (node.nodeType !== node.ELEMENT_NODE) continue
    const element = node as Element
    if (element.tagName === 'property' && element.getAttribute('name') === name) return element
  }
  return null
}

function appended(owner: Element, name: string): Element {
  const document = owner.ownerDocument
  if (document === null) throw new KeyFileError('the file has no document')
  const element = document.createElement('property')
  element.setAttribute('name', name)
  element.setAttribute('type', 'empty')
  owner.appendChild(element)
  return element
}
