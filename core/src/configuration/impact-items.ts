import type { EffectiveWorkspace, Resolution } from '@nahtlos/contract/access/resolution'
import type { Right } from '@nahtlos/contract/rights'
import type { Text } from '@nahtlos/contract/text'
import type { Configuration } from './configuration.ts'
import { rightWords } from './rule-words.ts'

/** One thing of a workspace that differs; `gains` is null where it is neither gained nor lost but another one. */
export interface ItemDifference {
  readonly workspace: string
  readonly workspaceTitle: Text
  readonly item: string
  readonly gains: boolean | null
}

/** What somebody has of her workspaces by one resolution and not by the other. */
export function itemDifferences(before: Resolution | null, after: Resolution | null): ItemDifference[] {
  const [had, has] = [byId(before), byId(after)]
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((id) => {
    const [one, other] = [had.get(id), has.get(id)]
    const workspaceTitle = (other ?? one)?.title ?? { de: id, en: id }
    const [was, is] = [itemsOf(one), itemsOf(other)]
    return [
      ...[...is].filter((item) => !was.has(item)).map((item): [string, boolean] => [item, true]),
      ...[...was].filter((item) => !is.has(item)).map((item): [string, boolean] => [item, false]),
      ...(one?.available && other?.available ? changes(one, other) : []),
    ].map(([item, gains]) => ({ workspace: id, workspaceTitle, item, gains }))
  })
}

function byId(resolution: Resolution | null): Map<string, EffectiveWorkspace> {
  return new Map((resolution?.workspaces ?? []).map((workspace) => [workspace.id, workspace]))
}

/** An app that is withheld is not there. */
function itemsOf(workspace: EffectiveWorkspace | undefined): Set<string> {
  if (!workspace?.available) return new Set()
  const { rights, apps, withheld, published, settings, environment } = workspace
  const away = new Set(withheld.map(({ app }) => app))
  return new Set([
    'access',
    ...rights,
    ...apps.filter(({ id }) => !away.has(id)).map(({ id }) => `app/${id}`),
    ...published.map((id) => `published/${id}`),
    ...settings.map(({ id }) => `settings/${id}`),
    ...environment.map(({ id }) => `rule/${id}`),
  ])
}

/** What both have and what is not the same in both. A bound is better the larger it is, and best without. */
function changes(one: EffectiveWorkspace, other: EffectiveWorkspace): [string, boolean | null][] {
  const numbers = (['idleMinutes', 'lengthMinutes', 'sessions'] as const).flatMap((key): [string, boolean][] => {
    const [was, is] = [one.bounds[key] ?? Number.POSITIVE_INFINITY, other.bounds[key] ?? Number.POSITIVE_INFINITY]
    return was === is ? [] : [[key, is > was]]
  })
  const others = (['programs', 'network', 'resources', 'pool'] as const).filter(
    // What a rule that is tried out watches is no change for anybody.
    (key) => JSON.stringify(one[key], unwatched) !== JSON.stringify(other[key], unwatched),
  )
  const rules = other.environment.filter((rule) => {
    const former = one.environment.find(({ id }) => id === rule.id)
    return former !== undefined && former !== rule && JSON.stringify(former) !== JSON.stringify(rule)
  })
  return [
    ...numbers,
    ...(one.bounds.watermark === other.bounds.watermark
      ? []
      : [['watermark', one.bounds.watermark] as [string, boolean]]),
    ...others.map((key): [string, null] => [key, null]),
    ...rules.map(({ id }): [string, null] => [`rule/${id}`, null]),
  ]
}

const unwatched = (key: string, value: unknown) => (key === 'watch' ? undefined : value)

const words: Readonly<Record<string, Text>> = {
  access: { de: 'Zugang', en: 'access' },
  idleMinutes: { de: 'Zeit ohne Eingabe', en: 'time without input' },
  lengthMinutes: { de: 'Dauer der Sitzung', en: 'length of the session' },
  sessions: { de: 'Sitzungen zugleich', en: 'sessions at once' },
  watermark: { de: 'Wasserzeichen', en: 'watermark' },
  programs: { de: 'erlaubte Programme', en: 'permitted programs' },
  network: { de: 'Netz der Sitzung', en: 'network of the session' },
  resources: { de: 'Rechenzeit und Speicher', en: 'processor and memory' },
  pool: { de: 'Sitzungsserver', en: 'session hosts' },
}

/** What an item is called. */
export function itemTitle(item: string, before: Configuration, after: Configuration): Text {
  const plain = words[item] ?? (rightWords as Readonly<Record<string, Text>>)[item as Right]
  if (plain !== undefined) return plain
  const [kind = '', id = ''] = item.split('/')
  const named = (name: string): Text => {
    const document = after.all.get(`${name}/${id}`) ?? before.all.get(`${name}/${id}`)
    return document !== undefined && 'title' in document ? document.title : { de: id, en: id }
  }
  const called = (text: Text, title: Text): Text => ({
    de: `${text.de} „${title.de}“`,
    en: `${text.en} "${title.en}"`,
  })
  switch (kind) {
    case 'bound':
      return called({ de: 'Grenze', en: 'bound' }, words[id] ?? { de: id, en: id })
    case 'app':
      return called({ de: 'Anwendung', en: 'app' }, named('App'))
    case 'published':
      return called({ de: 'allein startbare Anwendung', en: 'app that starts alone' }, named('App'))
    case 'settings':
      return called({ de: 'Einstellungen', en: 'settings' }, named('SettingsTemplate'))
    case 'rule':
      return called({ de: 'Umgebungsregel', en: 'environment rule' }, named('EnvironmentRule'))
    default:
      return { de: item, en: item }
  }
}
