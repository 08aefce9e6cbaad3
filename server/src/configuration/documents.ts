import type { DocumentEntry } from '@nahtlos/contract/api/configuration'
import { ConfigurationDocument, type DocumentKind } from '@nahtlos/contract/configuration/document'
import type { Text } from '@nahtlos/contract/text'
import { titleOf } from '@nahtlos/core/configuration/changes'
import { documentText } from '@nahtlos/core/configuration/document-text'
import { editScope } from '@nahtlos/core/configuration/may-edit'
import { mentionsOf } from '@nahtlos/core/configuration/mentions'
import { z } from 'zod'
import type { Caller } from '../access/caller.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { factsOf, isAdministrator } from './may-publish.ts'
import { revisionFiles } from './revisions.ts'

/** The JSON Schema (2020-12) of a document as it is written, for editors. */
export function documentSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(ConfigurationDocument, { io: 'input', unrepresentable: 'any' })
  return { $id: 'urn:nahtlos:configuration', title: 'Nahtlos configuration document', ...schema }
}

const citys: Text = {
  de: 'Dieses Dokument gehört der Stadt.',
  en: 'This document is the city’s.',
}
const others: Text = {
  de: 'Dieses Dokument gehört einem anderen Amt.',
  en: 'This document belongs to another department.',
}

/** One document in force with all that stands around it; `not-found` where there is none of this name. */
export async function documentDetail(services: Services, caller: Caller, kind: string, id: string) {
  const inForce = services.published.current()
  const name = `${kind}/${id}`
  const entry = documentEntries(services, caller).find((one) => one.name === name)
  if (inForce === null || entry === undefined) throw new ProblemError('not-found')
  const files = (await revisionFiles(services.database, inForce.revision)) ?? []
  const file = files.find(({ path }) => path === entry.path)
  return {
    entry,
    text: (file && documentText(file, name)) ?? '',
    origins: kind === 'Workspace' ? [...(inForce.configuration.workspaces.get(id)?.origins ?? [])] : [],
    namedBy: mentionsOf(inForce.configuration, entry.kind as DocumentKind, id),
  }
}

/** The documents in force, each with whether the caller may change it, and why not. */
export function documentEntries(services: Services, caller: Caller, words = ''): DocumentEntry[] {
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
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const holds = (name: string, document: ConfigurationDocument) => {
    if (wanted.length === 0) return true
    const all = `${name} ${inForce.paths.get(name) ?? ''} ${JSON.stringify(document)}`.toLowerCase()
    return wanted.every((word) => all.includes(word))
  }
  const found = [...inForce.all].filter(([name, document]) => holds(name, document))
  return found.map(([name, document]) => {
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
