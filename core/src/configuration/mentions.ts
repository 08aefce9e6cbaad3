import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import { compileCondition } from '../access/condition.ts'
import type { Configuration } from './configuration.ts'

/** By which keys documents name those of a kind. */
const keys: Readonly<Partial<Record<DocumentKind, readonly string[]>>> = {
  App: ['app', 'apps', 'icons', 'launchers', 'published'],
  Department: ['department', 'departments'],
  Group: ['extends', 'groups'],
  Pool: ['pool', 'pools'],
  SettingsTemplate: ['settings', 'template'],
  Workspace: ['extends', 'workspaces'],
}

function isNamedIn(condition: string, kind: DocumentKind, id: string): boolean {
  if (!condition.includes(id)) return false
  const compiled = compileCondition(condition)
  return compiled.ok && compiled.condition.names.some((name) => name.kind === kind && name.id === id)
}

/** The documents that name this one, in the order of their names: what would be concerned if it went. */
export function mentionsOf(configuration: Configuration, kind: DocumentKind, id: string): string[] {
  return [...configuration.all]
    .filter(([name, document]) => name !== `${kind}/${id}` && mentions(document, document, kind, id))
    .map(([name]) => name)
}

function mentions(document: ConfigurationDocument, value: unknown, kind: DocumentKind, id: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, child]: [string, unknown]) => {
    if (key === 'when' || key === 'condition') return typeof child === 'string' && isNamedIn(child, kind, id)
    if (keys[kind]?.includes(key) && (key !== 'extends' || document.kind === kind))
      return child === id || (Array.isArray(child) && child.includes(id)) || mentions(document, child, kind, id)
    return mentions(document, child, kind, id)
  })
}
