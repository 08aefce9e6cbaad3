import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { agreement } from '../programme/testing-programme.ts'
import type { Configuration } from './configuration.ts'
import { loadConfiguration } from './load-configuration.ts'

/** A city for tests, small enough to have in mind: two departments, two zones, two workspaces, three rules. */
export const smallCityDocuments: readonly string[] = [
  'kind: City\nid: city\ntitle: { de: Stadt, en: City }\ntimeZone: Europe/Berlin\n',
  'kind: Department\nid: social\nnumber: "50"\ntitle: { de: Sozialamt, en: Social }\ntelework: true\n',
  'kind: Department\nid: police\nnumber: "32"\ntitle: { de: Ordnungsamt, en: Order }\n',
  'kind: Zone\nid: office\ntitle: { de: Büro, en: Office }\nlistener: office\nnetworks: [10.0.0.0/8, "::1/128"]\noutside: false\n',
  'kind: Zone\nid: home\ntitle: { de: Zuhause, en: Home }\nlistener: outside\nnetworks: [0.0.0.0/0, "::/0"]\noutside: true\n',
  ...['editor', 'writer', 'browser'].map(
    (id) =>
      `kind: App\nid: ${id}\ntitle: { de: ${id}, en: ${id} }\npackage: ${id}\ncommand: [${id}]\nicon: ${id}\ncategories: [Office]\n`,
  ),
  'kind: SettingsTemplate\nid: desktop\ntitle: { de: Desktop, en: Desktop }\ninclude: [.config/xfce4/**]\n',
  'kind: Pool\nid: main\ntitle: { de: Pool, en: Pool }\nhosts: [host-a, host-b]\n',
  'kind: Workspace\nid: base\ntitle: { de: Basis, en: Base }\nsummary: { de: B, en: B }\nmembers: {}\nabstract: true\napps: [editor, writer]\nsettings: [desktop]\npool: main\n',
  'kind: Workspace\nid: casework\ntitle: { de: Fälle, en: Cases }\nsummary: { de: F, en: C }\nmembers: { departments: [social, police] }\nextends: [base]\napps: [browser, editor]\npublished: [editor]\nappearance: { background: "#112233", icons: [browser] }\npool: main\n',
  'kind: Workspace\nid: press\ntitle: { de: Presse, en: Press }\nsummary: { de: P, en: P }\nmembers: { groups: [editors] }\nextends: [base]\npool: main\n',
  'kind: AccessRule\nid: office\neffect: grant\ntitle: { de: Im Büro, en: Office }\nwhen: zone.id == "office"\nrights: [control, clipboard-in, clipboard-out]\n',
  'kind: AccessRule\nid: home\neffect: grant\ntitle: { de: Zuhause, en: Home }\nwhen: zone.id == "home"\nrights: [control, clipboard-in]\n',
  'kind: AccessRule\nid: protected\neffect: limit\ntitle: { de: Schutz, en: Protection }\nwhen: zone.outside && "protected" in person.groups\nwithout: [clipboard-in, clipboard-out]\nreason: { de: Schutzbedarf., en: Protection need. }\n',
  'kind: Programme\nid: telework\ntitle: { de: Telearbeit, en: Telework }\nchain: [line-manager, head-of-department, it]\nmaximumHomeDays: 3\nmaximumMonths: 12\nearliest: "06:00"\nlatest: "22:00"\nform: { ask: [] }\ncriteria: { monthsInRole: 0, shareOfFullTime: 0 }\n',
]

export function fileOf(documents: readonly string[], path = 'city.yaml'): ConfigurationFile {
  return { path, text: documents.join('---\n') }
}

/** Loads documents that must be good; a fault in them is a bug of the test. */
export function loaded(documents: readonly string[] = smallCityDocuments): Configuration {
  const result = loadConfiguration([fileOf(documents)])
  if (!result.ok) throw new Error(JSON.stringify(result.faults, null, 2))
  return result.configuration
}

export const annaId = '11111111-1111-4111-8111-111111111111'

/** Home days on Monday and Wednesday, 07:00 to 19:00, through the year 2026. */
export function annasAgreement(change: Partial<TeleworkAgreement> = {}): TeleworkAgreement {
  return agreement({
    id: '22222222-2222-4222-8222-222222222222',
    request: '33333333-3333-4333-8333-333333333333',
    person: { id: annaId, name: 'Anna Becker', department: 'social' },
    from: '2026-01-01',
    until: '2026-12-31',
    week: [
      { weekday: 1, from: '07:00', until: '19:00' },
      { weekday: 3, from: '07:00', until: '19:00' },
    ],
    ...change,
  })
}

export function anna(change: Partial<PersonFacts> = {}): PersonFacts {
  return {
    id: annaId,
    account: 'anna.becker',
    name: 'Anna Becker',
    department: 'social',
    groups: [],
    roles: [],
    agreements: [],
    ...change,
  }
}

/** Monday, 2 March 2026, 10:00 in Berlin. */
export const mondayMorning = '2026-03-02T09:00:00.000Z'

export function atOffice(change: Partial<Context> = {}): Context {
  return { at: mondayMorning, listener: 'office', clientAddress: '10.1.2.3', secondFactor: false, ...change }
}

export function atHome(change: Partial<Context> = {}): Context {
  return { at: mondayMorning, listener: 'outside', clientAddress: '203.0.113.7', secondFactor: true, ...change }
}
