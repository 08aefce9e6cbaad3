import { type Format, type KeyText, keyPath, keyText, type ValueChanges } from './format.ts'
import { type Element, escapeXml, readXml } from './xml-items.ts'

const empty: XfconfValue = { type: 'empty', value: null, items: [] }

/**
 * A channel of xfconf (`xfconf-perchannel-xml`): properties in properties, each perhaps with a value of its own. A key
 * path is the names of the properties. xfconfd writes a channel anew from its memory, so the text is made anew here
 * too, in its form; what it would not write (comments, text, other attributes) is not read.
 */
export const xfconf: Format = {
  read: (text) => {
    const channel = readChannel(text)
    if (channel === null) return null
    const values = new Map<KeyText, string>()
    return collect(channel.properties, [], values) ? values : null
  },
  write: (text, changes) => writeChannel(text, changes),
  isEmptyFolder: (value) => value === JSON.stringify(empty),
}

/** A property's own value: its type, its `value` attribute, and the elements of an array. */
export interface XfconfValue {
  readonly type: string
  readonly value: string | null
  readonly items: readonly { readonly type: string; readonly value: string }[]
}

interface Property {
  own: XfconfValue
  readonly below: Map<string, Property>
}

interface Channel {
  /** Everything before the first property, e.g. the XML declaration and the channel's start tag. */
  readonly head: string
  readonly properties: Map<string, Property>
}

function isEmpty(property: Property): boolean {
  return property.own.type === 'empty'
}

/** Reads a value of the map that `xfconf.read` answers. */
export function readXfconfValue(text: string): XfconfValue {
  return JSON.parse(text) as XfconfValue
}

function readChannel(text: string): Channel | null {
  const file = readXml(text)
  if (file === null || file.hasComments || file.root.name !== 'channel') return null
  const properties = propertiesIn(file.root)
  if (properties === null || hasText(file.root)) return null
  return { head: text.slice(0, file.root.inner).replace(/\s*\/>$/, '>'), properties }
}

function propertiesIn(parent: Element): Map<string, Property> | null {
  const found = new Map<string, Property>()
  for (const element of parent.children) {
    if (element.name === 'value' && parent.name === 'property') continue
    const { name, type, value = null, ...more } = element.attributes
    const isOdd = element.name !== 'property' || name === undefined || type === undefined
    if (isOdd || name === '' || Object.keys(more).length > 0 || found.has(name) || hasText(element)) return null
    const items = element.children.filter((one) => one.name === 'value')
    const read = items.map(({ attributes }) => ({ type: attributes.type ?? '', value: attributes.value ?? '' }))
    if (items.some((one) => one.children.length > 0 || hasText(one) || Object.keys(one.attributes).length !== 2))
      return null
    if (items.length > 0 && type !== 'array') return null
    const below = propertiesIn(element)
    if (below === null) return null
    found.set(name, { own: { type, value, items: read }, below })
  }
  return found
}

function hasText(element: Element): boolean {
  return element.text.trim() !== ''
}

/** A property of type `empty` is the folder of those below it, and a key only where it has none. */
function collect(properties: ReadonlyMap<string, Property>, path: string[], values: Map<KeyText, string>): boolean {
  for (const [name, property] of properties) {
    const here = [...path, name]
    if (!isEmpty(property) || property.below.size === 0) values.set(keyText(here), JSON.stringify(property.own))
    if (!collect(property.below, here, values)) return false
  }
  return true
}

function writeChannel(text: string, changes: ValueChanges): string | null {
  const channel = readChannel(text)
  if (channel === null) return null
  for (const [name, value] of changes) {
    const path = keyPath(name)
    if (value === null) remove(channel.properties, path)
    else set(channel.properties, path, readXfconfValue(value))
  }
  const lines = [channel.head, ...linesOf(channel.properties, 1), '</channel>', '']
  return lines.join('\n')
}

function set(properties: Map<string, Property>, path: readonly string[], own: XfconfValue): void {
  const [name, ...rest] = path
  if (name === undefined) return
  const property = properties.get(name) ?? { own: empty, below: new Map() }
  properties.set(name, property)
  if (rest.length === 0) property.own = own
  else set(property.below, rest, own)
}

/** Folders that only held what was removed go with it. */
function remove(properties: Map<string, Property>, path: readonly string[]): void {
  const [name, ...rest] = path
  const property = name === undefined ? undefined : properties.get(name)
  if (name === undefined || property === undefined) return
  if (rest.length === 0) property.own = empty
  else remove(property.below, rest)
  if (isEmpty(property) && property.below.size === 0) properties.delete(name)
}

function linesOf(properties: ReadonlyMap<string, Property>, depth: number): string[] {
  const indent = '  '.repeat(depth)
  return [...properties].flatMap(([name, { own, below }]) => {
    const value = own.value === null ? '' : ` value="${escapeXml(own.value)}"`
    const start = `${indent}<property name="${escapeXml(name)}" type="${escapeXml(own.type)}"${value}`
    if (own.items.length === 0 && below.size === 0) return [`${start}/>`]
    const items = own.items.map(
      (item) => `${indent}  <value type="${escapeXml(item.type)}" value="${escapeXml(item.value)}"/>`,
    )
    return [`${start}>`, ...items, ...linesOf(below, depth + 1), `${indent}</property>`]
  })
}
