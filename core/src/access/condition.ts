import { type ASTNode, TypeError as CelTypeError, EvaluationError, ParseError } from '@marcbachmann/cel-js'
import type { Text } from '@nahtlos/contract/text'
import { closest } from '../configuration/suggestion.ts'
import { parseHours, parsePattern } from './condition-functions.ts'
import { conditionText, notBoolean } from './condition-text.ts'
import { type ContextVariables, conditionEnvironment, contextSchema, evaluateWith } from './context-schema.ts'
import { childrenOf } from './expression.ts'
import { type NamedThing, namesIn } from './named-things.ts'
import { parseNetwork } from './network.ts'
import { sessionReads } from './session-reads.ts'

/** A condition that could not be evaluated has no value but an error, in words. */
export type ConditionValue = boolean | { readonly error: string }

/** A compiled condition: parsed, type-checked, and found harmless. */
export interface CompiledCondition {
  readonly text: string
  /** The variables it looks at, e.g. `time.hour`; a whole group, e.g. `time`, where it takes that. */
  readonly reads: ReadonlySet<string>
  /** Minutes of the day at which the hours that it names begin or end. */
  readonly boundaries: readonly number[]
  /** Groups, zones, apps and so on that it names, each with where that stands in the text. */
  readonly names: readonly NamedThing[]
  /** Whether it looks at a session, or at what is known in one only. */
  readonly readsSession: boolean
  /** Where it looks at what only a session has, without having asked `session.running`. */
  readonly unguarded: readonly { readonly name: string; readonly offset: number }[]
  /** Minutes of a session at which it may change; `each` where it does more than to compare them with a number. */
  readonly sessionMinutes: readonly number[] | 'each'
  evaluate(variables: ContextVariables): ConditionValue
}

/** What is wrong with a condition; `offset` counts UTF-16 units from its beginning. */
export interface ConditionFault {
  readonly offset: number
  readonly message: Text
}

export type Compiled =
  | { readonly ok: true; readonly condition: CompiledCondition }
  | { readonly ok: false; readonly faults: readonly ConditionFault[] }

/** Parses and type-checks a CEL expression over the variables of `context-schema.ts`. */
export function compileCondition(text: string): Compiled {
  const checked = conditionEnvironment.check(text)
  if (!checked.valid) {
    const error = checked.error
    return refused(error?.range?.start ?? 0, explain(error, text))
  }
  if (checked.type !== 'bool') return refused(0, notBoolean(checked.type ?? 'dyn'))
  const program = conditionEnvironment.parse(text)
  const survey = surveyOf(program.ast)
  if (survey.faults.length > 0) return { ok: false, faults: survey.faults }
  const { reads, boundaries, names } = survey
  const { unguarded, ...session } = sessionReads(program.ast)
  // Many rules say the same, and one decision asks each of them: it is evaluated once for the same facts.
  let last: ContextVariables | null = null
  let value: ConditionValue = false
  return {
    ok: true,
    condition: {
      text,
      reads,
      boundaries,
      names,
      unguarded,
      ...session,
      evaluate(variables) {
        if (variables !== last) {
          value = run(program as unknown as Program, variables)
          last = variables
        }
        return value
      },
    },
  }
}

type Program = (context: ContextVariables) => unknown

function run(program: Program, variables: ContextVariables): ConditionValue {
  try {
    const value = evaluateWith(variables, program)
    return typeof value === 'boolean' ? value : { error: 'the value is neither true nor false' }
  } catch (error) {
    // Whatever goes wrong inside a condition is a value here, so that the caller decides to deny.
    if (error instanceof EvaluationError || error instanceof ParseError || error instanceof CelTypeError)
      return { error: error.summary }
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function refused(offset: number, message: Text): Compiled {
  return { ok: false, faults: [{ offset, message }] }
}

/** Adds to a message of the checker what was probably meant. */
function explain(error: ParseError | CelTypeError | undefined, text: string): Text {
  const summary = error?.summary ?? ''
  const variable = /^Unknown variable: (\w+)$/.exec(summary)?.[1]
  if (variable !== undefined) {
    const names = Object.keys(contextSchema)
    const near = closest(variable, names)
    return {
      de: `die Variable "${variable}" gibt es nicht${near.de}; möglich sind ${names.join(', ')}`,
      en: `there is no variable "${variable}"${near.en}; there are ${names.join(', ')}`,
    }
  }
  const field = /^No such key: (\w+)$/.exec(summary)?.[1]
  if (field !== undefined) {
    const owner = /(\w+)\s*\.\s*$/.exec(text.slice(0, error?.range?.start ?? 0))?.[1] ?? ''
    const schema: Record<string, unknown> = contextSchema
    const fields = Object.keys(schema[owner] ?? {})
    const near = closest(field, fields)
    return {
      de: `${owner} hat kein Feld "${field}"${near.de}; möglich sind ${fields.join(', ')}`,
      en: `${owner} has no field "${field}"${near.en}; it has ${fields.join(', ')}`,
    }
  }
  return conditionText(error)
}

const comprehensions = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

/** Calls that are refused, each with its reason. */
const refusedCalls: Readonly<Record<string, Text>> = {
  matches: {
    de: 'matches ist nicht erlaubt, weil ein Muster Sekunden brauchen kann; nehmen Sie fits(text, "muster")',
    en: 'matches is not allowed, because a pattern can take seconds; use fits(text, "pattern"), whose time is linear',
  },
  dyn: {
    de: 'dyn ist nicht erlaubt, weil es die Prüfung der Typen abschaltet',
    en: 'dyn is not allowed, because it switches the type check off',
  },
  bind: {
    de: 'cel.bind ist nicht erlaubt; schreiben Sie den Wert dorthin, wo er gebraucht wird',
    en: 'cel.bind is not allowed; write the value where it is used',
  },
}

interface Survey {
  readonly reads: Set<string>
  readonly boundaries: number[]
  readonly names: readonly NamedThing[]
  readonly faults: ConditionFault[]
}

/** Walks the expression: what it reads, and what is refused in it although its types are right. */
function surveyOf(root: ASTNode): Survey {
  const reads = new Set<string>()
  const boundaries: number[] = []
  const faults: ConditionFault[] = []
  const fault = (offset: number, de: string, en: string) => faults.push({ offset, message: { de, en } })

  function visit(node: ASTNode, depth: number): void {
    if (node.op === 'id') {
      reads.add(node.args)
      return
    }
    if (node.op === '.' && node.args[0].op === 'id' && Object.hasOwn(contextSchema, node.args[0].args)) {
      reads.add(`${node.args[0].args}.${node.args[1]}`)
      return
    }
    let inner = depth
    if (node.op === 'call' || node.op === 'rcall') {
      const reason = Object.hasOwn(refusedCalls, node.args[0]) ? refusedCalls[node.args[0]] : undefined
      if (reason !== undefined) faults.push({ offset: node.pos, message: reason })
      if (node.op === 'rcall' && comprehensions.has(node.args[0])) inner += 1
      if (inner > 2)
        fault(
          node.pos,
          `${node.args[0]} ist mehr als zweimal verschachtelt`,
          `${node.args[0]} is nested more than twice`,
        )
      if (node.op === 'call') checkCall(node.args[0], node.args[1], node.pos)
    }
    for (const child of childrenOf(node)) visit(child, inner)
  }

  function checkCall(name: string, args: readonly ASTNode[], pos: number): void {
    if (name === 'inCidr') checkNetwork(args[1])
    if (name === 'onHomeDay') reads.add('agreement.today')
    if (name === 'within') {
      const hours = parseHours(literal(args[0]) ?? '')
      if (hours === null)
        fault(
          args[0]?.pos ?? pos,
          'within braucht Uhrzeiten wie "07:00-19:00"',
          'within needs hours such as "07:00-19:00"',
        )
      else boundaries.push(hours.from, hours.until)
    }
    if (name === 'fits') {
      const pattern = literal(args[1])
      const offset = args[1]?.pos ?? pos
      if (pattern === null)
        fault(
          offset,
          'das Muster von fits muss als Text dastehen',
          'the pattern of fits has to be written down as a text',
        )
      else if (parsePattern(pattern) === null)
        fault(offset, `"${pattern}" ist kein Muster von RE2`, `"${pattern}" is not a pattern of RE2`)
    }
  }

  function checkNetwork(node: ASTNode | undefined): void {
    if (node?.op !== 'value' || typeof node.args !== 'string' || parseNetwork(node.args) !== null) return
    fault(
      node.pos,
      `"${node.args}" ist kein Netz wie 10.0.0.0/8 oder 2001:db8::/32`,
      `"${node.args}" is not a network such as 10.0.0.0/8 or 2001:db8::/32`,
    )
  }

  visit(root, 0)
  const { things: names, strange } = namesIn(root)
  faults.push(...strange)
  const steps = costOf(root)
  if (faults.length === 0 && steps > mostSteps)
    faults.push({
      offset: root.pos,
      message: {
        de: `das kann ${steps} Schritte kosten, und mehr als ${mostSteps} halten alle auf; kürzen Sie die Listen, oder stellen Sie weniger ineinander`,
        en: `this may take ${steps} steps, and more than ${mostSteps} hold everybody up; write shorter lists, or fewer within each other`,
      },
    })
  return { reads, boundaries, names, faults }
}

/** A step is a node that is evaluated; two thousand of them take well below a millisecond. */
const mostSteps = 2_000
/** Nobody's list of groups or roles is longer, as far as the estimate goes. */
const longestList = 40

/** How many steps an expression takes at most: what stands in a comprehension counts once for each entry. */
function costOf(node: ASTNode): number {
  const children = childrenOf(node)
  const plain = 1 + children.reduce((sum, child) => sum + costOf(child), 0)
  if (node.op === 'rcall' && comprehensions.has(node.args[0])) {
    const [list, ...body] = children
    const inner = body.reduce((sum, child) => sum + costOf(child), 0)
    return 1 + (list === undefined ? 0 : costOf(list)) + entriesOf(list) * inner
  }
  if (node.op === 'in') return plain + entriesOf(children[1])
  return plain
}

function entriesOf(list: ASTNode | undefined): number {
  return list?.op === 'list' ? childrenOf(list).length : longestList
}

function literal(node: ASTNode | undefined): string | null {
  return node?.op === 'value' && typeof node.args === 'string' ? node.args : null
}
