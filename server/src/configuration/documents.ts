import type { DocumentEntry } from '@nahtlos/contract/api/configuration'
import { ConfigurationDocument } from '@nahtlos/contract/configuration/document'
import type { Text } from '@nahtlos/contract/text'
import { titleOf } from '@nahtlos/core/configuration/changes'
import { editScope } from '@nahtlos/core/configuration/may-edit'
import { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { factsOf, isAdministrator } from './may-publish.ts'

/** The JSON Schema (2020-12) of a document as it is written, for editors. */
export function documentSchema(): Record<string, unknown> {
  return z.toJSONSchema(ConfigurationDocument, { io: 'input', unrepresentable: 'any' })
}

const citys: Text = {
  de: 'Dieses Dokument gehört der Stadt.',
  en: 'This document is the city’s.',
}
const others: Text = {
  de: 'Dieses Dokument gehört einem anderen Amt.',
  en: 'This document belongs to another department.',
}

/** The documents in force, each with whether the caller may change it, and why not. */
export function documentEntries(services: Services, caller: Caller): DocumentEntry[] {
  const inForce = services.published.current()?.configuration
  if (inForce === undefined) return []
  const scope = isAdministrator(caller) ? 'all' : editScope(inForce, factsOf(caller))
  const refusalOf = (kind: string, department: string | null): Text | null => {
    if (scope === 'all') return null
    if (department === null) return citys
    const found = scope?.roles.find(({ departments }) => departments.has(department))
    if (found === undefined) return others
    if (found.role.edits.some((edit) => edit.kind === kind)) return null
    const { title } = found.role
    return {
      de: `Ihre Rolle „${title.de}“ darf Dokumente der Art ${kind} nicht ändern.`,
      en: `Your role "${title.en}" may not change documents of kind ${kind}.`,
    }
  }
  return [...inForce.all].map(([name, document]) => {
    const department = 'department' in document ? (document.department ?? null) : null
    const refusal = refusalOf(document.kind, department)
    return {
      name,
      kind: document.kind,
      id: document.id,
      title: titleOf(document),
      path: inForce.paths.get(name) ?? '',
      department,
      editable: refusal === null,
      refusal,
    }
  })
}
