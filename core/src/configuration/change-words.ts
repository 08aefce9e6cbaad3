import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import type { Right } from '@nahtlos/contract/rights'
import type { Text } from '@nahtlos/contract/text'

export const rightWords: Readonly<Record<Right, Text>> = {
  control: { de: 'bedienen', en: 'control' },
  'clipboard-in': { de: 'in den Desktop einfügen', en: 'paste into the desktop' },
  'clipboard-out': { de: 'aus dem Desktop herauskopieren', en: 'copy out of the desktop' },
  upload: { de: 'Dateien hineingeben', en: 'give files in' },
  download: { de: 'Dateien mitnehmen', en: 'take files out' },
  print: { de: 'drucken', en: 'print' },
  sound: { de: 'hören', en: 'hear' },
  microphone: { de: 'sprechen', en: 'speak' },
}

type Titles = (kind: DocumentKind, id: string) => Text
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
const rightLists: Readonly<Record<string, { readonly added: Text; readonly removed: Text }>> = {
  rights: {
    added: { de: 'gibt jetzt', en: 'now gives' },
    removed: { de: 'gibt nicht mehr', en: 'no longer gives' },
  },
  without: {
    added: { de: 'nicht mehr erlaubt', en: 'no longer allowed' },
    removed: { de: 'nicht mehr verboten', en: 'no longer forbidden' },
  },
}

/** What a change of one document means, sentence by sentence; never empty. */
export function changeWords(
  before: ConfigurationDocument | undefined,
  after: ConfigurationDocument | undefined,
  titles: Titles,
): Text[] {
  const document = after ?? before
  if (document === undefined) return []
  const name: Text = 'title' in document ? document.title : { de: document.kind, en: document.kind }
  if (before === undefined) return [both(name, { de: 'kommt dazu', en: 'is added' }), ...ruleWords(name, document)]
  if (after === undefined) return [both(name, { de: 'fällt weg', en: 'is removed' }), ...ruleWords(name, document)]
  const was = flat(before)
  const is = flat(after)
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .sort()
    .flatMap((key) => keyWords(name, key, was[key], is[key], titles))
}

/** What a rule does, for one that comes or goes as a whole. */
function ruleWords(name: Text, document: ConfigurationDocument): Text[] {
  if (document.kind !== 'AccessRule') return []
  const when = both(name, { de: `gilt, wenn ${document.when}`, en: `holds where ${document.when}` })
  if (document.effect === 'grant') return [both(name, rightsSentence(rightLists.rights?.added, document.rights)), when]
  if (document.effect === 'withhold') return [when]
  const taken = document.without
  if (taken === 'access') return [both(name, { de: 'kein Zugang', en: 'no access' }), when]
  return [...(taken === undefined ? [] : [both(name, rightsSentence(rightLists.without?.added, taken))]), when]
}

function keyWords(name: Text, key: string, was: unknown, is: unknown, titles: Titles): Text[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  const rights = rightLists[key]
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
      ...(added.length > 0 ? [both(name, rightsSentence(rights.added, added))] : []),
      ...(removed.length > 0 ? [both(name, rightsSentence(rights.removed, removed))] : []),
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
  if (key === 'when')
    return [
      both(name, {
        de: `gilt jetzt, wenn ${String(is)} (bisher ${String(was)})`,
        en: `now holds where ${String(is)} (so far ${String(was)})`,
      }),
    ]
  return [
    both(name, {
      de: `${key}: ${written(was, 'de')} wird zu ${written(is, 'de')}`,
      en: `${key}: ${written(was, 'en')} becomes ${written(is, 'en')}`,
    }),
  ]
}

function rightsSentence(verb: Text | undefined, rights: readonly Right[]): Text {
  const words = (language: keyof Text) => rights.map((right) => rightWords[right][language]).join(', ')
  return { de: `${words('de')} ${verb?.de ?? ''}`.trim(), en: `${words('en')} ${verb?.en ?? ''}`.trim() }
}

function both(name: Text, said: Text): Text {
  return { de: `${name.de}: ${said.de}`, en: `${name.en}: ${said.en}` }
}

function written(value: unknown, language: keyof Text): string {
  if (value === undefined) return language === 'de' ? 'nichts' : 'nothing'
  return typeof value === 'string' ? `„${value}“` : JSON.stringify(value)
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
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
