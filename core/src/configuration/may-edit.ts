import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import type { Edit, Role } from '@nahtlos/contract/configuration/role'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Text } from '@nahtlos/contract/text'
import { groupsOf } from '../access/groups.ts'
import { sameDocument } from './changes.ts'
import type { Configuration } from './configuration.ts'
import { documentCondition } from './document-condition.ts'
import { ownerOf } from './document-owner.ts'
import { type Reach, reachOf } from './reach.ts'

/** Why somebody may not publish a change of one document or file. */
export interface Objection {
  /** `Workspace/sozialamt`, or a file's path. */
  readonly what: string
  readonly text: Text
}

/** The roles whose holder this person is, each with the departments that it is about. */
export interface EditScope {
  readonly roles: readonly { readonly role: Role; readonly departments: ReadonlySet<string> }[]
}

/** What this person may edit by the configuration in force; null where it is nothing. */
export function editScope(configuration: Configuration, person: PersonFacts): EditScope | null {
  const groups = groupsOf(configuration.membership, person)
  const roles = [...configuration.roles.values()]
    .filter(
      ({ holders, edits, grantsPrograms }) =>
        (edits.length > 0 || grantsPrograms) &&
        (holders.people.includes(person.account) ||
          holders.roles.some((role) => person.roles.includes(role)) ||
          holders.groups.some((group) => groups.includes(group))),
    )
    .map((role) => ({
      role,
      departments: new Set(role.departments === 'own' ? [person.department] : role.departments),
    }))
  return roles.length === 0 ? null : { roles }
}

/** The departments about whose people's requests for programs this person decides. */
export function grantsProgramsOf(configuration: Configuration, person: PersonFacts): ReadonlySet<string> {
  const roles = editScope(configuration, person)?.roles.filter(({ role }) => role.grantsPrograms) ?? []
  return new Set(roles.flatMap(({ departments }) => [...departments]))
}

interface Version {
  readonly configuration: Configuration
  readonly files: readonly ConfigurationFile[]
}

/**
 * Everything that a change does beyond what its author may. Only documents that belong to her departments before and
 * after the change may differ, in the keys and with the effects that the role leaves open. A file whose text changed may
 * hold nothing but such documents, so that not even a comment of the city's is touched.
 */
export function objections(
  scope: EditScope,
  before: Version,
  after: Version,
  departmentOf: (account: string) => string | undefined,
): Objection[] {
  const names = [...new Set([...before.configuration.all.keys(), ...after.configuration.all.keys()])].sort()
  return [
    ...names.flatMap((name) =>
      objectionTo(
        scope,
        name,
        before.configuration.all.get(name),
        after.configuration.all.get(name),
        after.configuration,
        departmentOf,
      ),
    ),
    ...inherited(scope, before.configuration, after.configuration),
    ...foreignFiles(scope, before, after),
  ]
}

function objectionTo(
  scope: EditScope,
  name: string,
  before: ConfigurationDocument | undefined,
  after: ConfigurationDocument | undefined,
  configuration: Configuration,
  departmentOf: (account: string) => string | undefined,
): Objection[] {
  if (sameDocument(before, after)) return []
  const say = (de: string, en: string): Objection[] => [{ what: name, text: { de, en } }]
  const owner = ownerOf(after ?? before)
  const roles = scope.roles.filter(
    ({ departments }) =>
      owner !== null &&
      departments.has(owner) &&
      [before, after].every((one) => one === undefined || ownerOf(one) === owner),
  )
  const [role] = roles
  if (role === undefined)
    return say('Dieses Dokument gehört nicht zu Ihrem Amt.', 'This document does not belong to your department.')
  const document = (after ?? before) as ConfigurationDocument
  const edits = roles.flatMap(({ role: { edits }, departments }) =>
    edits.filter(({ kind }) => kind === document.kind).map((edit) => ({ edit, departments })),
  )
  // What one of them leaves open is open; otherwise the first one says why not.
  const found = edits.map(({ edit, departments }) =>
    beyond(name, edit, { departments, edit, before, configuration, departmentOf }, after),
  )
  return (
    found.find((each) => each.length === 0) ??
    found[0] ??
    say(
      `Ihre Rolle „${role.role.title.de}“ darf Dokumente der Art ${document.kind} nicht ändern.`,
      `Your role "${role.role.title.en}" may not change documents of kind ${document.kind}.`,
    )
  )
}

/** What a change does beyond one thing that a role leaves open. */
function beyond(name: string, edit: Edit, reach: Reach, after: ConfigurationDocument | undefined): Objection[] {
  const { before } = reach
  const say = (de: string, en: string): Objection[] => [{ what: name, text: { de, en } }]
  if ((before === undefined || after === undefined) && !edit.adds)
    return say(
      'Ihre Rolle darf solche Dokumente nur ändern, nicht anlegen oder löschen.',
      'Your role may change such documents only, not add or remove them.',
    )
  const keys = changedKeys(before, after).filter((key) => !mayChange(edit, key))
  if (keys.length > 0)
    return say(
      `Ihre Rolle darf hier nicht ändern: ${keys.join(', ')}.`,
      `Your role may not change here: ${keys.join(', ')}.`,
    )
  const found = reachOf(after, reach).map((text) => ({ what: name, text }))
  return after === undefined || meets(edit, after) ? found : [...found, { what: name, text: unmet(edit) }]
}

function meets(edit: Edit, document: ConfigurationDocument): boolean {
  if (edit.where === undefined) return true
  const condition = documentCondition(edit.where)
  return typeof condition === 'function' && condition(document)
}

function unmet({ where = '', because }: Edit): Text {
  return {
    de: because?.de ?? `Ihre Rolle lässt das nur offen, wenn gilt: ${where}`,
    en: because?.en ?? `Your role leaves this open only where: ${where}`,
  }
}

/** Accounts that a change puts into groups: whoever decides about it has to know where they work. */
export function namedPeople(before: Configuration, after: Configuration): string[] {
  const added = [...after.groups.values()].flatMap(({ id, people }) => {
    const already = before.groups.get(id)?.people ?? []
    return people.filter((account) => !already.includes(account))
  })
  return [...new Set(added)]
}

const always = new Set(['kind', 'id', 'title', 'department', 'effect'])

/** Keys that decide about hosts and programs: left open only where the role names them. */
const guarded: Readonly<Partial<Record<DocumentKind, readonly string[]>>> = {
  Workspace: ['pool', 'network', 'resources'],
  App: ['package', 'command', 'programs', 'needs'],
  // What lies ready in a home at the first start is read by programs, which may start others by it.
  SettingsTemplate: ['defaults'],
}

function mayChange(edit: Edit, key: string): boolean {
  if (always.has(key)) return true
  return edit.keys === undefined ? !(guarded[edit.kind] ?? []).includes(key) : edit.keys.includes(key)
}

/** The keys in which two versions differ; of a new document those that it sets, but for what none can be without. */
function changedKeys(before: ConfigurationDocument | undefined, after: ConfigurationDocument | undefined): string[] {
  if (after === undefined) return []
  const one: Readonly<Record<string, unknown>> = before ?? {}
  const other: Readonly<Record<string, unknown>> = after
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  if (before === undefined) {
    const needed = required[after.kind] ?? []
    return keys.filter((key) => !needed.includes(key) && !isUnset(other[key]))
  }
  return keys.filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]))
}

/** What a document of a kind cannot be without; a workspace's pool is looked at by itself. */
const required: Readonly<Partial<Record<DocumentKind, readonly string[]>>> = {
  Workspace: ['summary', 'members', 'pool'],
  AccessRule: ['when', 'rights', 'reason', 'apps'],
  EnvironmentRule: ['on', 'actions'],
  ProgramRule: ['reason'],
  SettingsTemplate: ['include'],
}

/** Defaults that a schema fills in for what nobody wrote. */
function isUnset(value: unknown): boolean {
  return (
    value === undefined ||
    value === false ||
    value === 'true' ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0)
  )
}

/** What a workspace has by what it extends is guarded as if it stood there: another parent could open the network. */
function inherited(scope: EditScope, before: Configuration, after: Configuration): Objection[] {
  return [...after.workspaces.values()].flatMap((now) => {
    const was = before.workspaces.get(now.id)
    const name = `Workspace/${now.id}`
    const [one, other] = [before.all.get(name), after.all.get(name)]
    if (was === undefined || one?.kind !== 'Workspace' || other?.kind !== 'Workspace') return []
    const edits = scope.roles
      .filter(({ departments }) => departments.has(ownerOf(other) ?? ''))
      .flatMap(({ role }) => role.edits.filter(({ kind }) => kind === 'Workspace'))
    return (
      (['network', 'resources'] as const)
        .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(now[key]))
        // What stands in the document itself is objected to there.
        .filter((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]))
        .filter((key) => !edits.some((edit) => mayChange(edit, key)))
        .map((key) => ({
          what: name,
          text: {
            de: `Durch das, was er übernimmt, bekäme dieser Arbeitsplatz anderes unter „${key}“.`,
            en: `By what it extends this workspace would have something else under "${key}".`,
          },
        }))
    )
  })
}

function foreignFiles(scope: EditScope, before: Version, after: Version): Objection[] {
  const textOf = ({ files }: Version, path: string) => files.find((file) => file.path === path)?.text
  const paths = [...new Set([...before.files, ...after.files].map(({ path }) => path))].sort()
  const isOwn = (owner: string | null) =>
    owner !== null && scope.roles.some(({ departments }) => departments.has(owner))
  return paths
    .filter((path) => textOf(before, path) !== textOf(after, path))
    .filter((path) =>
      [before, after].some(({ configuration, files }) => {
        const names = [...configuration.paths].flatMap(([name, at]) => (at === path ? [name] : []))
        // A file without a document holds words of the city's; one that she adds may.
        const isWords = names.length === 0 && files === before.files && files.some((file) => file.path === path)
        return isWords || names.some((name) => !isOwn(ownerOf(configuration.all.get(name))))
      }),
    )
    .map((path) => ({
      what: path,
      text: {
        de: 'In dieser Datei stehen auch Dokumente, die nicht zu Ihrem Amt gehören.',
        en: 'This file holds documents as well that do not belong to your department.',
      },
    }))
}
