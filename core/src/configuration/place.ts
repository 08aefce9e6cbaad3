import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair, type ParsedNode, Scalar } from 'yaml'

/** A line and a column of a file, both from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

export function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

/** The node at a path, or the nearest one above it that is written down. */
export function nodeAt(root: Node | null, path: readonly PropertyKey[]): Node | null {
  let node = root
  for (const step of path) {
    const child: unknown =
      isMap(node) || isSeq(node) ? node.get(typeof step === 'symbol' ? String(step) : step, true) : undefined
    if (!isNode(child)) return node
    node = child
  }
  return node
}

/** The key of a map, to point at the key itself and not at its value. */
export function keyAt(root: Node | null, path: readonly PropertyKey[], key: string): Node | null {
  const owner = nodeAt(root, path)
  if (!isMap(owner)) return owner
  const pair = owner.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === key)
  return isNode(pair?.key) ? pair.key : owner
}

export function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0
}

/**
 * Where in the file the character of a scalar's value stands. Folding, indentation and quotes move characters, so the
 * value and what was written are walked side by side, looking only at what is not white space: that never changes.
 */
export function offsetInScalar(text: string, node: Node | null, offset: number): number {
  const [start, end] = node?.range ?? [0, 0]
  if (!isScalar(node) || typeof node.value !== 'string') return start
  const written = text.slice(start, end)
  let at = contentStart(node, written)
  if (node.type === Scalar.QUOTE_DOUBLE && written.includes('\\')) return start + at
  let ahead = node.value.slice(0, offset).replace(/\s/g, '').length
  for (; at < written.length; at++) {
    if (/\s/.test(written[at] ?? '')) continue
    if (ahead === 0) break
    // A single quote within single quotes is written twice.
    if (node.type === Scalar.QUOTE_SINGLE && written[at] === "'") at++
    ahead--
  }
  return start + at
}

function contentStart(node: Scalar, written: string): number {
  if (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) return 1
  if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) return written.indexOf('\n') + 1
  return 0
}

function isNode(value: unknown): value is ParsedNode {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value)
}
