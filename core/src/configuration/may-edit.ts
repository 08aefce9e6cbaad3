import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { ConfigurationDocument } from '@nahtlos/contract/configuration/document'
import type { Edit, Role } from '@nahtlos/contract/configuration/role'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Text } from '@nahtlos/contract/text'
import { groupsOf } from '../access/groups.ts'
import { sameDocument } from './changes.ts'
import type { Configuration } from './configuration.ts'

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
      ({ holders, edits }) =>
        edits.length > 0 &&
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

interface Version {
  readonly configuration: Configuration
  readonly files: readonly ConfigurationFile[]
}

/**
 * Everything that a change does beyond what its author may. Only documents that belong to her departments before and
 * after the change may differ, in the keys and with the effects that the role leaves open. A file whose text changed may
 * hold nothing but such documents, so that not even a comment of the city's is touched.
 */
export function objections(scope: EditScope, before: Version, after: Version): Objection[] {
  const names = [...new Set([...before.configuration.all.keys(), ...after.configuration.all.keys()])].sort()
  return [
    ...names.flatMap((name) =>
      objectionTo(
        scope,
        name,
        before.configuration.all.get(name),
        after.configuration.all.get(name),
        after.configuration,
      ),
    ),
    ...foreignFiles(scope, before, after),
  ]
}

function objectionTo(
  scope: EditScope,
  name: string,
  before: ConfigurationDocument | undefined,
  after: ConfigurationDocument | undefined,
  configuration: Configuration,
): Objection[] {
  if (sameDocument(before, after)) return []
  const say = (de: string, en: string): Objection[] => [{ what: name, text: { de, en } }]
  const owner = ownerOf(after ?? before)
  const role = scope.roles.find(
    ({ departments }) =>
      owner !== null &&
      departments.has(owner) &&
      [before, after].every((one) => one === undefined || ownerOf(one) === owner),
  )
  if (owner === null || role === undefined)
    return say('Dieses Dokument gehört nicht zu Ihrem Amt.', 'This document does not belong to your department.')
  const document = (after ?? before) as ConfigurationDocument
  const edit = role.role.edits.find(({ kind }) => kind === document.kind)
  if (edit === undefined)
    return say(
      `Ihre Rolle „${role.role.title.de}“ darf Dokumente der Art ${document.kind} nicht ändern.`,
      `Your role "${role.role.title.en}" may not change documents of kind ${document.kind}.`,
    )
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
  return reach(role.departments, edit, after, configuration).map((text) => ({ what: name, text }))
}

/** What a document of a department may speak of at most: its own people and things, and the city's apps. */
function reach(
  departments: ReadonlySet<string>,
  edit: Edit,
  after: ConfigurationDocument | undefined,
  configuration: Configuration,
): Text[] {
  const own = (name: string) => {
    const owner = ownerOf(configuration.all.get(name))
    return owner !== null && departments.has(owner)
  }
  const cityOrOwn = (name: string) => ownerOf(configuration.all.get(name)) === null || own(name)
  const foreign = (names: readonly string[], good: (name: string) => boolean): Text[] =>
    names
      .filter((name) => !good(name))
      .map((name) => ({ de: `${name} gehört nicht zu Ihrem Amt.`, en: `${name} does not belong to your department.` }))
  if (after?.kind === 'AccessRule') {
    const effects = edit.effects ?? ['limit', 'withhold']
    return effects.includes(after.effect)
      ? foreign(
          (after.workspaces ?? []).map((id) => `Workspace/${id}`),
          cityOrOwn,
        )
      : [{ de: 'Ihr Amt darf nur einschränken, nicht öffnen.', en: 'Your department may only limit, not open.' }]
  }
  if (after?.kind === 'Workspace')
    return [
      ...foreign(
        after.members.departments.map((id) => `Department/${id}`),
        (name) => departments.has(name.slice(11)),
      ),
      ...foreign(
        after.members.groups.map((id) => `Group/${id}`),
        own,
      ),
      ...foreign(
        after.apps.map((id) => `App/${id}`),
        cityOrOwn,
      ),
      ...foreign(
        after.settings.map((id) => `SettingsTemplate/${id}`),
        cityOrOwn,
      ),
      ...foreign(
        after.extends.map((id) => `Workspace/${id}`),
        cityOrOwn,
      ),
      ...(after.members.people.length > 0
        ? [{ de: 'Einzelne Personen trägt die Stadt ein.', en: 'Single people are entered by the city.' }]
        : []),
    ]
  // A group that extended one of the city's would make its members members of that.
  if (after?.kind === 'Group')
    return foreign(
      after.extends.map((id) => `Group/${id}`),
      own,
    )
  return []
}

const always = new Set(['kind', 'id', 'title', 'department', 'effect'])

function mayChange(edit: Edit, key: string): boolean {
  return always.has(key) || edit.keys === undefined || edit.keys.includes(key)
}

function changedKeys(before: ConfigurationDocument | undefined, after: ConfigurationDocument | undefined): string[] {
  const one: Readonly<Record<string, unknown>> = before ?? {}
  const other: Readonly<Record<string, unknown>> = after ?? {}
  if (before === undefined || after === undefined) return []
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]),
  )
}

/** The department that a document belongs to; null is the city. */
function ownerOf(document: ConfigurationDocument | undefined): string | null {
  return document !== undefined && 'department' in document ? (document.department ?? null) : null
}

function foreignFiles(scope: EditScope, before: Version, after: Version): Objection[] {
  const textOf = ({ files }: Version, path: string) => files.find((file) => file.path === path)?.text
  const paths = [...new Set([...before.files, ...after.files].map(({ path }) => path))].sort()
  const isOwn = (owner: string | null) =>
    owner !== null && scope.roles.some(({ departments }) => departments.has(owner))
  return paths
    .filter((path) => textOf(before, path) !== textOf(after, path))
    .filter((path) =>
      [before, after].some(({ configuration }) =>
        [...configuration.paths]
          .filter(([, at]) => at === path)
          .some(([name]) => !isOwn(ownerOf(configuration.all.get(name)))),
      ),
    )
    .map((path) => ({
      what: path,
      text: {
        de: 'In dieser Datei stehen auch Dokumente, die nicht zu Ihrem Amt gehören.',
        en: 'This file holds documents as well that do not belong to your department.',
      },
    }))
}
