import type { DataProtection } from '@nahtlos/contract/configuration/data-protection'
import type { Text } from '@nahtlos/contract/text'
import type { Configuration } from '../configuration/configuration.ts'

/** What the drafts are made of besides the configuration. */
export interface DraftFacts {
  /** What is written down, with months. */
  readonly logged: readonly {
    readonly id: string
    readonly what: Text
    readonly why: Text
    readonly months: number | null
  }[]
  readonly never: readonly Text[]
  /** Whether mails go out, and where settings lie. */
  readonly mails: boolean
  readonly settings: 'directory' | 's3'
  readonly revision: number
  readonly date: string
}

export interface Draft {
  readonly name: string
  readonly title: Text
  /** In Markdown. */
  readonly markdown: Text
}

type Language = keyof Text

/**
 * Drafts of what data protection law asks for in writing, from the configuration in force. They say what the product
 * does; purposes, weighing and approval are the administration's, and are marked as open.
 */
export function dataProtectionDrafts(configuration: Configuration, facts: DraftFacts): Draft[] {
  const both = (write: (language: Language) => string): Text => ({ de: write('de'), en: write('en') })
  return [
    {
      name: 'verzeichnis-verarbeitungstaetigkeiten',
      title: {
        de: 'Verzeichnis der Verarbeitungstätigkeiten (Artikel 30 DSGVO)',
        en: 'Record of processing activities (Article 30 GDPR)',
      },
      markdown: both((language) => record(configuration, facts, language)),
    },
    {
      name: 'datenschutz-folgenabschaetzung',
      title: {
        de: 'Datenschutz-Folgenabschätzung (Artikel 35 DSGVO)',
        en: 'Data protection impact assessment (Article 35 GDPR)',
      },
      markdown: both((language) => assessment(configuration, facts, language)),
    },
  ]
}

function record(configuration: Configuration, facts: DraftFacts, language: Language): string {
  const { dataProtection: rules } = configuration
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  return [
    ...head(configuration, facts, language, say('Verzeichnis der Verarbeitungstätigkeiten', 'Record of processing')),
    `## ${say('Zweck', 'Purpose')}`,
    say(
      'Beschäftigte beantragen Telearbeit, bekommen Geräte und arbeiten von zu Hause an einem zentralen Desktop.',
      'Staff ask for telework, get devices, and work at home on a central desktop.',
    ),
    `## ${say('Rechtsgrundlage', 'Legal basis')}`,
    rules.basis[language],
    `## ${say('Betroffene Personen', 'People concerned')}`,
    say(
      `Beschäftigte von ${configuration.departments.size} Ämtern; davon nehmen ${takingPart(configuration)} an der Telearbeit teil.`,
      `Staff of ${configuration.departments.size} departments, of which ${takingPart(configuration)} take part in telework.`,
    ),
    `## ${say('Daten, Zweck und Frist', 'Data, purpose and time limit')}`,
    table(
      [say('Daten', 'Data'), say('Wozu', 'What for'), say('Frist in Monaten', 'Months')],
      facts.logged.map(({ what, why, months }) => [what[language], why[language], String(months ?? '–')]),
    ),
    ...departments(configuration, facts, language),
    `## ${say('Empfänger', 'Recipients')}`,
    list([
      say(
        'die Stellen, die über einen Antrag entscheiden, jeweils nur ihre Fälle',
        'the bodies that decide on a request, each only its cases',
      ),
      say('die Geräteausgabe: wer welches Gerät hat', 'those who hand out devices: who has which device'),
      ...archived(rules, language),
      say('niemand außerhalb der Verwaltung', 'nobody outside the administration'),
    ]),
    `## ${say('Technische und organisatorische Maßnahmen', 'Technical and organisational measures')}`,
    list(measures(configuration, facts, language)),
    `## ${say('Noch einzutragen', 'Still to be entered')}`,
    list([
      say('Freigabe mit Datum und Namen', 'approval with date and name'),
      say('Auftragsverarbeiter, falls es welche gibt', 'processors, if there are any'),
    ]),
  ].join('\n\n')
}

function assessment(configuration: Configuration, facts: DraftFacts, language: Language): string {
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  const risks: [string, string][] = [
    [
      say('Leistung oder Verhalten wird überwacht', 'Performance or behaviour is monitored'),
      say(
        `Das Produkt erhebt nicht: ${facts.never.map((text) => text.de).join('; ')}. Zahlen gibt es erst ab zehn Personen.`,
        `The product does not record: ${facts.never.map((text) => text.en).join('; ')}. Numbers are of ten people or more.`,
      ),
    ],
    [
      say('Jemand sieht ohne Grund nach', 'Somebody looks without a reason'),
      say(
        `Ein Blick auf das Protokoll einer Person braucht einen Zweck und eine zweite Person. Er endet nach ${configuration.dataProtection.lookUpHours} Stunden, und die Person sieht ihn.`,
        `A look at one person's log needs a purpose and a second person. It ends after ${configuration.dataProtection.lookUpHours} hours, and the person sees it.`,
      ),
    ],
    [
      say('Ein Gerät geht verloren', 'A device is lost'),
      say(
        `Ein Tastendruck beendet Anmeldungen und Sitzungen. Nur mit Verschlüsselung ausgegeben: ${onlyEncrypted(configuration, language)}.`,
        `One press ends sign-ins and sessions. Handed over only with encryption: ${onlyEncrypted(configuration, language)}.`,
      ),
    ],
    [
      say('Daten fließen von zu Hause ab', 'Data leaks from home'),
      say(
        `Rechte gelten je Netzbereich: ${configuration.zones.size} Netzbereiche, ${configuration.rules.length} Zugriffsregeln. Was keine Regel erlaubt, ist nicht möglich.`,
        `Rights hold by zone: ${configuration.zones.size} zones, ${configuration.rules.length} access rules. What no rule grants is not possible.`,
      ),
    ],
    [
      say('Daten bleiben zu lange', 'Data stays too long'),
      say(
        'Jede Art von Daten hat eine Frist. Jede Löschung hinterlässt einen Nachweis ohne Personenbezug.',
        'Every kind of data has a clock. Every deletion leaves evidence that names nobody.',
      ),
    ],
  ]
  return [
    ...head(configuration, facts, language, say('Datenschutz-Folgenabschätzung', 'Impact assessment')),
    `## ${say('Warum', 'Why')}`,
    say(
      'Die Technik ist geeignet, Beschäftigte zu überwachen. Deshalb ist abzuwägen, und die Mitbestimmung ist zu beteiligen.',
      'The technology is suited to monitoring staff. So it has to be weighed, and the staff council takes part.',
    ),
    `## ${say('Risiken und was dagegen getan ist', 'Risks and what is done about them')}`,
    table([say('Risiko', 'Risk'), say('Maßnahme', 'Measure')], risks),
    `## ${say('Maßnahmen im Einzelnen', 'The measures one by one')}`,
    list(measures(configuration, facts, language)),
    `## ${say('Noch zu entscheiden', 'Still to be decided')}`,
    list([
      say('Bewertung des Restrisikos', 'assessment of the remaining risk'),
      say('Stellungnahme des Personalrats', "the staff council's statement"),
      say('Rat der oder des Datenschutzbeauftragten', "the data protection officer's advice"),
    ]),
  ].join('\n\n')
}

function head(configuration: Configuration, facts: DraftFacts, language: Language, title: string): string[] {
  const { city, dataProtection } = configuration
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  return [
    `# ${title}: ${city.title[language]}`,
    say(
      `Entwurf vom ${facts.date}, aus dem Stand ${facts.revision} der Konfiguration.`,
      `Draft of ${facts.date}, from revision ${facts.revision} of the configuration.`,
    ),
    `${say('Verantwortlich', 'Controller')}: ${dataProtection.controller[language]}`,
    `${say('Datenschutzbeauftragte', 'Data protection officer')}: ${dataProtection.officer[language]}`,
  ]
}

function measures(configuration: Configuration, facts: DraftFacts, language: Language): string[] {
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  const outside = [...configuration.zones.values()].filter(({ zone }) => zone.outside)
  return [
    say(
      `von außen nur mit zweitem Faktor und Vereinbarung (${outside.map(({ zone }) => zone.title.de).join(', ') || 'kein Netzbereich außen'})`,
      `from outside only with a second factor and an agreement (${outside.map(({ zone }) => zone.title.en).join(', ') || 'no zone outside'})`,
    ),
    say(
      'alle Wege verschlüsselt; Geräte und Server weisen sich gegenseitig aus',
      'all ways encrypted; machines prove who they are to each other',
    ),
    say(
      'besonders geschützte Angaben sind im Datenfeld verschlüsselt',
      'sensitive answers are encrypted in their field',
    ),
    facts.settings === 's3'
      ? say(
          'Einstellungen liegen je Person verschlüsselt in einem Objektspeicher',
          'settings lie encrypted per person in an object store',
        )
      : say(
          'Einstellungen liegen je Person verschlüsselt auf eigenen Datenträgern',
          'settings lie encrypted per person on own disks',
        ),
    facts.mails
      ? say(
          'E-Mails enthalten weder Namen noch Inhalte eines Vorgangs',
          'mails contain neither names nor contents of a case',
        )
      : say('es werden keine E-Mails verschickt', 'no mails are sent'),
    say('niemand entscheidet über sich selbst', 'nobody decides on herself'),
  ]
}

function onlyEncrypted({ equipment }: Configuration, language: Language): string {
  const types = equipment.types.filter(({ handedOverOnlyWith }) => handedOverOnlyWith.includes('disk-encryption'))
  return types.map(({ title }) => title[language]).join(', ') || (language === 'de' ? 'nichts' : 'nothing')
}

function archived({ retention }: DataProtection, language: Language): string[] {
  if (!Object.values(retention).some(({ archive }) => archive)) return []
  return [
    language === 'de'
      ? 'das Archiv: abgeschlossene Vorgänge, bevor sie gelöscht werden'
      : 'the archive: closed cases, before they are deleted',
  ]
}

/** Where departments rule otherwise: who answers there, by which law, and the time limits that differ. */
function departments(configuration: Configuration, { logged }: DraftFacts, language: Language): string[] {
  const { otherwise } = configuration.dataProtection
  if (otherwise.length === 0) return []
  const say = (de: string, en: string) => (language === 'de' ? de : en)
  const titleOf = (id: string) => configuration.departments.get(id)?.title[language] ?? id
  const nameOf = (id: string) => logged.find((one) => one.id === id)?.what[language] ?? id
  const lines = otherwise.map((part) => {
    const differs = [
      ...(part.controller === undefined
        ? []
        : [`${say('Verantwortlich', 'Controller')}: ${part.controller[language]}`]),
      ...(part.officer === undefined ? [] : [`${say('Datenschutz', 'Data protection')}: ${part.officer[language]}`]),
      ...(part.basis === undefined ? [] : [`${say('Rechtsgrundlage', 'Legal basis')}: ${part.basis[language]}`]),
      ...Object.entries(part.retention ?? {}).map(
        ([id, clock]) => `${nameOf(id)}: ${clock.months} ${say('Monate', 'months')}`,
      ),
    ]
    return `${part.departments.map(titleOf).join(', ')} – ${differs.map((one) => one.replaceAll(/\s*\n\s*/g, ', ')).join('; ')}`
  })
  return [`## ${say('Abweichend in einzelnen Ämtern', 'Otherwise in some departments')}`, list(lines)]
}

function takingPart({ departments }: Configuration): number {
  return [...departments.values()].filter(({ telework }) => telework).length
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
