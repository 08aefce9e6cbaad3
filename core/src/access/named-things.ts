import type { ASTNode } from '@marcbachmann/cel-js'
import { StaffRole } from '@nahtlos/contract/access/context'
import { CalendarDate } from '@nahtlos/contract/identifiers'
import { RequestKind, WorkType } from '@nahtlos/contract/programme/work-type'
import type { Text } from '@nahtlos/contract/text'
import { childrenOf } from './expression.ts'

/** What a text in a condition is the name of. */
export type ThingKind = 'App' | 'Department' | 'Group' | 'Host' | 'Listener' | 'Pool' | 'Zone'

/** A name that a condition compares with; `offset` is in UTF-16 units. */
export interface NamedThing {
  readonly kind: ThingKind
  readonly id: string
  readonly offset: number
}

/** A value that what it is compared with never has. */
export interface StrangeValue {
  readonly offset: number
  readonly message: Text
}

interface Names {
  readonly things: NamedThing[]
  readonly strange: StrangeValue[]
}

/** Parts of what conditions look at, about people (`context-schema.ts`) and about requests (`chain-condition.ts`). */
const things: Readonly<Record<string, ThingKind>> = {
  'app.id': 'App',
  'person.department': 'Department',
  'person.groups': 'Group',
  'request.department': 'Department',
  'host.id': 'Host',
  listener: 'Listener',
  'host.pool': 'Pool',
  'zone.id': 'Zone',
}

const texts: Readonly<Record<string, readonly string[]>> = {
  'agreement.protectionNeed': ['none', 'normal', 'high'],
  'person.roles': StaffRole.options,
  'request.kind': RequestKind.options,
  'request.protectionNeed': ['normal', 'high'],
  'request.type': WorkType.options,
}

const numbers: Readonly<Record<string, readonly [number, number]>> = {
  'time.weekday': [1, 7],
  'time.hour': [0, 23],
  'time.minute': [0, 59],
}

const lists = new Set(['person.groups', 'person.roles'])
const comprehensions = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])

/** What stands for what inside a comprehension: an entry of a list of the context, or one of the texts written down. */
type Meaning = { readonly entryOf: string } | { readonly oneOf: readonly ASTNode[] }
type Bound = ReadonlyMap<string, Meaning>

/**
 * The names that an expression compares parts of its context with, by `==`, `!=`, `in` or in a comprehension, and the
 * values that these parts never have: whoever mistypes one would have a rule that never holds, or always.
 */
export function namesIn(root: ASTNode): Names {
  const found: Names = { things: [], strange: [] }
  visit(root, new Map(), found)
  return found
}

function visit(node: ASTNode, bound: Bound, found: Names): void {
  if (node.op === '==' || node.op === '!=') {
    const [one, other] = node.args
    compare(one, other, bound, found)
    compare(other, one, bound, found)
  }
  if (node.op === 'in') {
    const [entry, list] = node.args
    const part = partOf(list, bound)
    if (part !== null && lists.has(part)) for (const value of valuesOf(entry, bound)) meet(part, value, found)
    else compare(entry, list, bound, found)
  }
  const [list, variable, ...body] = node.op === 'rcall' && comprehensions.has(node.args[0]) ? childrenOf(node) : []
  if (list === undefined || variable?.op !== 'id') {
    for (const child of childrenOf(node)) visit(child, bound, found)
    return
  }
  visit(list, bound, found)
  const part = partOf(list, bound)
  const meaning: Meaning = part !== null && lists.has(part) ? { entryOf: part } : { oneOf: valuesOf(list, bound) }
  for (const child of body) visit(child, new Map(bound).set(variable.args, meaning), found)
}

/** One side is a part of the context, or an entry of such a list: the other says which names it is looked for. */
function compare(side: ASTNode, other: ASTNode, bound: Bound, found: Names): void {
  const entry = side.op === '[]' ? partOf(side.args[0], bound) : null
  const part = entry !== null && lists.has(entry) ? entry : partOf(side, bound)
  if (part !== null) for (const value of valuesOf(other, bound)) meet(part, value, found)
}

function meet(part: string, value: ASTNode, { things: named, strange }: Names): void {
  if (value.op !== 'value') return
  const { args: written, pos: offset } = value
  const kind = things[part]
  // No app at all is a whole desktop.
  if (typeof written === 'string' && kind !== undefined && !(kind === 'App' && written === ''))
    named.push({ kind, id: written, offset })
  const choices = texts[part]
  if (typeof written === 'string' && choices !== undefined && !choices.includes(written))
    strange.push({ offset, message: never(part, `"${written}"`, choices.join(', ')) })
  const [least, most] = numbers[part] ?? []
  if (typeof written === 'bigint' && least !== undefined && most !== undefined && (written < least || written > most))
    strange.push({ offset, message: never(part, String(written), `${least}–${most}`) })
  if (typeof written === 'string' && part === 'time.date' && !CalendarDate.safeParse(written).success)
    strange.push({ offset, message: never(part, `"${written}"`, '2026-03-02') })
}

function never(part: string, value: string, possible: string): Text {
  return {
    de: `${part} ist nie ${value}; möglich ist: ${possible}`,
    en: `${part} is never ${value}; possible is: ${possible}`,
  }
}

/** `zone.id`, `listener`, or the list that an entry in a comprehension is of; null for everything else. */
function partOf(node: ASTNode, bound: Bound): string | null {
  if (node.op === 'id') {
    const meaning = bound.get(node.args)
    if (meaning !== undefined) return 'entryOf' in meaning ? meaning.entryOf : null
    return node.args
  }
  return node.op === '.' && node.args[0].op === 'id' && !bound.has(node.args[0].args)
    ? `${node.args[0].args}.${node.args[1]}`
    : null
}

/** The values that are written down here: one, those of a list, or those that a variable goes through. */
function valuesOf(node: ASTNode, bound: Bound): readonly ASTNode[] {
  if (node.op === 'value') return [node]
  if (node.op === 'list') return childrenOf(node).flatMap((child) => valuesOf(child, bound))
  if (node.op === '?:') return [node.args[1], node.args[2]].flatMap((child) => valuesOf(child, bound))
  const meaning = node.op === 'id' ? bound.get(node.args) : undefined
  return meaning !== undefined && 'oneOf' in meaning ? meaning.oneOf : []
}
