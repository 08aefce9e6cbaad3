import type { ConfigurationDocument } from '@nahtlos/contract/configuration/document'
import type { ActionKind, EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { Group } from '@nahtlos/contract/configuration/group'
import type { Edit } from '@nahtlos/contract/configuration/role'
import type { Workspace } from '@nahtlos/contract/configuration/workspace'
import type { Text } from '@nahtlos/contract/text'
import type { Configuration } from './configuration.ts'
import { ownerOf } from './document-owner.ts'

/** What an edit is looked at with. */
export interface Reach {
  readonly departments: ReadonlySet<string>
  readonly edit: Edit
  readonly before: ConfigurationDocument | undefined
  readonly configuration: Configuration
  /** The department of an account; undefined where there is no such person. */
  readonly departmentOf: (account: string) => string | undefined
}

/** What a document of a department may speak of at most: its own people and things, and the city's apps. */
export function reachOf(after: ConfigurationDocument | undefined, reach: Reach): Text[] {
  switch (after?.kind) {
    case 'AccessRule': {
      const effects = reach.edit.effects ?? ['limit', 'withhold']
      return effects.includes(after.effect)
        ? spokenOf(after.workspaces, reach)
        : [{ de: 'Ihr Amt darf nur einschränken, nicht öffnen.', en: 'Your department may only limit, not open.' }]
    }
    case 'ProgramRule':
      return after.effect === 'deny'
        ? spokenOf(after.workspaces, reach)
        : [{ de: 'Ihr Amt darf Programme nur verbieten.', en: 'Your department may only deny programs.' }]
    case 'EnvironmentRule':
      return [
        ...spokenOf(after.workspaces, reach),
        ...foreign(names('App', after.apps ?? []), cityOrOwn(reach)),
        ...foreign(
          names(
            'App',
            after.actions.flatMap((action) => ('app' in action ? [action.app] : [])),
          ),
          cityOrOwn(reach),
        ),
        ...after.actions.flatMap((action) => actionOf(action, reach.edit)),
      ]
    case 'Workspace':
      return workspaceOf(after, reach)
    case 'Group':
      return groupOf(after, reach)
    default:
      return []
  }
}

/** Those that run nothing the author wrote, and hand no password of anybody to a place of the author's choice. */
const usualActions: readonly ActionKind[] = [
  'message',
  'drive',
  'printer',
  'link',
  'file',
  'file-type',
  'menu-entry',
  'start-app',
]

function actionOf(action: EnvironmentAction, edit: Edit): Text[] {
  if (!(edit.actions ?? usualActions).includes(action.action))
    return [
      {
        de: `Aktionen der Art „${action.action}“ sind Ihrem Amt nicht freigegeben.`,
        en: `Actions of kind "${action.action}" are not left open to your department.`,
      },
    ]
  if (action.action === 'drive' && typeof action.credentials === 'object')
    return [
      {
        de: 'Gespeicherte Passwörter vergibt die Stadt: Wählen Sie kerberos oder guest.',
        en: 'Stored passwords are the city’s to hand out: choose kerberos or guest.',
      },
    ]
  return (edit.actions ?? usualActions).includes('script') ? [] : startsProgram(action)
}

/** What somebody's programs are started by: hidden files are read by them, a launcher runs what stands in it. */
function startsProgram(action: EnvironmentAction): Text[] {
  const place = action.action === 'drive' ? action.folder : 'path' in action ? (action.path ?? '') : ''
  if (/(?:^|\/)\./.test(place) || place.endsWith('.desktop'))
    return [
      {
        de: `„${place}“ lesen Programme, und damit ließe sich etwas starten: Wählen Sie einen Ort, der nicht mit einem Punkt beginnt.`,
        en: `"${place}" is read by programs, and could start something: choose a place that does not begin with a dot.`,
      },
    ]
  if (action.action === 'file' && action.executable)
    return [{ de: 'Ihr Amt legt nichts Ausführbares ab.', en: 'Your department puts nothing there that can be run.' }]
  if (action.action === 'menu-entry' && 'command' in action.opens)
    return [
      {
        de: 'Ein Menüeintrag Ihres Amtes öffnet eine Adresse, keinen Befehl.',
        en: 'A menu entry of your department opens an address, not a command.',
      },
    ]
  return []
}

function workspaceOf(after: Workspace, reach: Reach): Text[] {
  const { departments, configuration, before } = reach
  const pools = [...after.extends, after.id].flatMap((id) => {
    const parent = id === after.id ? before : configuration.all.get(`Workspace/${id}`)
    return parent?.kind === 'Workspace' ? [parent.pool] : []
  })
  return [
    ...foreign(names('Department', after.members.departments), (name) => departments.has(name.slice(11))),
    ...foreign(names('Group', after.members.groups), own(reach)),
    ...foreign(names('App', after.apps), cityOrOwn(reach)),
    ...foreign(names('SettingsTemplate', after.settings), cityOrOwn(reach)),
    ...foreign(names('Workspace', after.extends), (name) => mayExtend(name, reach)),
    ...(after.members.people.length > 0
      ? [{ de: 'Einzelne Personen trägt die Stadt ein.', en: 'Single people are entered by the city.' }]
      : []),
    ...(before === undefined && !pools.includes(after.pool) && !(reach.edit.keys ?? []).includes('pool')
      ? [
          {
            de: 'Ein neuer Arbeitsplatz Ihres Amtes läuft auf den Sitzungsservern dessen, den er übernimmt.',
            en: 'A new workspace of your department runs on the session hosts of the one that it extends.',
          },
        ]
      : []),
  ]
}

/**
 * A workspace brings its apps, its network and its pool along: a department takes over its own, those that the city made
 * to be taken over, and those that its people have anyway.
 */
function mayExtend(name: string, reach: Reach): boolean {
  const { before, configuration, departments } = reach
  if (before?.kind === 'Workspace' && before.extends.includes(name.slice('Workspace/'.length))) return true
  const parent = configuration.all.get(name)
  if (parent?.kind !== 'Workspace' || !cityOrOwn(reach)(name)) return false
  return own(reach)(name) || parent.abstract || parent.members.departments.some((id) => departments.has(id))
}

/**
 * A group is what the city's documents and the directory open things by, so a department makes only groups that
 * nobody else can mean, and puts only its own people into them.
 */
function groupOf(after: Group, reach: Reach): Text[] {
  const { before, departments, departmentOf, configuration } = reach
  const already = before?.kind === 'Group' ? before.people : []
  const strangers = after.people
    .filter((account) => !already.includes(account))
    .filter((account) => !departments.has(departmentOf(account) ?? ''))
  const prefix = `${after.department ?? ''}-`
  return [
    // One that extended one of the city's would make its members members of that.
    ...foreign(names('Group', after.extends), own(reach)),
    ...strangers.map((account) => ({
      de: `„${account}“ arbeitet nicht in Ihrem Amt.`,
      en: `"${account}" does not work in your department.`,
    })),
    ...(before !== undefined || after.id.startsWith(prefix)
      ? []
      : [
          {
            de: `Eine Gruppe Ihres Amtes beginnt mit „${prefix}“.`,
            en: `A group of your department begins with "${prefix}".`,
          },
        ]),
    ...(before === undefined && isMeantByOthers(after.id, departments, configuration)
      ? [
          {
            de: `Von einer Gruppe „${after.id}“ sprechen schon Dokumente, die nicht Ihrem Amt gehören.`,
            en: `Documents that do not belong to your department speak of a group "${after.id}" already.`,
          },
        ]
      : []),
  ]
}

/** Whether the city, or another department, names this group anywhere: who is in it is then not for this one to say. */
function isMeantByOthers(id: string, departments: ReadonlySet<string>, configuration: Configuration): boolean {
  return [...configuration.all.values()].some((document) => {
    const owner = ownerOf(document)
    if (document.kind === 'Group' && document.id === id) return false
    return (owner === null || !departments.has(owner)) && JSON.stringify(document).includes(id)
  })
}

function spokenOf(workspaces: readonly string[] | undefined, reach: Reach): Text[] {
  return foreign(names('Workspace', workspaces ?? []), cityOrOwn(reach))
}

function own({ departments, configuration }: Reach): (name: string) => boolean {
  return (name) => departments.has(ownerOf(configuration.all.get(name)) ?? '')
}

function cityOrOwn(reach: Reach): (name: string) => boolean {
  const isOwn = own(reach)
  return (name) => ownerOf(reach.configuration.all.get(name)) === null || isOwn(name)
}

function names(kind: string, ids: readonly string[]): string[] {
  return ids.map((id) => `${kind}/${id}`)
}

function foreign(all: readonly string[], good: (name: string) => boolean): Text[] {
  return all
    .filter((name) => !good(name))
    .map((name) => ({ de: `${name} gehört nicht zu Ihrem Amt.`, en: `${name} does not belong to your department.` }))
}
