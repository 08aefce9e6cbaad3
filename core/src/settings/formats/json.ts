import { applyEdits, type JSONPath, modify, type Node, type ParseError, parseTree } from 'jsonc-parser'
import { type Format, type KeyText, keyPath, keyText, type ValueChanges, type Values } from './format.ts'

/**
 * JSON (RFC 8259), with comments where the app writes them. Objects are walked, everything else is a value: a list has
 * no names to merge by. Values are the very texts of the file, so no number loses a digit.
 */
export const json: Format = { read, write, isEmptyFolder: (value) => /^\{\s*\}$/.test(value) }

/** Members that are added or removed are edited one by one; beyond this the file is taken whole. */
const editMaximum = 200

function read(text: string): Values | null {
  const root = treeOf(text)
  if (root?.type !== 'object') return null
  const values = new Map<KeyText, string>()
  return collect(text, root, [], values) ? values : null
}

function treeOf(text: string): Node | null {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: false })
  return errors.length === 0 && root !== undefined ? root : null
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

function write(text: string, changes: ValueChanges): string | null {
  const known = read(text)
  if (known === null || changes.size > editMaximum) return null
  const formattingOptions = { insertSpaces: !text.includes('\n\t'), tabSize: indentOf(text) }
  const isOneLine = !text.trim().includes('\n')
  if (hasValueAboveOthers(known, changes)) return null
  let written = text
  // Removals first, and outer before inner: a value may give way to an object of the same name.
  const ordered = [...changes].sort(([a, x], [b, y]) => Number(x !== null) - Number(y !== null) || (a < b ? -1 : 1))
  for (const [name, value] of ordered) {
    const path: JSONPath = keyPath(name)
    const next: unknown = value === null ? undefined : parsed(value)
    const edits = modify(written, path, next, isOneLine ? {} : { formattingOptions })
    written = applyEdits(written, edits)
  }
  return written
}

/** Whether something would be a value and an object at once: one side made the one of it, the other the other. */
function hasValueAboveOthers(known: Values, changes: ValueChanges): boolean {
  const names = new Set(known.keys())
  for (const [name, value] of changes) {
    if (value === null) names.delete(name)
    else names.add(name)
  }
  return [...names].some((name) => {
    const path = keyPath(name)
    return path.some((_, length) => names.has(keyText(path.slice(0, length))))
  })
}

function parsed(value: string): unknown {
  return JSON.parse(value)
}

function indentOf(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? 2
}
