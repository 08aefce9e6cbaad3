import { Grant, Limit, Withhold } from '@nahtlos/contract/configuration/access-rule'
import { App } from '@nahtlos/contract/configuration/app'
import { City } from '@nahtlos/contract/configuration/city'
import { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import { Department } from '@nahtlos/contract/configuration/department'
import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import { Equipment } from '@nahtlos/contract/configuration/equipment'
import { Group } from '@nahtlos/contract/configuration/group'
import { HomeWorkplace } from '@nahtlos/contract/configuration/home-workplace'
import { Notifications } from '@nahtlos/contract/configuration/notifications'
import { Pool } from '@nahtlos/contract/configuration/pool'
import { ProgramRule } from '@nahtlos/contract/configuration/program-rule'
import { Programme, ProgrammeVariant } from '@nahtlos/contract/configuration/programme'
import { Retention } from '@nahtlos/contract/configuration/retention'
import { Role } from '@nahtlos/contract/configuration/role'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import { Workspace } from '@nahtlos/contract/configuration/workspace'
import { Zone } from '@nahtlos/contract/configuration/zone'
import type { Node } from 'yaml'
import type { z } from 'zod'
import { keyAt, nodeAt, offsetInScalar, placeAt, startOf } from './place.ts'
import type { RawDocument } from './read-documents.ts'
import { keysAt } from './schema-keys.ts'
import { closest } from './suggestion.ts'

/** A document whose own shape is right; what it refers to is checked later. */
export interface CheckedDocument {
  readonly raw: RawDocument
  readonly document: ConfigurationDocument
  /** `Workspace/sozialamt` */
  readonly name: string
}

const schemas: Readonly<Record<DocumentKind, z.ZodType>> = {
  City,
  Department,
  Group,
  Role,
  Zone,
  App,
  SettingsTemplate,
  Workspace,
  Pool,
  AccessRule: Grant,
  EnvironmentRule,
  ProgramRule,
  Programme,
  Equipment,
  HomeWorkplace,
  DataProtection,
  Retention,
  Notifications,
  ProgrammeVariant,
}

/** Makes a fault of a document that points at the node of a path, or at its key, or into its text. */
export function faultAt(
  raw: RawDocument,
  path: readonly PropertyKey[],
  message: string,
  within: { key?: string; offset?: number } = {},
): ConfigurationFault {
  const node: Node | null = within.key === undefined ? nodeAt(raw.root, path) : keyAt(raw.root, path, within.key)
  const offset = within.offset === undefined ? startOf(node) : offsetInScalar(raw.file.text, node, within.offset)
  return { path: raw.file.path, ...placeAt(raw.lines, offset), document: nameOf(raw.value), message }
}

/** Checks a document against the schema of its kind. */
export function checkDocument(raw: RawDocument): CheckedDocument | ConfigurationFault[] {
  const chosen = schemaFor(raw)
  if ('faults' in chosen) return chosen.faults
  const result = chosen.schema.safeParse(raw.value)
  if (!result.success) return result.error.issues.flatMap((issue) => faultsOf(raw, chosen.schema, issue))
  const document = result.data as ConfigurationDocument
  return { raw, document, name: `${document.kind}/${document.id}` }
}

function schemaFor(raw: RawDocument): { schema: z.ZodType } | { faults: ConfigurationFault[] } {
  const kinds = Object.keys(schemas)
  const { value } = raw
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { faults: [faultAt(raw, [], `a document is a map that begins with "kind:", one of ${kinds.join(', ')}`)] }
  if (!('kind' in value)) return { faults: [faultAt(raw, [], `"kind" is missing; it is one of ${kinds.join(', ')}`)] }
  const kind = String(value.kind)
  if (!Object.hasOwn(schemas, kind))
    return {
      faults: [
        faultAt(raw, ['kind'], `there is no kind "${kind}"${closest(kind, kinds)}; there are ${kinds.join(', ')}`),
      ],
    }
  if (kind !== 'AccessRule') return { schema: schemas[kind as DocumentKind] }
  const effect = 'effect' in value ? value.effect : undefined
  if (effect === 'grant') return { schema: Grant }
  if (effect === 'limit') return { schema: Limit }
  if (effect === 'withhold') return { schema: Withhold }
  const message = effect === undefined ? '"effect" is missing' : `there is no effect "${String(effect)}"`
  return { faults: [faultAt(raw, ['effect'], `${message}; it is grant, limit or withhold`)] }
}

function faultsOf(raw: RawDocument, schema: z.ZodType, issue: z.core.$ZodIssue): ConfigurationFault[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path)
    return issue.keys.map((key) => faultAt(raw, issue.path, `there is no "${key}" here${closest(key, known)}`, { key }))
  }
  const value = valueAt(raw.value, issue.path)
  if (value === undefined) {
    const name = String(issue.path.at(-1) ?? 'document')
    return [faultAt(raw, issue.path.slice(0, -1), `"${name}" is missing`)]
  }
  const written = typeof value === 'string' || typeof value === 'number' ? `"${value}": ` : ''
  return [faultAt(raw, issue.path, `${written}${wordsOf(issue)}`)]
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') {
    const choices = issue.errors.flatMap((errors) => errors.map((error) => wordsOf(error as z.core.$ZodIssue)))
    return [...new Set(choices)].join(', or ')
  }
  if (issue.code === 'invalid_value') return `must be ${issue.values.map((value) => `"${String(value)}"`).join(' or ')}`
  if (issue.code === 'invalid_format' && issue.format === 'cidrv4') return 'must be a network such as 10.20.0.0/16'
  if (issue.code === 'invalid_format' && issue.format === 'cidrv6') return 'a network such as 2001:db8::/32'
  return issue.message
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<PropertyKey, unknown>)[step]
  }
  return at
}

function nameOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return null
  return 'id' in value && typeof value.id === 'string' ? `${String(value.kind)}/${value.id}` : String(value.kind)
}
