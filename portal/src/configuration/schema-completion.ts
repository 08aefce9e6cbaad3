import { conditionSuggestions } from './condition-completion.ts'
import { type FlowPlace, flowPlace } from './flow-place.ts'

/** What can stand at a place of a YAML document, by its JSON Schema. */
export interface Suggestion {
  readonly label: string
  readonly kind: 'key' | 'value'
}

type Schema = Readonly<Record<string, unknown>>

/**
 * Keys where a key is being written, values where one is. The kind of the document is that of its `kind:` line; nesting
 * is read from the indentation, so half-written documents get suggestions, too.
 *
 * @param before the text up to the cursor
 * @param document the whole YAML document that the cursor stands in
 */
export function suggestionsAt(
  root: Schema,
  before: string,
  document: string,
  idsOf: (kind: string) => readonly string[] = () => [],
): Suggestion[] {
  const expression = expressionAt(before)
  if (expression !== null) return conditionSuggestions(expression, idsOf)
  const chosen = variantsOf(root).filter((schema) => fits(schema, document))
  const flow = flowPlace(before)
  if (flow !== null) return flowSuggestions(root, chosen, flow, document, idsOf)
  const lines = before.split('\n')
  const line = lines.at(-1) ?? ''
  const path = pathOf(lines)
  const value = /^\s*(?:- )?([\w-]+):\s*[\w-]*$/.exec(line)
  const schemas = chosen.flatMap((schema) => at(root, schema, path))
  if (value?.[1] !== undefined) return valuesBehind(root, schemas, value[1], document, idsOf)
  return /^\s*(?:- )?[\w-]*$/.test(line) ? keysOf(schemas) : []
}

type IdsOf = (kind: string) => readonly string[]

function flowSuggestions(
  root: Schema,
  chosen: readonly Schema[],
  { before, keys, entry, inList, written }: FlowPlace,
  document: string,
  idsOf: IdsOf,
): Suggestion[] {
  const lines = before.split('\n')
  const begun = /^\s*(?:- )*([\w-]+):\s*$/.exec(lines.at(-1) ?? '')?.[1]
  const path = [...pathOf(lines), ...(begun === undefined ? [] : [begun]), ...keys]
  const last = path.at(-1)
  if (inList) {
    const owners = chosen.flatMap((schema) => at(root, schema, path.slice(0, -1)))
    return last !== undefined && /^\s*[\w-]*$/.test(entry) ? valuesBehind(root, owners, last, document, idsOf) : []
  }
  const found = chosen.flatMap((schema) => at(root, schema, path)).filter((schema) => agrees(schema, written))
  const value = /^\s*([\w-]+):\s+[\w-]*$/.exec(entry)?.[1]
  if (value !== undefined) return valuesBehind(root, found, value, document, idsOf)
  return /^\s*[\w-]*$/.test(entry) ? keysOf(found) : []
}

/** Whether nothing that is written already contradicts what the schema says is so: `action: drive` is no printer. */
function agrees(schema: Schema, written: ReadonlyMap<string, string>): boolean {
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  return [...written].every(([key, value]) => properties[key]?.const === undefined || properties[key].const === value)
}

function valuesBehind(
  root: Schema,
  schemas: readonly Schema[],
  key: string,
  document: string,
  idsOf: IdsOf,
): Suggestion[] {
  const values = schemas.flatMap((schema) => at(root, schema, [key])).flatMap((schema) => valuesOf(root, schema))
  const kind = key === 'extends' ? /^kind:\s*(\w+)/m.exec(document)?.[1] : named[key]
  return unique([...values, ...(kind === undefined ? [] : idsOf(kind))]).map((label) => ({ label, kind: 'value' }))
}

function keysOf(schemas: readonly Schema[]): Suggestion[] {
  const keys = schemas.flatMap((schema) => Object.keys((schema.properties ?? {}) as Schema))
  return unique(keys).map((label) => ({ label, kind: 'key' }))
}

/** The expression that is being written behind `when:` or `condition:`, on its line or folded below it; else null. */
function expressionAt(before: string): string | null {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const own = /^\s*(?:- )?(?:\{.*,?\s*)?(?:when|condition):\s+(?![>|])(.*)$/.exec(line)?.[1]
  if (own !== undefined) return own.replace(/^'/, '').replaceAll("''", "'")
  const folded = /(?:^|\n)( *)(?:- )?(?:when|condition):\s*[>|]-?\s*\n((?:\1 +.*\n)*\1 +.*)$/.exec(before)
  return folded?.[2]?.replaceAll(/\s*\n\s*/g, ' ').trimStart() ?? null
}

/** Keys whose values are ids of documents of a kind. */
const named: Readonly<Record<string, string>> = {
  app: 'App',
  apps: 'App',
  department: 'Department',
  departments: 'Department',
  groups: 'Group',
  icons: 'App',
  launchers: 'App',
  pool: 'Pool',
  pools: 'Pool',
  published: 'App',
  settings: 'SettingsTemplate',
  template: 'SettingsTemplate',
  workspaces: 'Workspace',
}

/** The part of a file between the `---` lines around the cursor. */
export function documentAround(text: string, position: number): string {
  const start = text.lastIndexOf('\n---', Math.max(0, position - 1))
  const end = text.indexOf('\n---', position)
  return text.slice(start < 0 ? 0 : text.indexOf('\n', start + 1) + 1, end < 0 ? text.length : end)
}

function variantsOf(schema: Schema): Schema[] {
  const inner = [...asList(schema.anyOf), ...asList(schema.oneOf)]
  return inner.length === 0 ? [schema] : inner.flatMap(variantsOf)
}

/** A document without a kind may become any; `effect` tells the variants of access rules apart. */
function fits(schema: Schema, document: string): boolean {
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  return ['kind', 'effect'].every((key) => {
    const written = new RegExp(`^${key}:\\s*([\\w-]+)\\s*$`, 'm').exec(document)?.[1]
    const wanted = properties[key]?.const
    return written === undefined || wanted === undefined || wanted === written
  })
}

/** The keys above the last line, by indentation. */
function pathOf(lines: readonly string[]): string[] {
  const path: string[] = []
  const last = lines.at(-1) ?? ''
  let indentation = /^\s*(?:- )?/.exec(last)?.[0].length ?? 0
  for (const line of lines.slice(0, -1).reverse()) {
    if (line.startsWith('---')) break
    const found = /^(\s*(?:- )?)([\w-]+):/.exec(line)
    if (found === null || (found[1] ?? '').length >= indentation) continue
    path.unshift(found[2] ?? '')
    indentation = (found[1] ?? '').length
    if (indentation === 0) break
  }
  return path
}

function at(root: Schema, schema: Schema, path: readonly string[]): Schema[] {
  let schemas = [schema]
  for (const step of path)
    schemas = schemas
      .flatMap((one) => resolved(root, one))
      .flatMap((one) => {
        const child = ((one.properties ?? {}) as Record<string, Schema>)[step]
        return child === undefined ? [] : [child]
      })
  return schemas.flatMap((one) => resolved(root, one))
}

/** Follows references, alternatives and lists. */
function resolved(root: Schema, schema: Schema): Schema[] {
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .split('/')
      .slice(1)
      .reduce<unknown>((value, step) => (value as Schema | undefined)?.[step], root)
    return resolved(root, (target ?? {}) as Schema)
  }
  if (schema.items !== undefined) return resolved(root, schema.items as Schema)
  const inner = [...asList(schema.anyOf), ...asList(schema.oneOf)]
  return inner.length === 0 ? [schema] : inner.flatMap((one) => resolved(root, one))
}

function valuesOf(root: Schema, schema: Schema): string[] {
  return resolved(root, schema).flatMap((one) => {
    if (one.const !== undefined) return [String(one.const)]
    if (Array.isArray(one.enum)) return one.enum.map(String)
    return one.type === 'boolean' ? ['true', 'false'] : []
  })
}

function asList(value: unknown): Schema[] {
  return Array.isArray(value) ? (value as Schema[]) : []
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort()
}
