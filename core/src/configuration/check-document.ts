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
import { issueText } from '@nahtlos/contract/issue-text'
import type { Text } from '@nahtlos/contract/text'
import type { Node } from 'yaml'
import type { z } from 'zod'
import { keyAt, nodeAt, offsetInScalar, placeAt, startOf } from './place.ts'
import type { RawDocument } from './read-documents.ts'
import { keysAt } from './schema-keys.ts'
import { closest, unknownName } from './suggestion.ts'

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
  message: Text,
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
    return {
      faults: [
        faultAt(raw, [], {
          de: `ein Dokument beginnt mit "kind:", und zwar einem von ${kinds.join(', ')}`,
          en: `a document is a map that begins with "kind:", one of ${kinds.join(', ')}`,
        }),
      ],
    }
  if (!('kind' in value))
    return {
      faults: [
        faultAt(raw, [], {
          de: `"kind" fehlt; möglich sind ${kinds.join(', ')}`,
          en: `"kind" is missing; it is one of ${kinds.join(', ')}`,
        }),
      ],
    }
  const kind = String(value.kind)
  if (!Object.hasOwn(schemas, kind)) {
    const unknown = unknownName('kind', kind, kinds)
    const message = {
      de: `${unknown.de}; möglich sind ${kinds.join(', ')}`,
      en: `${unknown.en}; there are ${kinds.join(', ')}`,
    }
    return { faults: [faultAt(raw, ['kind'], message)] }
  }
  if (kind !== 'AccessRule') return { schema: schemas[kind as DocumentKind] }
  const effect = 'effect' in value ? value.effect : undefined
  if (effect === 'grant') return { schema: Grant }
  if (effect === 'limit') return { schema: Limit }
  if (effect === 'withhold') return { schema: Withhold }
  const wrong =
    effect === undefined
      ? { de: '"effect" fehlt', en: '"effect" is missing' }
      : { de: `effect "${String(effect)}" gibt es nicht`, en: `there is no effect "${String(effect)}"` }
  const message = {
    de: `${wrong.de}; möglich sind grant, limit oder withhold`,
    en: `${wrong.en}; it is grant, limit or withhold`,
  }
  return { faults: [faultAt(raw, ['effect'], message)] }
}

function faultsOf(raw: RawDocument, schema: z.ZodType, issue: z.core.$ZodIssue): ConfigurationFault[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path)
    return issue.keys.map((key) => {
      const near = closest(key, known)
      const message = { de: `"${key}" gibt es hier nicht${near.de}`, en: `there is no "${key}" here${near.en}` }
      return faultAt(raw, issue.path, message, { key })
    })
  }
  const value = valueAt(raw.value, issue.path)
  if (value === undefined) {
    const name = String(issue.path.at(-1) ?? 'document')
    return [faultAt(raw, issue.path.slice(0, -1), { de: `"${name}" fehlt`, en: `"${name}" is missing` })]
  }
  const written = typeof value === 'string' || typeof value === 'number' ? `"${value}": ` : ''
  const { de, en } = issueText(issue)
  return [faultAt(raw, issue.path, { de: `${written}${de}`, en: `${written}${en}` })]
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
