import type { DocumentKind } from '@nahtlos/contract/configuration/document'
import type { Group } from '@nahtlos/contract/configuration/group'
import type { ConfigurationFault } from '@nahtlos/contract/configuration/source'
import { type CheckedDocument, faultAt } from './check-document.ts'
import type { DocumentIndex } from './document-index.ts'
import { listedTwice, unknownName } from './suggestion.ts'

/** Checks that what documents name is there, once, and fits. */
export function checkReferences(index: DocumentIndex): ConfigurationFault[] {
  return index.all.flatMap((checked) => {
    const { document, raw } = checked
    switch (document.kind) {
      case 'Workspace':
        return [
          ...named(checked, index, 'Department', ['members', 'departments'], document.members.departments),
          ...owner(checked, index, document.department),
          ...groups(checked, index, ['members', 'groups'], document.members.groups),
          ...twice(checked, ['members', 'people'], document.members.people),
          ...named(checked, index, 'Workspace', ['extends'], document.extends),
          ...named(checked, index, 'App', ['apps'], document.apps),
          ...twice(checked, ['published'], document.published),
          ...named(checked, index, 'SettingsTemplate', ['settings'], document.settings),
          ...named(checked, index, 'App', ['appearance', 'icons'], document.appearance?.icons ?? []),
          ...named(checked, index, 'App', ['appearance', 'launchers'], document.appearance?.launchers ?? []),
          ...(index.has('Pool', document.pool) ? [] : [missing(checked, index, 'Pool', ['pool'], document.pool)]),
        ]
      case 'AccessRule':
        return [
          ...owner(checked, index, document.department),
          ...named(checked, index, 'Workspace', ['workspaces'], document.workspaces ?? []),
          ...(document.workspaces?.length === 0
            ? [
                faultAt(raw, ['workspaces'], {
                  de: 'nennt keinen Workspace; lassen Sie es weg, wenn alle gemeint sind',
                  en: 'names no workspace; leave it out to speak of all',
                }),
              ]
            : []),
          ...(document.workspaces ?? []).flatMap((id, at) =>
            index.get('Workspace', id)?.document.abstract
              ? [
                  faultAt(raw, ['workspaces', at], {
                    de: `Workspace "${id}" ist abstract: niemand bekommt ihn, also gilt keine Regel für ihn`,
                    en: `workspace "${id}" is abstract: nobody gets it, so no rule speaks of it`,
                  }),
                ]
              : [],
          ),
          ...(document.effect === 'withhold'
            ? [...named(checked, index, 'App', ['apps'], document.apps), ...interpreted(checked, index, document.apps)]
            : []),
        ]
      case 'ProgramRule':
        return [
          ...owner(checked, index, document.department),
          ...named(checked, index, 'Workspace', ['workspaces'], document.workspaces ?? []),
        ]
      case 'EnvironmentRule':
        return [
          ...owner(checked, index, document.department),
          ...named(checked, index, 'Workspace', ['workspaces'], document.workspaces ?? []),
          ...named(checked, index, 'Pool', ['pools'], document.pools ?? []),
          ...named(checked, index, 'App', ['apps'], document.apps ?? []),
          ...document.actions.flatMap((action, at) =>
            'app' in action && !index.has('App', action.app)
              ? [missing(checked, index, 'App', ['actions', at, 'app'], action.app)]
              : [],
          ),
        ]
      case 'SettingsTemplate':
        return [
          ...owner(checked, index, document.department),
          ...named(checked, index, 'App', ['scope', 'apps'], document.scope === 'logon' ? [] : document.scope.apps),
          ...(document.succeeds === undefined
            ? []
            : predecessor(checked, index, document.id, document.succeeds.template)),
        ]
      case 'App':
        return owner(checked, index, document.department)
      case 'Group':
        return [
          ...owner(checked, index, document.department),
          ...named(checked, index, 'Group', ['extends'], document.extends),
          ...twice(checked, ['people'], document.people),
          ...circle(checked, document, index),
        ]
      case 'Role':
        return [
          ...groups(checked, index, ['holders', 'groups'], document.holders.groups),
          ...twice(checked, ['holders', 'people'], document.holders.people),
          ...(document.departments === 'own'
            ? []
            : named(checked, index, 'Department', ['departments'], document.departments)),
        ]
      case 'Pool':
        return twice(checked, ['hosts'], document.hosts)
      case 'Zone':
        return twice(checked, ['networks'], document.networks)
      case 'Notifications':
        return [
          ...twice(checked, ['words'], noticesOf(document.words), 'notice'),
          ...otherwise(checked, index, document.otherwise, ({ words = [] }, path) =>
            twice(checked, [...path, 'words'], noticesOf(words), 'notice'),
          ),
        ]
      case 'DataProtection':
        return otherwise(checked, index, document.otherwise, () => [])
      case 'HomeWorkplace':
        return [
          ...twice(checked, ['checklist'], idsOf(document.checklist), 'id'),
          ...otherwise(checked, index, document.otherwise, (part, path) =>
            twice(checked, [...path, 'checklist'], idsOf(part.checklist ?? []), 'id'),
          ),
        ]
      case 'Equipment':
        return [
          ...twice(checked, ['types'], idsOf(document.types), 'id'),
          ...twice(checked, ['attributes'], idsOf(document.attributes), 'id'),
          ...twice(checked, ['returnChecklist'], idsOf(document.returnChecklist), 'id'),
          ...document.types.flatMap(({ handedOverOnlyWith }, at) =>
            within(checked, ['types', at, 'handedOverOnlyWith'], handedOverOnlyWith, idsOf(document.attributes)),
          ),
          ...otherwise(
            checked,
            index,
            document.otherwise,
            ({ returnChecklist = [], handedOverOnlyWith = {} }, path) => [
              ...twice(checked, [...path, 'returnChecklist'], idsOf(returnChecklist), 'id'),
              ...Object.entries(handedOverOnlyWith).flatMap(([type, ids]) => {
                const at = [...path, 'handedOverOnlyWith', type]
                return document.types.some(({ id }) => id === type)
                  ? within(checked, at, ids, idsOf(document.attributes))
                  : [faultAt(checked.raw, at, unknownName('', type, idsOf(document.types)))]
              }),
            ],
          ),
        ]
      default:
        return []
    }
  })
}

/** A shell or an interpreter is not an app's own program: it cannot be kept from her, so neither can the app. */
function interpreted(checked: CheckedDocument, index: DocumentIndex, apps: readonly string[]): ConfigurationFault[] {
  return apps.flatMap((id, at) => {
    const program = index.get('App', id)?.document.command[0] ?? ''
    if (!/^(?:.*\/)?(?:env|sh|bash|dash|perl|python3?[.\d]*)$/.test(program)) return []
    return [
      faultAt(checked.raw, ['apps', at], {
        de: `"${id}" wird mit ${program} gestartet, und das lässt sich niemandem nehmen: geben Sie der Anwendung ein eigenes Programm`,
        en: `"${id}" is started by ${program}, which cannot be kept from anybody: give the app a program of its own`,
      }),
    ]
  })
}

/** The chain of templates that take over from each other has a beginning. */
function predecessor(checked: CheckedDocument, index: DocumentIndex, id: string, former: string): ConfigurationFault[] {
  const path = ['succeeds', 'template']
  if (!index.has('SettingsTemplate', former)) return [missing(checked, index, 'SettingsTemplate', path, former)]
  const seen = new Set<string>()
  for (let at: string | undefined = former; at !== undefined && !seen.has(at); ) {
    if (at === id) {
      const message = {
        de: `folgt über "${former}" auf sich selbst`,
        en: `takes over from itself by way of "${former}"`,
      }
      return [faultAt(checked.raw, path, message)]
    }
    seen.add(at)
    at = index.get('SettingsTemplate', at)?.document.succeeds?.template
  }
  return []
}

function named(
  checked: CheckedDocument,
  index: DocumentIndex,
  kind: DocumentKind,
  path: readonly PropertyKey[],
  ids: readonly string[],
): ConfigurationFault[] {
  const absent = ids.flatMap((id, at) =>
    index.has(kind, id) ? [] : [missing(checked, index, kind, [...path, at], id)],
  )
  return [...absent, ...twice(checked, path, ids)]
}

function owner(checked: CheckedDocument, index: DocumentIndex, department: string | undefined): ConfigurationFault[] {
  if (department === undefined || index.has('Department', department)) return []
  return [missing(checked, index, 'Department', ['department'], department)]
}

/** Groups of the directory need no document; but a configuration that declares groups declares all that it names. */
function groups(
  checked: CheckedDocument,
  index: DocumentIndex,
  path: readonly PropertyKey[],
  ids: readonly string[],
): ConfigurationFault[] {
  return index.ids('Group').length > 0 ? named(checked, index, 'Group', path, ids) : twice(checked, path, ids)
}

function circle(checked: CheckedDocument, group: Group, index: DocumentIndex): ConfigurationFault[] {
  const seen = new Set<string>()
  const reach = (id: string): boolean =>
    (index.get('Group', id)?.document.extends ?? []).some((next) => {
      if (next === group.id) return true
      if (seen.has(next)) return false
      seen.add(next)
      return reach(next)
    })
  if (!reach(group.id)) return []
  return [
    faultAt(checked.raw, ['extends'], {
      de: `${checked.name} erweitert sich selbst`,
      en: `${checked.name} extends itself`,
    }),
  ]
}

function missing(
  checked: CheckedDocument,
  index: DocumentIndex,
  kind: DocumentKind,
  path: readonly PropertyKey[],
  id: string,
): ConfigurationFault {
  return faultAt(checked.raw, path, unknownName(kind, id, index.ids(kind)))
}

function twice(
  checked: CheckedDocument,
  path: readonly PropertyKey[],
  ids: readonly string[],
  ...field: string[]
): ConfigurationFault[] {
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at ? [] : [faultAt(checked.raw, [...path, at, ...field], listedTwice(id))],
  )
}

/** What some departments rule otherwise: each speaks of departments that exist, and of each only once. */
function otherwise<Part extends { readonly departments: readonly string[] }>(
  checked: CheckedDocument,
  index: DocumentIndex,
  parts: readonly Part[],
  check: (part: Part, path: readonly PropertyKey[]) => ConfigurationFault[],
): ConfigurationFault[] {
  const seen = new Set<string>()
  return parts.flatMap((part, at) => {
    const path = ['otherwise', at]
    const again = part.departments.flatMap((id, place) =>
      seen.has(id) ? [faultAt(checked.raw, [...path, 'departments', place], listedTwice(id))] : [],
    )
    for (const id of part.departments) seen.add(id)
    return [
      ...named(checked, index, 'Department', [...path, 'departments'], part.departments),
      ...again,
      ...check(part, path),
    ]
  })
}

function noticesOf(words: readonly { readonly notice: string }[]): string[] {
  return words.map(({ notice }) => notice)
}

function idsOf(items: readonly { readonly id: string }[]): string[] {
  return items.map(({ id }) => id)
}

/** The document itself says which values there are. */
function within(
  checked: CheckedDocument,
  path: readonly PropertyKey[],
  ids: readonly string[],
  known: readonly string[],
): ConfigurationFault[] {
  return ids.flatMap((id, at) =>
    known.includes(id) ? [] : [faultAt(checked.raw, [...path, at], unknownName('', id, known))],
  )
}
