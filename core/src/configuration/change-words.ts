import type { Demand } from '@nahtlos/contract/configuration/access-rule'
import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { Right } from '@nahtlos/contract/rights'
import type { Text } from '@nahtlos/contract/text'
import { conditionWords } from './condition-words.ts'
import { actionWords, demandWords, rightsSentence, ruleWords, scopeOf, type Titles } from './rule-words.ts'

type Plain = Readonly<Record<string, unknown>>

/** Lists whose entries are documents of a kind. */
const listed: Readonly<Record<string, { readonly kind: DocumentKind; readonly words: Text }>> = {
  apps: { kind: 'App', words: { de: 'Anwendung', en: 'app' } },
  published: { kind: 'App', words: { de: 'Anwendung allein startbar:', en: 'app that starts alone:' } },
  settings: { kind: 'SettingsTemplate', words: { de: 'Einstellungen', en: 'settings' } },
  extends: { kind: 'Workspace', words: { de: 'übernimmt von', en: 'takes over from' } },
  workspaces: { kind: 'Workspace', words: { de: 'gilt für Arbeitsplatz', en: 'speaks of workspace' } },
  'members.departments': { kind: 'Department', words: { de: 'Amt', en: 'department' } },
  'members.groups': { kind: 'Group', words: { de: 'Gruppe', en: 'group' } },
}

/** Lists of rights; in `without` an entry more is a right less. */
const rightLists = {
  rights: { added: 'gives', removed: 'gives-no-more' },
  without: { added: 'takes', removed: 'takes-no-more' },
} as const

/** What a change of one document means, sentence by sentence; never empty. */
export function changeWords(
  before: ConfigurationDocument | undefined,
  after: ConfigurationDocument | undefined,
  titles: Titles,
): Text[] {
  const document = after ?? before
  if (document === undefined) return []
  const name: Text = 'title' in document ? document.title : { de: document.kind, en: document.kind }
  if (before === undefined)
    return [
      both(name, { de: 'kommt dazu', en: 'is added' }),
      ...ruleWords(document, 'added', titles).map((words) => both(name, words)),
    ]
  if (after === undefined)
    return [
      both(name, { de: 'fällt weg', en: 'is removed' }),
      ...ruleWords(document, 'removed', titles).map((words) => both(name, words)),
    ]
  const was = flat(before)
  const is = flat(after)
  const scope = 'when' in document ? scopeOf(document, titles) : null
  // Rights are told with whom and from where they are about.
  const named = scope === null ? name : both(name, scope)
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .flatMap((key) => keyWords(key in rightLists ? named : name, key, was[key], is[key], titles))
}

function keyWords(name: Text, key: string, was: unknown, is: unknown, titles: Titles): Text[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  const rights = Object.hasOwn(rightLists, key) ? rightLists[key as keyof typeof rightLists] : undefined
  if (rights !== undefined) {
    if (is === 'access' || was === 'access')
      return [
        both(
          name,
          is === 'access'
            ? { de: 'kein Zugang mehr', en: 'no access any more' }
            : { de: 'Zugang wieder möglich', en: 'access possible again' },
        ),
      ]
    const [old, now] = [list(was) as Right[], list(is) as Right[]]
    const added = now.filter((right) => !old.includes(right))
    const removed = old.filter((right) => !now.includes(right))
    return [
      ...(added.length > 0 ? [both(name, rightsSentence(added, rights.added))] : []),
      ...(removed.length > 0 ? [both(name, rightsSentence(removed, rights.removed))] : []),
    ]
  }
  const reference = listed[key]
  if (reference !== undefined) {
    const [old, now] = [list(was), list(is)]
    const said = (id: string, verb: Text) => {
      const title = titles(reference.kind, id)
      return both(name, {
        de: `${reference.words.de} „${title.de}“ ${verb.de}`,
        en: `${reference.words.en} "${title.en}" ${verb.en}`,
      })
    }
    const words = [
      ...now.filter((id) => !old.includes(id)).map((id) => said(id, { de: 'kommt dazu', en: 'is added' })),
      ...old.filter((id) => !now.includes(id)).map((id) => said(id, { de: 'fällt weg', en: 'is removed' })),
    ]
    return words.length > 0 ? words : [both(name, { de: `${key}: andere Reihenfolge`, en: `${key}: another order` })]
  }
  if (key === 'when') {
    const [now, before] = [conditionWords(String(is), titles), conditionWords(String(was), titles)]
    return [
      both(name, {
        de: `gilt jetzt ${now.de} (bisher ${before.de})`,
        en: `now holds ${now.en} (so far ${before.en})`,
      }),
    ]
  }
  if (key === 'demands') {
    const [old, now] = [list(was) as Demand[], list(is) as Demand[]]
    return [
      ...now.filter((one) => !old.includes(one)).map((one) => both(name, demandWords(one, 'added'))),
      ...old.filter((one) => !now.includes(one)).map((one) => both(name, demandWords(one, 'removed'))),
    ]
  }
  if (key === 'actions') return actionChanges(name, was, is)
  if (Array.isArray(was) || Array.isArray(is)) {
    const label = keyTitle(key)
    const [old, now] = [list(was), list(is)]
    const said = (ids: readonly string[], de: string, en: string) =>
      ids.length === 0
        ? []
        : [both(name, { de: `${label.de} ${ids.join(', ')} ${de}`, en: `${label.en} ${ids.join(', ')} ${en}` })]
    const words = [
      ...said(
        now.filter((one) => !old.includes(one)),
        'kommt dazu',
        'is added',
      ),
      ...said(
        old.filter((one) => !now.includes(one)),
        'fällt weg',
        'is removed',
      ),
    ]
    return words.length > 0
      ? words
      : [both(name, { de: `${label.de}: andere Reihenfolge`, en: `${label.en}: another order` })]
  }
  const label = keyTitle(key)
  return [
    both(name, {
      de: `${label.de}: ${written(was, 'de')} wird zu ${written(is, 'de')}`,
      en: `${label.en}: ${written(was, 'en')} becomes ${written(is, 'en')}`,
    }),
  ]
}

/** Actions one by one, by their ids: what comes, what goes, and what is done otherwise. */
function actionChanges(name: Text, was: unknown, is: unknown): Text[] {
  const byId = (actions: unknown) =>
    new Map((Array.isArray(actions) ? (actions as EnvironmentAction[]) : []).map((action) => [action.id, action]))
  const [old, now] = [byId(was), byId(is)]
  return [
    ...[...now.values()].filter(({ id }) => !old.has(id)).map((one) => both(name, actionWords(one, 'added'))),
    ...[...old.values()].filter(({ id }) => !now.has(id)).map((one) => both(name, actionWords(one, 'removed'))),
    ...[...now.values()]
      .filter((one) => old.has(one.id) && JSON.stringify(old.get(one.id)) !== JSON.stringify(one))
      .map((one) => {
        const words = actionWords(one, 'added')
        return both(name, { de: `jetzt anders: ${words.de}`, en: `now otherwise: ${words.en}` })
      }),
  ]
}

/** Keys that have a word; the others are told by the name that stands in the document. */
const keyTitles: Readonly<Record<string, Text>> = {
  'bounds.idleMinutes': { de: 'Minuten ohne Eingabe', en: 'minutes without input' },
  'bounds.lengthMinutes': { de: 'Minuten bis zur Abmeldung', en: 'minutes until logged off' },
  'bounds.sessions': { de: 'Sitzungen zugleich', en: 'sessions at once' },
  'bounds.watermark': { de: 'Wasserzeichen', en: 'watermark' },
  'members.people': { de: 'Person', en: 'person' },
  people: { de: 'Person', en: 'person' },
  networks: { de: 'Netz', en: 'network' },
  outside: { de: 'gilt als außen', en: 'counts as outside' },
  listener: { de: 'Eingang', en: 'listener' },
  pool: { de: 'Sitzungsserver', en: 'session hosts' },
  network: { de: 'Netz der Sitzung', en: 'network of the session' },
  chain: { de: 'Stelle in der Kette', en: 'step of the chain' },
  fourEyes: { de: 'Vier Augen', en: 'four eyes' },
  hosts: { de: 'Server', en: 'host' },
  packages: { de: 'Paket', en: 'package' },
  paths: { de: 'Programm', en: 'program' },
  command: { de: 'Befehl', en: 'command' },
  on: { de: 'Auslöser', en: 'trigger' },
  'title.de': { de: 'Titel', en: 'title in German' },
  'title.en': { de: 'Titel auf Englisch', en: 'title in English' },
}

function keyTitle(key: string): Text {
  return keyTitles[key] ?? { de: key, en: key }
}

function both(name: Text, said: Text): Text {
  return { de: `${name.de}: ${said.de}`, en: `${name.en}: ${said.en}` }
}

function written(value: unknown, language: keyof Text): string {
  if (value === undefined) return language === 'de' ? 'nichts' : 'nothing'
  return typeof value === 'string' ? `„${value}“` : JSON.stringify(value)
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))) : []
}

/** Keys of nested maps with dots; lists stay whole. Titles in two languages count as one value. */
function flat(document: Plain, prefix = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(document).flatMap(([key, value]): [string, unknown][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(flat(value as Plain, `${prefix}${key}.`))
        : [[`${prefix}${key}`, value]],
    ),
  )
}
