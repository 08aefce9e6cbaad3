import type { Origin } from '@nahtlos/contract/access/resolution'
import type { App } from '@nahtlos/contract/configuration/app'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import type { Appearance, Workspace } from '@nahtlos/contract/configuration/workspace'
import { type SessionResources, usualResources } from '@nahtlos/contract/session/resources'
import { faultAt } from './check-document.ts'
import { type FlatWorkspace, plainAppearance } from './configuration.ts'
import type { DocumentIndex, OfKind } from './document-index.ts'
import { programsFor } from './programs.ts'

/** Folds what workspaces extend into them. References must be good; cycles are found here. */
export function flattenWorkspaces(index: DocumentIndex): { flat: FlatWorkspace[]; faults: ConfigurationFault[] } {
  const faults = index.of('Workspace').flatMap((checked) => cycleFault(index, checked))
  if (faults.length > 0) return { flat: [], faults }
  const flat: FlatWorkspace[] = []
  for (const checked of index.of('Workspace')) {
    const lineage = lineageOf(index, checked.document)
    const appIds = unique(lineage.flatMap((workspace) => workspace.apps))
    faults.push(...strangers(checked, new Set(appIds)), ...narrower(index, checked))
    if (checked.document.abstract) continue
    flat.push(flatten(index, checked.document, lineage, appIds))
  }
  return { flat, faults }
}

function flatten(
  index: DocumentIndex,
  workspace: Workspace,
  lineage: readonly Workspace[],
  appIds: readonly string[],
): FlatWorkspace {
  const apps = appIds.flatMap((id): App | never[] => index.get('App', id)?.document ?? [])
  return {
    id: workspace.id,
    title: workspace.title,
    summary: workspace.summary,
    departments: new Set(workspace.members.departments),
    groups: new Set(workspace.members.groups),
    people: new Set(workspace.members.people),
    apps,
    published: [...workspace.published],
    settings: unique(lineage.flatMap((one) => one.settings)).flatMap(
      (id): SettingsTemplate | never[] => index.get('SettingsTemplate', id)?.document ?? [],
    ),
    appearance: appearanceOf(workspace, lineage),
    programs: programsFor(apps),
    resources: resourcesOf(workspace, lineage),
    network: workspace.network ?? lineage.find((one) => one.network !== undefined)?.network ?? 'host',
    pool: workspace.pool,
    origins: originsOf(workspace, lineage, appIds),
  }
}

const levels = ['city', 'department', 'group', 'person'] as const
const circles = { city: 'die Stadt', department: 'ein Amt', group: 'eine Gruppe', person: 'eine Person' } as const

/** For whom a workspace is meant: the widest circle that it names; one that names nobody is for all to extend. */
function levelOf({ members, abstract }: Workspace): Origin['level'] {
  if (members.departments.length > 0) return 'department'
  if (members.groups.length > 0) return 'group'
  if (members.people.length > 0) return 'person'
  return abstract ? 'city' : 'person'
}

/** The first of the lineage that has it: what comes later repeats it and changes nothing. */
function originsOf(workspace: Workspace, lineage: readonly Workspace[], appIds: readonly string[]): Origin[] {
  const origin = (item: string, owner: Workspace): Origin => ({
    item,
    document: `Workspace/${owner.id}`,
    level: levelOf(owner),
  })
  const brought = (item: string, has: (one: Workspace) => boolean) => origin(item, lineage.find(has) ?? workspace)
  const settings = unique(lineage.flatMap((one) => one.settings))
  const looks = workspace.appearance ? workspace : lineage.find((one) => one.appearance !== undefined)
  return [
    ...appIds.map((id) => brought(`App/${id}`, ({ apps }) => apps.includes(id))),
    ...settings.map((id) => brought(`SettingsTemplate/${id}`, (one) => one.settings.includes(id))),
    ...(looks === undefined ? [] : [origin('appearance', looks)]),
  ]
}

/** City, department, group, person: each extends what is as wide or wider, so nobody inherits what is meant for few. */
function narrower(index: DocumentIndex, checked: OfKind<'Workspace'>): ConfigurationFault[] {
  const own = levels.indexOf(levelOf(checked.document))
  return checked.document.extends.flatMap((id, at) => {
    const parent = index.get('Workspace', id)?.document
    if (parent === undefined || levels.indexOf(levelOf(parent)) <= own) return []
    const [wide, narrow] = [levelOf(parent), levelOf(checked.document)]
    const message = {
      de: `Workspace "${id}" ist für ${circles[wide]}, dieser hier für ${circles[narrow]}: erweitern Sie, was gleich weit oder weiter gilt`,
      en: `workspace "${id}" is meant for a ${wide} and this one for a ${narrow}: extend what is as wide or wider`,
    }
    return [faultAt(checked.raw, ['extends', at], message)]
  })
}

/** What it extends, depth first, each once, and itself at the end. */
function lineageOf(index: DocumentIndex, workspace: Workspace): Workspace[] {
  const lineage: Workspace[] = []
  const add = (one: Workspace): void => {
    if (lineage.includes(one)) return
    for (const id of one.extends) {
      const parent = index.get('Workspace', id)
      if (parent !== undefined) add(parent.document)
    }
    lineage.push(one)
  }
  add(workspace)
  return lineage
}

function resourcesOf(workspace: Workspace, lineage: readonly Workspace[]): SessionResources {
  return workspace.resources ?? lineage.find((one) => one.resources !== undefined)?.resources ?? usualResources
}

function appearanceOf(workspace: Workspace, lineage: readonly Workspace[]): Appearance {
  return workspace.appearance ?? lineage.find((one) => one.appearance !== undefined)?.appearance ?? plainAppearance
}

/** What is published, or has an icon or a button, must be among the workspace's apps. */
function strangers(checked: OfKind<'Workspace'>, apps: ReadonlySet<string>): ConfigurationFault[] {
  const { published, appearance } = checked.document
  const lists = [
    { path: ['published'], ids: published },
    { path: ['appearance', 'icons'], ids: appearance?.icons ?? [] },
    { path: ['appearance', 'launchers'], ids: appearance?.launchers ?? [] },
  ]
  return lists.flatMap(({ path, ids }) =>
    ids.flatMap((id, at) =>
      apps.has(id)
        ? []
        : [
            faultAt(checked.raw, [...path, at], {
              de: `App "${id}" gehört nicht zu den Apps dieses Workspace`,
              en: `app "${id}" is not among the apps of this workspace`,
            }),
          ],
    ),
  )
}

/** A fault for each workspace that reaches itself, telling the way. */
function cycleFault(index: DocumentIndex, checked: OfKind<'Workspace'>): ConfigurationFault[] {
  const start = checked.document.id
  const seen = new Set<string>()
  const wayBack = (id: string): string[] | null => {
    for (const next of index.get('Workspace', id)?.document.extends ?? []) {
      if (next === start) return [next]
      if (seen.has(next)) continue
      seen.add(next)
      const rest = wayBack(next)
      if (rest !== null) return [next, ...rest]
    }
    return null
  }
  const way = wayBack(start)
  if (way === null) return []
  const circle = [start, ...way].join(' → ')
  return [
    faultAt(checked.raw, ['extends'], { de: `erweitert sich selbst: ${circle}`, en: `extends itself: ${circle}` }),
  ]
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}
