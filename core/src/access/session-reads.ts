import type { ASTNode } from '@marcbachmann/cel-js'
import { childrenOf } from './expression.ts'

/** What an expression looks at that only a session has. */
export interface SessionReads {
  readonly readsSession: boolean
  /** Places that are looked at although nobody asked `session.running` before; `offset` is in UTF-16 units. */
  readonly unguarded: readonly { readonly name: string; readonly offset: number }[]
  readonly sessionMinutes: readonly number[] | 'each'
}

/** Ten years; no session is older, and an instant can be computed. */
const longest = 5_256_000

const owners = new Set(['session', 'app', 'host'])

/**
 * `session.running` guards what stands beside it in an `&&`, behind it in a `?:`, and beside its contrary in an `||`:
 * only there is it certain that a session exists.
 */
export function sessionReads(root: ASTNode): SessionReads {
  const unguarded: { name: string; offset: number }[] = []
  const minutes: number[] = []
  let readsSession = false
  let each = false

  function visit(node: ASTNode, guarded: boolean, compared: boolean): void {
    const name = nameOf(node)
    if (name !== null) {
      readsSession = true
      if (name === 'session.running') return
      if (!guarded) unguarded.push({ name, offset: node.op === '.' ? node.args[0].pos : node.pos })
      if (name === 'session.minutes' || name === 'session') each ||= !compared
      return
    }
    if (node.op === '?:') {
      const [asked, then, otherwise] = node.args
      visit(asked, guarded, false)
      visit(then, guarded || runs(asked), false)
      visit(otherwise, guarded || isOver(asked), false)
      return
    }
    const inside = guarded || (node.op === '&&' && node.args.some(runs)) || (node.op === '||' && node.args.some(isOver))
    const limit = comparedWith(node)
    if (limit !== null && limit <= longest) minutes.push(limit, limit + 1)
    for (const child of childrenOf(node)) visit(child, inside, limit !== null)
  }

  visit(root, false, false)
  return { readsSession, unguarded, sessionMinutes: each ? 'each' : [...new Set(minutes)].sort((a, b) => a - b) }
}

/** `session.minutes`, or `session` where all of it is taken; null for everything else. */
function nameOf(node: ASTNode): string | null {
  if (node.op === 'id') return owners.has(node.args) ? node.args : null
  if (node.op !== '.' || node.args[0].op !== 'id' || !owners.has(node.args[0].args)) return null
  return `${node.args[0].args}.${node.args[1]}`
}

/** Whether this can be true only while a session is there. */
function runs(node: ASTNode): boolean {
  if (node.op === '&&') return node.args.some(runs)
  if (node.op === '||') return node.args.every(runs)
  if (node.op === '!_') return isOver(node.args)
  return nameOf(node) === 'session.running'
}

/** Whether this can be false only while a session is there. */
function isOver(node: ASTNode): boolean {
  if (node.op === '||') return node.args.some(isOver)
  if (node.op === '&&') return node.args.every(isOver)
  return node.op === '!_' && runs(node.args)
}

const comparisons = new Set<string>(['<', '<=', '>', '>=', '==', '!='])

/** The number that the minutes of a session are compared with here; null where this is something else. */
function comparedWith(node: ASTNode): number | null {
  if (!comparisons.has(node.op) || !Array.isArray(node.args)) return null
  const sides = node.args as readonly ASTNode[]
  const number = sides.find((side) => side.op === 'value' && typeof side.args === 'bigint')
  const isCompared = sides.some((side) => nameOf(side) === 'session.minutes')
  return number !== undefined && isCompared ? Number(number.args) : null
}
