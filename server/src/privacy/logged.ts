import type { LoggedClass } from '@nahtlos/contract/api/privacy'
import type { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import type { Text } from '@nahtlos/contract/text'
import type { EventKind } from '../events/event-log.ts'

type Area = EventKind extends infer Kind ? (Kind extends `${infer Head}.${string}` ? Head : never) : never

/** Every area of the log, by the first word of its kinds: a new area without words here fails the type check. */
const areas: Readonly<Record<Area, { readonly what: Text; readonly why: Text }>> = {
  'sign-in': {
    what: {
      de: 'Anmeldung und Abmeldung: wann, von welcher Adresse, ob sie gelang',
      en: 'Signing in and out: when, from which address, whether it worked',
    },
    why: { de: 'Damit Angriffe auffallen', en: 'So that attacks are noticed' },
  },
  'second-factor': {
    what: { de: 'Zweiter Faktor: eingerichtet, angenommen, abgelehnt', en: 'Second factor: set up, accepted, refused' },
    why: { de: 'Damit Angriffe auffallen', en: 'So that attacks are noticed' },
  },
  password: {
    what: { de: 'Passwort geändert; nie das Passwort selbst', en: 'Password changed; never the password itself' },
    why: { de: 'Damit eine fremde Änderung auffällt', en: 'So that a change by somebody else is noticed' },
  },
  'first-administrator': {
    what: { de: 'Die erste Administration wurde angelegt', en: 'The first administrator was made' },
    why: { de: 'Damit niemand heimlich Rechte bekommt', en: 'So that nobody gets rights in secret' },
  },
  access: {
    what: {
      de: 'Etwas aufgerufen, wozu die Berechtigung fehlt',
      en: 'Something called without permission for it',
    },
    why: { de: 'Damit Versuche auffallen', en: 'So that attempts are noticed' },
  },
  people: {
    what: {
      de: 'Personen aufgenommen oder geändert: wie viele, von wem',
      en: 'People added or changed: how many, by whom',
    },
    why: { de: 'Damit Änderungen von Rechten belegt sind', en: 'So that changes of rights are on record' },
  },
  person: {
    what: {
      de: 'Jemand hat nachgesehen, was eine Person öffnen dürfte',
      en: 'Somebody looked what a person could open',
    },
    why: { de: 'Damit Blicke auf Personen auffallen', en: 'So that looks at people are noticed' },
  },
  configuration: {
    what: { de: 'Konfiguration veröffentlicht oder abgelehnt', en: 'Configuration published or refused' },
    why: { de: 'Damit Änderungen von Regeln belegt sind', en: 'So that changes of rules are on record' },
  },
  draft: {
    what: { de: 'Entwurf der Konfiguration: angelegt, freigegeben', en: 'Draft of a configuration: made, approved' },
    why: { de: 'Damit niemand allein Regeln ändert', en: 'So that nobody changes rules alone' },
  },
  impact: {
    what: { de: 'Jemand hat nachgesehen, was ein Entwurf ändert', en: 'Somebody looked what a draft changes' },
    why: { de: 'Damit Blicke auf Personen auffallen', en: 'So that looks at people are noticed' },
  },
  machine: {
    what: { de: 'Ein Server wurde gesperrt', en: 'A server was revoked' },
    why: { de: 'Damit Eingriffe in den Betrieb belegt sind', en: 'So that interventions are on record' },
  },
  settings: {
    what: {
      de: 'Einstellungen: zurückgeholt, zurückgesetzt, exportiert, importiert, gelöscht; nie ihr Inhalt',
      en: 'Settings: restored, reset, exported, imported, deleted; never their content',
    },
    why: { de: 'Damit fremde Änderungen auffallen', en: 'So that changes by others are noticed' },
  },
  'settings-access': {
    what: {
      de: 'Die Benutzerhilfe bat um Einblick in Einstellungen, bekam ihn oder nicht, sah nach',
      en: 'The help desk asked for a look at settings, got it or not, looked',
    },
    why: { de: 'Damit Blicke auf Personen auffallen', en: 'So that looks at people are noticed' },
  },
  vault: {
    what: {
      de: 'Der Speicher für Einstellungen wurde geprüft, repariert oder bekam einen neuen Schlüssel',
      en: 'The store of settings was checked, repaired or got a new key',
    },
    why: { de: 'Damit Eingriffe in den Betrieb belegt sind', en: 'So that interventions are on record' },
  },
  'home-workplace': {
    what: {
      de: 'Arbeitsplatz zu Hause: gemeldet, geprüft; nie die Antworten',
      en: 'Workplace at home: reported, assessed; never the answers',
    },
    why: { de: 'Damit die Prüfung belegt ist', en: 'So that the assessment is on record' },
  },
  training: {
    what: {
      de: 'Unterweisung eingetragen: wie viele, an welchem Tag',
      en: 'Training recorded: how many, on which day',
    },
    why: { de: 'Damit die Unterweisung belegt ist', en: 'So that the training is on record' },
  },
  telework: {
    what: {
      de: 'Anträge: gestellt, entschieden, erinnert, zurückgezogen; nie die Begründung, nie eine vertrauliche Stelle',
      en: 'Requests: filed, decided, reminded of, withdrawn; never the reason, never a confidential body',
    },
    why: { de: 'Damit Entscheidungen belegt sind', en: 'So that decisions are on record' },
  },
  agreement: {
    what: {
      de: 'Vereinbarungen: geschlossen, geändert, gesperrt, beendet und von wem',
      en: 'Agreements: made, changed, suspended, ended, and by whom',
    },
    why: {
      de: 'Damit Beginn und Ende des Zugangs belegt sind',
      en: 'So that beginning and end of access are on record',
    },
  },
  absence: {
    what: { de: 'Vertretung eingetragen oder gelöscht', en: 'Deputy entered or deleted' },
    why: {
      de: 'Damit belegt ist, wer für wen entscheiden durfte',
      en: 'So that it is on record who could decide for whom',
    },
  },
  document: {
    what: { de: 'Dokument erstellt oder als gelesen bestätigt', en: 'Document issued, or confirmed as read' },
    why: { de: 'Damit Bescheide nachweisbar sind', en: 'So that decisions can be proven' },
  },
  calendar: {
    what: { de: 'Kalenderadresse erzeugt oder abgeschaltet', en: 'Calendar address made or switched off' },
    why: { de: 'Damit ein fremder Zugriff auffällt', en: 'So that access by somebody else is noticed' },
  },
  device: {
    what: { de: 'Geräte: ausgegeben, zurückgegeben, verloren', en: 'Devices: handed over, returned, lost' },
    why: { de: 'Damit klar ist, wer ein Gerät hat', en: 'So that it is clear who has a device' },
  },
  enrolment: {
    what: { de: 'Neue Server wurden aufgenommen', en: 'New servers were enrolled' },
    why: { de: 'Damit kein fremder Server mitläuft', en: 'So that no foreign server takes part' },
  },
  host: {
    what: { de: 'Ein Server nimmt neue Sitzungen an oder nicht', en: 'A server takes new sessions or not' },
    why: { de: 'Damit Eingriffe in den Betrieb belegt sind', en: 'So that interventions are on record' },
  },
  program: {
    what: {
      de: 'Ein Programm wurde nicht gestartet, angefragt, freigegeben oder abgelehnt: Pfad, Paket und Prüfsumme',
      en: 'A program was refused, asked for, approved or declined: path, package and hash',
    },
    why: { de: 'Damit belegt ist, wer was freigibt', en: 'So that it is on record who approves what' },
  },
  session: {
    what: {
      de: 'Desktop gestartet, verbunden, beendet oder verweigert; nie, was darin geschieht',
      en: 'Desktop started, connected, ended or refused; never what happens in it',
    },
    why: { de: 'Damit fremde Zugriffe auffallen', en: 'So that access by others is noticed' },
  },
  'look-up': {
    what: {
      de: 'Jemand wollte das Protokoll einer Person sehen, und was daraus wurde',
      en: 'Somebody wanted to see the log of one person, and what came of it',
    },
    why: { de: 'Damit niemand heimlich nachsieht', en: 'So that nobody looks in secret' },
  },
  erasure: {
    what: { de: 'Die Löschung einer Person wurde verlangt', en: 'The deletion of a person was asked for' },
    why: { de: 'Damit niemand allein löscht', en: 'So that nobody deletes alone' },
  },
  data: {
    what: { de: 'Daten wurden gelöscht: welche Art, wie viele', en: 'Data was deleted: which kind, how much' },
    why: { de: 'Damit die Löschung belegt ist', en: 'So that the deletion is on record' },
  },
}

/** What an event is about, by its kind; one of a former version that has no words keeps its own. */
export function wordsOfArea(kind: string): Text {
  const [area = ''] = kind.split('.')
  return Object.hasOwn(areas, area) ? areas[area as Area].what : { de: kind, en: kind }
}

/** What is written down, by the clocks in force. */
export function loggedClasses({ retention }: DataProtection): LoggedClass[] {
  const log = Object.entries(areas).map(([id, { what, why }]) => ({ id, what, why, months: retention.event.months }))
  return [
    ...log,
    {
      id: 'look',
      what: { de: 'Wer Ihren Vorgang angesehen hat', en: 'Who looked at your case' },
      why: { de: 'Damit Sie es selbst sehen', en: 'So that you can see it yourself' },
      months: retention.look.months,
    },
    {
      id: 'notice',
      what: { de: 'Was Ihnen mitgeteilt wurde', en: 'What you were told' },
      why: { de: 'Damit nichts verloren geht', en: 'So that nothing is lost' },
      months: retention.notice.months,
    },
    {
      id: 'closed-request',
      what: { de: 'Abgelehnte und zurückgezogene Anträge', en: 'Rejected and withdrawn requests' },
      why: { de: 'Falls Sie widersprechen', en: 'In case you object' },
      months: retention['closed-request'].months,
    },
    {
      id: 'ended-agreement',
      what: { de: 'Beendete Vereinbarungen mit ihrem Antrag', en: 'Ended agreements with their request' },
      why: { de: 'Als Nachweis', en: 'As evidence' },
      months: retention['ended-agreement'].months,
    },
    {
      id: 'device-history',
      what: { de: 'Wer welches Gerät hatte', en: 'Who had which device' },
      why: { de: 'Falls ein Schaden später auffällt', en: 'In case damage is noticed later' },
      months: retention['device-history'].months,
    },
    {
      id: 'home-workplace',
      what: {
        de: 'Ihre Angaben zum Arbeitsplatz zu Hause und Ihre Unterweisung',
        en: 'What you said of your workplace at home, and your training',
      },
      why: { de: 'Für den Arbeitsschutz', en: 'For safety at work' },
      months: retention['home-workplace'].months,
    },
    {
      id: 'absence',
      what: { de: 'Wann Sie abwesend waren und wer Sie vertrat', en: 'When you were away, and who stood in for you' },
      why: { de: 'Damit feststeht, wer für wen entschied', en: 'So that it is known who decided for whom' },
      months: retention.absence.months,
    },
  ]
}

/** What the product has no place for at all. */
export const neverLogged: Text[] = [
  { de: 'Tastenanschläge und Mausbewegungen', en: 'Key strokes and movements of the mouse' },
  { de: 'Bilder Ihres Bildschirms', en: 'Pictures of your screen' },
  { de: 'Wie lange Sie arbeiten oder Pause machen', en: 'How long you work or pause' },
  { de: 'Welche Dateien und Seiten Sie öffnen', en: 'Which files and pages you open' },
  { de: 'Diagnosen und Namen von Angehörigen', en: 'Diagnoses and names of relatives' },
]
