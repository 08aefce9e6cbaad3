import type { HostView, SessionView } from '@nahtlos/contract/api/administration'
import type { SettingsAccess, VersionKind } from '@nahtlos/contract/api/settings'
import type { Draft, Revision } from '@nahtlos/contract/configuration/revision'
import type { Text } from '@nahtlos/contract/text'
import type { Say } from './language.ts'

/** What states are called in tables; `--json` has their names of the API. */
type Words<State extends string> = Readonly<Record<State, Text>>

/** The word for a state; its name where a newer server knows one more. */
export function wordOf<State extends string>(words: Words<State>, state: State, say: Say): string {
  const found: Text | undefined = words[state]
  return found === undefined ? state : say(found)
}

const text = (de: string, en: string): Text => ({ de, en })

export const hostStates: Words<HostView['state']> = {
  up: text('in Betrieb', 'up'),
  draining: text('nimmt nichts Neues an', 'takes nothing new'),
  away: text('nicht erreichbar', 'away'),
  'never-seen': text('noch nie gemeldet', 'never seen'),
}

export const hostConcerns: Words<HostView['concerns'][number]['what']> = {
  'no-limits': text('Sitzungen laufen ohne Grenzen', 'sessions run without limits'),
  'rules-not-tried': text('Regeln lassen sich nicht ausprobieren', 'rules cannot be tried out'),
  'disk-low': text('die Platte ist fast voll', 'the disk is nearly full'),
  'disk-full': text('die Platte ist voll', 'the disk is full'),
  'session-grows': text('eine Sitzung braucht immer mehr Speicher', 'a session takes more and more memory'),
  'session-left': text('eine Sitzung hat etwas zurückgelassen', 'a session has left something behind'),
}

export const sessionStates: Words<SessionView['state']> = {
  placing: text('sucht Server', 'looking for a host'),
  preparing: text('startet', 'starting'),
  ready: text('läuft', 'running'),
  ending: text('wird beendet', 'ending'),
  ended: text('beendet', 'ended'),
  failed: text('gescheitert', 'failed'),
  lost: text('verloren', 'lost'),
}

export const draftStates: Words<Draft['state']> = {
  draft: text('hat Fehler', 'has faults'),
  validated: text('geprüft', 'checked'),
  approved: text('freigegeben', 'approved'),
  published: text('veröffentlicht', 'published'),
}

export const revisionStates: Words<Revision['state']> = {
  'in-force': text('in Kraft', 'in force'),
  trial: text('wird erprobt', 'being tried out'),
  stopped: text('abgebrochen', 'stopped'),
  past: text('früher', 'past'),
}

export const versionKinds: Words<VersionKind> = {
  captured: text('gespeichert', 'saved'),
  merged: text('zusammengeführt', 'merged'),
  'set-aside': text('beiseitegelegt', 'set aside'),
  restored: text('zurückgeholt', 'restored'),
  reset: text('zurückgesetzt', 'reset'),
  imported: text('aus einem Archiv', 'from an archive'),
  repaired: text('nach Schaden gerettet', 'saved from damage'),
}

export const accessStates: Words<SettingsAccess['state']> = {
  asked: text('gefragt', 'asked'),
  granted: text('offen', 'open'),
  denied: text('abgelehnt', 'refused'),
  over: text('vorbei', 'over'),
}
