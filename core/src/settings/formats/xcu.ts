import { type Format, type KeyText, keyText, type ValueChanges, type Values } from './format.ts'
import { type Element, readXml } from './xml-items.ts'

/**
 * LibreOffice's `registrymodifications.xcu` (OpenOffice.org Registry format): a flat list of items, each a change to
 * one property or node of the configuration. A key path is the item's path and the names of what it changes; the
 * value is the item's own text, which is moved whole.
 */
export const xcu: Format = { read: (text) => readItems(text)?.values ?? null, write }

interface Items {
  readonly values: Values
  readonly places: ReadonlyMap<KeyText, { readonly start: number; readonly end: number }>
  /** Where the root's end tag begins. */
  readonly end: number
}

function readItems(text: string): Items | null {
  const file = readXml(text)
  if (file === null || file.hasComments || file.root.name !== 'oor:items' || file.root.text.trim() !== '') return null
  const values = new Map<KeyText, string>()
  const places = new Map<KeyText, { start: number; end: number }>()
  for (const item of file.root.children) {
    const path = item.attributes['oor:path']
    const names = item.children.map((child) => child.attributes['oor:name'])
    if (item.name !== 'item' || path === undefined || names.length === 0 || item.text.trim() !== '') return null
    const key = keyText([path, ...names.map((name) => name ?? '')])
    if (names.includes(undefined) || values.has(key)) return null
    values.set(key, text.slice(item.start, item.end))
    places.set(key, { start: item.start, end: item.end })
  }
  const end = text.lastIndexOf('</oor:items', file.root.end)
  return end < 0 ? null : { values, places, end }
}

function write(text: string, changes: ValueChanges): string | null {
  const found = readItems(text)
  if (found === null) return null
  const edits: { start: number; end: number; next: string }[] = []
  const added: string[] = []
  for (const [key, value] of changes) {
    const place = found.places.get(key)
    if (place === undefined) added.push(...(value === null ? [] : [value]))
    else if (value !== null) edits.push({ ...place, next: value })
    else edits.push({ start: place.start, end: text[place.end] === '\n' ? place.end + 1 : place.end, next: '' })
  }
  edits.push({ start: found.end, end: found.end, next: added.map((item) => `${item}\n`).join('') })
  let written = text
  for (const { start, end, next } of edits.sort((a, b) => b.start - a.start)) {
    written = written.slice(0, start) + next + written.slice(end)
  }
  return written
}

/** What an item sets, for people: the text of its value or values; null where it removes. */
export function xcuValue(item: string): string | null {
  // The item stands alone here, so the root's namespaces are missing; they mean nothing to `readXml`.
  const file = readXml(item)
  if (file === null) return null
  const texts: string[] = []
  const visit = (element: Element) => {
    if (element.name === 'value') texts.push(element.text || element.children.map((child) => child.text).join(', '))
    else element.children.forEach(visit)
  }
  visit(file.root)
  return texts.length === 0 ? null : texts.join(', ')
}
