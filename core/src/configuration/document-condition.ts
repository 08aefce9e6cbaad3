import { Environment } from '@marcbachmann/cel-js'
import type { ConfigurationDocument } from '@nahtlos/contract/configuration/document'
import type { Text } from '@nahtlos/contract/text'
import { conditionText, notBoolean } from '../access/condition-text.ts'

/** Small, because it is asked for each changed document of a publication. */
const limits = { maxAstNodes: 200, maxDepth: 16, maxListElements: 100, maxMapEntries: 10, maxCallArguments: 4 }

/** The document's shape depends on its kind, so its fields are looked up when the condition is evaluated. */
const environment = new Environment({ limits, unlistedVariablesAreDyn: false }).registerVariable('document', 'dyn')

export type DocumentCondition = (document: ConfigurationDocument) => boolean

/**
 * Compiles a condition over `document`, such as `document.bounds.idleMinutes <= 30`. What cannot be evaluated, because
 * a key is missing for example, counts as not met. Answers what is wrong with the text where it is no condition.
 */
export function documentCondition(text: string): DocumentCondition | { readonly fault: Text } {
  const checked = environment.check(text)
  if (!checked.valid) return { fault: conditionText(checked.error) }
  if (checked.type !== 'bool' && checked.type !== 'dyn') return { fault: notBoolean(checked.type ?? 'dyn') }
  const program = environment.parse(text)
  return (document) => {
    try {
      return program({ document: withIntegers(document) }) === true
    } catch {
      // Whatever cannot be said of this document is not what the city left open.
      return false
    }
  }
}

/** CEL compares whole numbers as integers, which are `bigint` to the evaluator. */
function withIntegers(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value)
  if (Array.isArray(value)) return value.map(withIntegers)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withIntegers(child)]))
  return value
}
