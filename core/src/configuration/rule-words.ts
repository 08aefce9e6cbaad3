import type { LimitBounds } from '@nahtlos/contract/access/bounds'
import type { AccessRule } from '@nahtlos/contract/configuration/access-rule'
import type { ConfigurationDocument, DocumentKind } from '@nahtlos/contract/configuration/document'
import type { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import type { Beyond } from '@nahtlos/contract/configuration/withhold'
import type { Right } from '@nahtlos/contract/rights'
import type { Text } from '@nahtlos/contract/text'
import { conditionWords } from './condition-words.ts'

export type Titles = (kind: DocumentKind, id: string) => Text
/** Whether a document comes or goes: what it did stops then. */
export type Way = 'added' | 'removed'

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

/** What a document does, for one that comes or goes as a whole; whom and from where it concerns is said with it. */
export function ruleWords(document: ConfigurationDocument, way: Way, titles: Titles): Text[] {
  switch (document.kind) {
    case 'AccessRule': {
      const scope = scopeOf(document, titles)
      return effectsOf(document, way, titles).map((effect) => joined(scope, effect))
    }
    case 'ProgramRule': {
      const programs = [...document.packages, ...document.paths].join(', ')
      if (document.audit) return [joined(scopeOf(document, titles), auditWords(programs, way))]
      const words: Record<Way, Record<'deny' | 'allow', Text>> = {
        added: {
          deny: { de: `nicht mehr erlaubt sind die Programme ${programs}`, en: `no longer allowed: ${programs}` },
          allow: { de: `erlaubt sind jetzt die Programme ${programs}`, en: `now allowed: ${programs}` },
        },
        removed: {
          deny: { de: `nicht mehr verboten sind die Programme ${programs}`, en: `no longer forbidden: ${programs}` },
          allow: { de: `nicht mehr eigens erlaubt: ${programs}`, en: `no longer allowed by itself: ${programs}` },
        },
      }
      return [joined(scopeOf(document, titles), words[way][document.effect])]
    }
    case 'EnvironmentRule':
      return document.actions.map((action) => joined(scopeOf(document, titles), actionWords(action, way)))
    case 'Zone':
      return [
        {
          de: `${document.networks.join(', ')} über ${document.listener}, ${document.outside ? 'gilt als außen' : 'gilt als innen'}`,
          en: `${document.networks.join(', ')} by ${document.listener}, ${document.outside ? 'counts as outside' : 'counts as inside'}`,
        },
      ]
    case 'Role': {
      const kinds = document.edits.map(({ kind }) => kind).join(', ')
      const holders = [...document.holders.people, ...document.holders.groups, ...document.holders.roles].join(', ')
      return way === 'added'
        ? [{ de: `${holders} darf ändern: ${kinds}`, en: `${holders} may change: ${kinds}` }]
        : [{ de: `${holders} darf nicht mehr ändern: ${kinds}`, en: `${holders} may no longer change: ${kinds}` }]
    }
    case 'Group':
      return document.people.length === 0
        ? []
        : [{ de: `darin: ${document.people.join(', ')}`, en: `in it: ${document.people.join(', ')}` }]
    default:
      return []
  }
}

interface Scoped {
  readonly department?: string | undefined
  readonly workspaces?: readonly string[] | undefined
  readonly when: string
}

/** A rule that is only tried out takes nothing from anybody. */
function auditWords(programs: string, way: Way): Text {
  return way === 'added'
    ? {
        de: `beobachtet wird, wer diese Programme startet (verboten wird nichts): ${programs}`,
        en: `who starts these programs is watched (nothing is denied): ${programs}`,
      }
    : { de: `nicht mehr beobachtet: ${programs}`, en: `no longer watched: ${programs}` }
}

/** For whom and from where. */
export function scopeOf({ department, workspaces, when }: Scoped, titles: Titles): Text {
  const said: Text[] = [
    ...(department === undefined ? [] : [titles('Department', department)]),
    ...(workspaces ?? []).map((id) => {
      const title = titles('Workspace', id)
      return { de: `Arbeitsplatz „${title.de}“`, en: `workspace "${title.en}"` }
    }),
    ...(when === 'true' && (department !== undefined || workspaces !== undefined)
      ? []
      : [conditionWords(when, titles)]),
  ]
  return { de: said.map(({ de }) => de).join(', '), en: said.map(({ en }) => en).join(', ') }
}

function effectsOf(rule: AccessRule, way: Way, titles: Titles): Text[] {
  if (rule.effect === 'grant') return [rightsSentence(rule.rights, way === 'added' ? 'gives' : 'gives-no-more')]
  if (rule.effect === 'withhold') {
    const apps = rule.apps.map((id) => titles('App', id))
    const bound = rule.beyond === undefined ? null : boundWords(rule.beyond)
    const [de, en] = [apps.map((app) => `„${app.de}“`).join(', '), apps.map((app) => `"${app.en}"`).join(', ')]
    if (bound !== null)
      return way === 'added'
        ? [{ de: `begrenzt auf ${bound.de}: ${de}`, en: `bounded to ${bound.en}: ${en}` }]
        : [{ de: `nicht mehr begrenzt auf ${bound.de}: ${de}`, en: `no longer bounded to ${bound.en}: ${en}` }]
    return way === 'added'
      ? [{ de: `nicht mehr da: ${de}`, en: `no longer there: ${en}` }]
      : [{ de: `wieder da: ${de}`, en: `there again: ${en}` }]
  }
  return [
    ...(rule.without === 'access'
      ? [
          way === 'added'
            ? { de: 'kein Zugang mehr', en: 'no access any more' }
            : { de: 'Zugang wieder möglich', en: 'access possible again' },
        ]
      : []),
    ...(rule.without !== undefined && rule.without !== 'access'
      ? [rightsSentence(rule.without, way === 'added' ? 'takes' : 'takes-no-more')]
      : []),
    ...(rule.profile === undefined
      ? []
      : [
          way === 'added'
            ? {
                de: 'hoher Schutzbedarf: ohne Zwischenablage, Dateien und Drucken, mit zweitem Faktor, kurzer Pause und Wasserzeichen',
                en: 'high protection need: no clipboard, files or printing, a second factor, a short pause and a watermark',
              }
            : { de: 'der hohe Schutzbedarf gilt nicht mehr', en: 'the high protection need no longer holds' },
        ]),
    ...(rule.demands ?? []).map((demand) => demandWords(demand, way)),
    ...boundsWords(rule.bounds ?? {}, way),
  ]
}

function boundWords({ minutesPerDay, atOnce }: Beyond): Text {
  const said: Text[] = [
    ...(minutesPerDay === undefined
      ? []
      : [{ de: `${minutesPerDay} Minuten am Tag`, en: `${minutesPerDay} minutes a day` }]),
    ...(atOnce === undefined ? [] : [{ de: `${atOnce} zugleich`, en: `${atOnce} at once` }]),
  ]
  return { de: said.map(({ de }) => de).join(', '), en: said.map(({ en }) => en).join(', ') }
}

export function demandWords(demand: 'second-factor' | 'enrolled-device', way: Way): Text {
  const what: Text =
    demand === 'second-factor'
      ? { de: 'ein zweiter Faktor', en: 'a second factor' }
      : { de: 'ein aufgenommenes Gerät', en: 'an enrolled device' }
  return way === 'added'
    ? { de: `verlangt wird ${what.de}`, en: `${what.en} is demanded` }
    : { de: `nicht mehr verlangt wird ${what.de}`, en: `${what.en} is no longer demanded` }
}

function boundsWords({ idleMinutes, lengthMinutes, sessions, watermark }: LimitBounds, way: Way): Text[] {
  const said: Text[] = [
    ...(idleMinutes === undefined
      ? []
      : [
          {
            de: `Trennung nach ${idleMinutes} Minuten ohne Eingabe`,
            en: `disconnected after ${idleMinutes} minutes without input`,
          },
        ]),
    ...(lengthMinutes === undefined
      ? []
      : [{ de: `Abmeldung nach ${lengthMinutes} Minuten`, en: `logged off after ${lengthMinutes} minutes` }]),
    ...(sessions === undefined
      ? []
      : [{ de: `höchstens ${sessions} Sitzungen zugleich`, en: `at most ${sessions} sessions at once` }]),
    ...(watermark === undefined ? [] : [{ de: 'Wasserzeichen im Bild', en: 'a watermark over the picture' }]),
  ]
  return way === 'added' ? said : said.map(({ de, en }) => ({ de: `nicht mehr: ${de}`, en: `no longer: ${en}` }))
}

/** What is done in a session, or is not any more. */
export function actionWords(action: EnvironmentAction, way: Way): Text {
  const what = actionTitle(action)
  return way === 'added' ? what : { de: `nicht mehr: ${what.de}`, en: `no longer: ${what.en}` }
}

function actionTitle(action: EnvironmentAction): Text {
  switch (action.action) {
    case 'drive':
      return {
        de: `Laufwerk ${action.address} als „${action.folder}“`,
        en: `drive ${action.address} as "${action.folder}"`,
      }
    case 'printer':
      return { de: `Drucker „${action.queue}“`, en: `printer "${action.queue}"` }
    case 'script':
      return action.as === 'root'
        ? {
            de: `Skript als root auf dem Sitzungsserver: ${firstLine(action.run)}`,
            en: `script as root on the host: ${firstLine(action.run)}`,
          }
        : {
            de: `Skript in der Sitzung: ${firstLine(action.run)}`,
            en: `script in the session: ${firstLine(action.run)}`,
          }
    case 'message':
      return { de: `Meldung „${action.title.de}“`, en: `message "${action.title.en}"` }
    case 'variable':
      return { de: `Variable ${action.name}`, en: `variable ${action.name}` }
    case 'file':
    case 'link':
      return { de: `Datei „${action.path}“`, en: `file "${action.path}"` }
    case 'key':
      return { de: `Einstellung ${action.key}`, en: `setting ${action.key}` }
    case 'menu-entry':
      return { de: `Menüeintrag „${action.title.de}“`, en: `menu entry "${action.title.en}"` }
    case 'file-type':
      return { de: `${action.type} öffnet ${action.app}`, en: `${action.type} opens ${action.app}` }
    case 'kiosk':
      return { de: `fest: ${action.parts.join(', ')}`, en: `locked: ${action.parts.join(', ')}` }
    case 'start-app':
      return { de: `startet ${action.app}`, en: `starts ${action.app}` }
    case 'close-app':
      return { de: `schließt ${action.app}`, en: `closes ${action.app}` }
  }
}

function firstLine(text: string): string {
  const [line = '', ...rest] = text.trim().split('\n')
  return rest.length > 0 || line.length > 80 ? `${line.slice(0, 80)} …` : line
}

const verbs = {
  gives: { de: 'jetzt erlaubt', en: 'now allowed' },
  'gives-no-more': { de: 'nicht mehr erlaubt', en: 'no longer allowed' },
  takes: { de: 'nicht mehr erlaubt', en: 'no longer allowed' },
  'takes-no-more': { de: 'nicht mehr verboten', en: 'no longer forbidden' },
} as const

export function rightsSentence(rights: readonly Right[], verb: keyof typeof verbs): Text {
  const words = (language: keyof Text) => rights.map((right) => rightWords[right][language]).join(', ')
  return { de: `${words('de')} ${verbs[verb].de}`, en: `${words('en')} ${verbs[verb].en}` }
}

function joined(scope: Text, said: Text): Text {
  return { de: `${scope.de}: ${said.de}`, en: `${scope.en}: ${said.en}` }
}
