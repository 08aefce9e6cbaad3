import type { Text } from './text.ts'

const text = (de: string, en: string): Text => ({ de, en })

/** What the fields of the API are called where people read of them; a test finds the one that has no name. */
const names: Readonly<Record<string, Text>> = {
  about: text('Wozu der Entwurf gehört', 'What the draft is about'),
  access: text('Zugriff', 'Access'),
  accepted: text('Ergebnis', 'Result'),
  account: text('Benutzername', 'User name'),
  accounts: text('Benutzernamen', 'User names'),
  agreement: text('Vereinbarung', 'Agreement'),
  alternatives: text('Geprüfte Alternativen', 'Alternatives examined'),
  answer: text('Antwort', 'Answer'),
  answers: text('Antworten', 'Answers'),
  app: text('Anwendung', 'App'),
  apps: text('Anwendungen', 'Apps'),
  at: text('Zeitpunkt', 'Time'),
  attributes: text('Merkmale', 'Attributes'),
  base: text('Ausgangsstand', 'Base revision'),
  basis: text('Grundlage', 'Basis'),
  chain: text('Zuständige Stelle', 'Body in charge'),
  clientAddress: text('Netzadresse', 'Network address'),
  code: text('Code', 'Code'),
  contact: text('Erreichbarkeit', 'Contact hours'),
  context: text('Umstände', 'Context'),
  correction: text('Berichtigung', 'Correction'),
  csv: text('CSV-Datei', 'CSV file'),
  dataProtection: text('Einwilligung zum Datenschutz', 'Consent to data protection'),
  date: text('Tag', 'Day'),
  days: text('Tage', 'Days'),
  decision: text('Entscheidung', 'Decision'),
  declarations: text('Erklärungen', 'Declarations'),
  department: text('Amt', 'Department'),
  departments: text('Ämter', 'Departments'),
  deputy: text('Vertretung', 'Deputy'),
  draft: text('Entwurf', 'Draft'),
  draining: text('Leeren', 'Draining'),
  dueOn: text('Rückgabe bis', 'Due on'),
  dueUntil: text('Rückgabe bis', 'Due until'),
  employment: text('Beschäftigung', 'Employment'),
  enrolledDevice: text('Bekanntes Gerät', 'Enrolled device'),
  equipment: text('Ausstattung', 'Equipment'),
  equipmentReturn: text('Rückgabe der Geräte', 'Return of equipment'),
  familyDuties: text('Familienaufgaben', 'Family duties'),
  files: text('Dateien', 'Files'),
  from: text('Beginn', 'From'),
  furniture: text('Möbel', 'Furniture'),
  gives: text('Neuer Tag', 'New day'),
  granted: text('Entscheidung', 'Decision'),
  grant: text('Freigabe', 'Approval'),
  groups: text('Gruppen', 'Groups'),
  held: text('Vorhandene Ausstattung', 'Equipment at hand'),
  home: text('Wohnung', 'Home'),
  inOrder: text('In Ordnung', 'In order'),
  internet: text('Internetanschluss', 'Internet connection'),
  item: text('Frage', 'Item'),
  kind: text('Art des Antrags', 'Kind of request'),
  language: text('Sprache', 'Language'),
  height: text('Höhe', 'Height'),
  leaflet: text('Merkblatt', 'Leaflet'),
  listeners: text('Zugänge', 'Listeners'),
  leftOn: text('Letzter Arbeitstag', 'Left on'),
  line: text('Zeile', 'Line'),
  listener: text('Zugang', 'Listener'),
  mail: text('E-Mail', 'E-mail'),
  manager: text('Vorgesetzte Person', 'Line manager'),
  model: text('Modell', 'Model'),
  name: text('Name', 'Name'),
  needed: text('Benötigte Ausstattung', 'Equipment needed'),
  next: text('Neues Passwort', 'New password'),
  note: text('Bemerkung', 'Note'),
  notices: text('Nachrichten', 'Notices'),
  office: text('Tage im Amt', 'Days at the office'),
  on: text('Datum', 'Date'),
  outcome: text('Entscheidung', 'Decision'),
  password: text('Passwort', 'Password'),
  path: text('Dateiname', 'File name'),
  people: text('Personen', 'People'),
  person: text('Person', 'Person'),
  phone: text('Telefon', 'Phone'),
  photo: text('Foto', 'Photo'),
  present: text('Bisheriges Passwort', 'Present password'),
  protectionNeed: text('Schutzbedarf', 'Protection need'),
  purpose: text('Zweck', 'Purpose'),
  q: text('Suche', 'Search'),
  reason: text('Begründung', 'Reason'),
  remark: text('Bemerkung', 'Remark'),
  representative: text('Vertretung von Beschäftigten', 'Representative of staff'),
  revision: text('Stand', 'Revision'),
  rhythm: text('Wie oft', 'How often'),
  role: text('Rolle', 'Role'),
  roleSince: text('Auf der Stelle seit', 'In this post since'),
  roles: text('Rollen', 'Roles'),
  round: text('Runde', 'Round'),
  scope: text('Umfang', 'Scope'),
  screen: text('Bildschirm', 'Screen'),
  seen: text('Geladener Stand', 'State seen'),
  secondFactor: text('Zweiter Faktor', 'Second factor'),
  secret: text('Startschlüssel', 'First-run secret'),
  separateArea: text('Eigener Bereich', 'Separate area'),
  serial: text('Seriennummer', 'Serial number'),
  share: text('Anteil', 'Share'),
  shareOfFullTime: text('Umfang der Stelle', 'Share of full time'),
  signIn: text('Anmeldung', 'Sign-in'),
  stage: text('Für wen zuerst', 'For whom first'),
  state: text('Zustand', 'State'),
  step: text('Schritt', 'Step'),
  takes: text('Entfallender Tag', 'Day given up'),
  task: text('Aufgaben', 'Task'),
  text: text('Inhalt', 'Content'),
  title: text('Titel', 'Title'),
  type: text('Art', 'Type'),
  until: text('Ende', 'Until'),
  version: text('Fassung', 'Version'),
  week: text('Tage zu Hause', 'Home days'),
  weekday: text('Wochentag', 'Weekday'),
  width: text('Breite', 'Width'),
  work: text('Auftrag', 'Work'),
  words: text('Suchwörter', 'Words to look for'),
  workspace: text('Arbeitsplatz', 'Workspace'),
  yes: text('Antwort', 'Answer'),
}

/**
 * What a person is told a field is called: `week.0.from` is "Home days no. 1, From". Null where a part has no name, as
 * in the place of a configuration file, which is best shown as it is.
 */
export function fieldName(path: string): Text | null {
  const parts: Text[] = []
  for (const step of path.split('.')) {
    const last = parts.at(-1)
    if (/^\d+$/.test(step) && last !== undefined) parts[parts.length - 1] = numbered(last, Number(step))
    else if (Object.hasOwn(names, step)) parts.push(names[step] as Text)
    else return null
  }
  return { de: parts.map(({ de }) => de).join(', '), en: parts.map(({ en }) => en).join(', ') }
}

/** Entries count from 0 in a path and from 1 for people; lines of a file count from 1 everywhere. */
function numbered(name: Text, index: number): Text {
  if (name === names.line) return text(`${name.de} ${index}`, `${name.en} ${index}`)
  return text(`${name.de} Nr. ${index + 1}`, `${name.en} no. ${index + 1}`)
}
