import { createScanner, type Node } from 'jsonc-parser'
import { keyPath, type ValueChanges } from './format.ts'

/**
 * Makes changes in a JSON text, in one pass: the texts of values are put in as they are, and what is not changed stays
 * as it was, comments and white space too. A comment before a member that is removed goes with it. New members come
 * last, in the manner of their neighbours. An object that loses its last member stays, empty.
 *
 * @param root the text's tree, an object without a name twice
 * @returns null where something would be a value and an object at once
 */
export function spliceJson(text: string, root: Node, changes: ValueChanges): string | null {
  const change = changeTree(changes)
  const manner = mannerOf(text, root)
  const edits: Edit[] = []
  if (!changeValue({ text, manner, edits }, root, change, '')) return null
  let written = ''
  let at = 0
  for (const { start, end, next } of edits) {
    written += text.slice(at, start) + next
    at = end
  }
  return written + text.slice(at)
}

interface Change {
  /** The value to set, null to remove it; undefined where it is none of this change's business. */
  value: string | null | undefined
  readonly below: Map<string, Change>
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly next: string
}

/** How the file is written, for what is new in it. */
interface Manner {
  readonly lineEnd: string
  /** One step to the right; null where everything stands in one line. */
  readonly step: string | null
  readonly colon: string
  readonly comma: string
}

interface Work {
  readonly text: string
  readonly manner: Manner
  /** In the order of the text. */
  readonly edits: Edit[]
}

function changeTree(changes: ValueChanges): Change {
  const root: Change = { value: undefined, below: new Map() }
  for (const [name, value] of changes) {
    let at = root
    for (const step of keyPath(name)) {
      const next = at.below.get(step) ?? { value: undefined, below: new Map() }
      at.below.set(step, next)
      at = next
    }
    at.value = value
  }
  return root
}

/** Whether something is set here or below. */
function sets(change: Change): boolean {
  return typeof change.value === 'string' || [...change.below.values()].some(sets)
}

/** False where the change contradicts itself or what is there. */
function changeValue(work: Work, node: Node, change: Change, indent: string): boolean {
  const [start, end] = [node.offset, node.offset + node.length]
  const setsBelow = [...change.below.values()].some(sets)
  if (typeof change.value === 'string') {
    if (setsBelow || !isCovered(node, change)) return false
    work.edits.push({ start, end, next: change.value })
    return true
  }
  if (node.type === 'object') return changeMembers(work, node, change, indent)
  // A value that stays cannot have anything below it; one that goes gives way to an object.
  if (setsBelow && change.value === undefined) return false
  if (setsBelow) work.edits.push({ start, end, next: newObject(work, change, indent) })
  return true
}

/** Whether all that an object holds is removed by the change, so that nothing is lost when a value takes its place. */
function isCovered(node: Node, change: Change): boolean {
  return membersOf(node).every(({ name, value }) => {
    const below = change.below.get(name)
    if (below === undefined) return false
    return membersOf(value).length > 0 ? isCovered(value, below) : below.value === null
  })
}

interface Member {
  readonly name: string
  readonly value: Node
  readonly start: number
  readonly end: number
}

function membersOf(node: Node): Member[] {
  if (node.type !== 'object') return []
  return (node.children ?? []).flatMap((member) => {
    const [name, value] = member.children ?? []
    if (name === undefined || value === undefined) return []
    return [{ name: String(name.value), value, start: member.offset, end: value.offset + value.length }]
  })
}

function changeMembers(work: Work, node: Node, change: Change, indent: string): boolean {
  const { text, edits } = work
  const members = membersOf(node)
  const known = new Set(members.map(({ name }) => name))
  const lay = layOf(work, node, members, indent)
  const added = [...change.below].filter(([name, below]) => !known.has(name) && sets(below))
  const isGone = ({ name, value }: Member) => {
    const below = change.below.get(name)
    return below?.value === null && !sets(below) && membersOf(value).length === 0
  }
  const lastKept = members.findLastIndex((member) => !isGone(member))
  const open = node.offset + 1
  const fresh = () => added.map(([name, below]) => newMember(work, name, below, lay.indent))
  let next = lastKept < 0 && added.length > 0 ? lay.first + fresh().join(lay.between) : ''
  let keptBefore = false
  let from = open
  for (const [at, member] of members.entries()) {
    if (isGone(member)) {
      edits.push({ start: from, end: member.end, next })
      next = ''
      if (!keptBefore && at < lastKept) from = dropComma(work, member.end)
      else from = member.end
      continue
    }
    const below = change.below.get(member.name)
    if (below !== undefined && !changeValue(work, member.value, below, lay.indent)) return false
    keptBefore = true
    from = member.end
    if (at === lastKept && added.length > 0) {
      edits.push({ start: from, end: from, next: lay.between + fresh().join(lay.between) })
    }
  }
  if (members.length === 0 && next !== '') edits.push({ start: open, end: open, next })
  const close = node.offset + node.length - 1
  const isNewlyFilled = lastKept < 0 && added.length > 0 && !text.slice(from, close).includes('\n')
  if (isNewlyFilled) edits.push({ start: close, end: close, next: lay.last })
  return true
}

/** The first members are gone: the comma behind them goes too. Answers where the text goes on. */
function dropComma({ text, edits }: Work, from: number): number {
  const scanner = createScanner(text, true)
  scanner.setPosition(from)
  scanner.scan()
  const comma = scanner.getTokenOffset()
  if (text[comma] !== ',') return from
  edits.push({ start: comma, end: comma + 1, next: '' })
  return comma + 1
}

interface Lay {
  readonly indent: string
  readonly first: string
  readonly between: string
  readonly last: string
}

/** How members stand in this object. */
function layOf({ text, manner }: Work, node: Node, members: readonly Member[], indent: string): Lay {
  const [first] = members
  const before = first === undefined ? null : text.slice(node.offset + 1, first.start)
  const isInLine = before === null ? manner.step === null : !before.includes('\n')
  if (isInLine) return { indent, first: '', between: manner.comma, last: '' }
  const found = before === null ? null : /\n([ \t]*)$/.exec(before)
  const own = found?.[1] ?? indent + (manner.step ?? '')
  const line = manner.lineEnd + own
  return { indent: own, first: line, between: `,${line}`, last: manner.lineEnd + indent }
}

function newMember(work: Work, name: string, change: Change, indent: string): string {
  const value = typeof change.value === 'string' ? change.value : newObject(work, change, indent)
  return JSON.stringify(name) + work.manner.colon + value
}

function newObject(work: Work, change: Change, indent: string): string {
  const { lineEnd, step, comma } = work.manner
  const inner = step === null ? indent : indent + step
  const members = [...change.below]
    .filter(([, below]) => sets(below))
    .map(([name, below]) => newMember(work, name, below, inner))
  if (step === null) return `{${members.join(comma)}}`
  return `{${lineEnd}${inner}${members.join(`,${lineEnd}${inner}`)}${lineEnd}${indent}}`
}

function mannerOf(text: string, root: Node): Manner {
  const [one, two] = membersOf(root)
  const colon = one === undefined ? ': ' : (/"(\s*:\s*)$/.exec(text.slice(one.start, one.value.offset))?.[1] ?? ': ')
  const comma = one === undefined || two === undefined ? null : /^,[ \t]*$/.exec(text.slice(one.end, two.start))
  const step = /\n([ \t]+)\S/.exec(text)?.[1]
  return {
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    step: text.trim().includes('\n') ? (step ?? '  ') : null,
    colon,
    comma: comma?.[0] ?? (colon.endsWith(' ') ? ', ' : ','),
  }
}
