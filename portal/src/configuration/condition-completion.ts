import { conditionFunctions, conditionVariables } from '@nahtlos/contract/access/condition-names'
import type { Suggestion } from './schema-completion.ts'

/** Variables whose values are ids of documents of a kind. */
const idsAt: Readonly<Record<string, string>> = {
  'zone.id': 'Zone',
  'person.department': 'Department',
  'app.id': 'App',
  'host.pool': 'Pool',
}

/**
 * What can go on at the end of a CEL expression that is being written: variables and functions, fields behind a dot,
 * and within quotes the ids that the variable beside can have.
 */
export function conditionSuggestions(expression: string, idsOf: (kind: string) => readonly string[]): Suggestion[] {
  const quoted = /"([\w-]*)$/.exec(expression)
  if (quoted !== null && isOpen(expression)) {
    const before = expression.slice(0, quoted.index)
    const variable = /([\w.]+)\s*[=!]=\s*$/.exec(before)?.[1]
    // `"…" in person.groups` is the only text that begins a comparison.
    const kind =
      variable === undefined ? (/(?:^|&&|\|\||!|(?:^|\W)\()\s*$/.test(before) ? 'Group' : undefined) : idsAt[variable]
    return (kind === undefined ? [] : idsOf(kind)).map((label) => ({ label, kind: 'value' }))
  }
  if (isOpen(expression)) return []
  const owner = /(\w+)\.\w*$/.exec(expression)?.[1]
  if (owner !== undefined) {
    const fields = (conditionVariables as Readonly<Record<string, string | object>>)[owner]
    return typeof fields === 'object' ? Object.keys(fields).map((label) => ({ label, kind: 'value' })) : []
  }
  return [
    ...Object.keys(conditionVariables).map((label): Suggestion => ({ label, kind: 'value' })),
    ...Object.entries(conditionFunctions).map(
      ([name, example]): Suggestion => ({
        label: `${name}(${example})`,
        kind: 'value',
      }),
    ),
  ].sort((a, b) => (a.label < b.label ? -1 : 1))
}

/** Whether a text in double quotes has begun and not ended. */
function isOpen(expression: string): boolean {
  return (expression.replaceAll(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1
}
