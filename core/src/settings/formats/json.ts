import { type Node, type ParseError, parseTree } from 'jsonc-parser'
import { type Format, type KeyText, keyText, type ValueChanges, type Values } from './format.ts'
import { spliceJson } from './splice-json.ts'

/**
 * JSON (RFC 8259), with comments where the app writes them. Objects are walked, everything else is a value: a list has
 * no names to merge by. Values are the very texts of the file, and are put into another file as they are: no number
 * loses a digit, no escape its form, no list its comments.
 */
export const json: Format = {
  read,
  write,
  // An object with members is never a value, so one that is has none, whatever comments stand in it.
  isEmptyFolder: (value) => value.startsWith('{'),
}

/** Some programs begin their files with it (U+FEFF); it is kept and says nothing. */
const byteOrderMark = '\uFEFF'

function read(text: string): Values | null {
  const body = withoutMark(text)
  const root = treeOf(body)
  if (root === null) return null
  const values = new Map<KeyText, string>()
  return collect(body, root, [], values) ? values : null
}

function write(text: string, changes: ValueChanges): string | null {
  const body = withoutMark(text)
  const root = treeOf(body)
  const written = root === null ? null : spliceJson(body, root, changes)
  return written === null ? null : text.slice(0, text.length - body.length) + written
}

function withoutMark(text: string): string {
  return text.startsWith(byteOrderMark) ? text.slice(1) : text
}

/** Null for what is no JSON, and for a file that is no object: there is nothing to merge by. */
function treeOf(text: string): Node | null {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: false })
  return errors.length === 0 && root?.type === 'object' ? root : null
}

/** False where a member is named twice. An empty object is a value, else it would be lost. */
function collect(text: string, node: Node, path: string[], values: Map<KeyText, string>): boolean {
  const members = node.type === 'object' ? (node.children ?? []) : []
  if (members.length === 0) {
    values.set(keyText(path), text.slice(node.offset, node.offset + node.length))
    return true
  }
  const names = new Set<string>()
  for (const member of members) {
    const [name, value] = member.children ?? []
    if (name === undefined || value === undefined || names.has(name.value)) return false
    names.add(name.value)
    if (!collect(text, value, [...path, name.value], values)) return false
  }
  return true
}
