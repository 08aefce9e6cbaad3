import type { PersonFacts } from '@nahtlos/contract/access/context'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { agreement } from '@nahtlos/core/programme/testing-programme'

export const departments = 62
export const people = 10_000
export const rules = 1_000
export const environmentRules = 300
export const programRules = 100
export const groups = 40
/** Rules for everybody; the others are those of single departments. */
const cityRules = 70

/** Conditions as administrators write them: who, from where, when, with what. */
const conditions: readonly ((index: number) => string)[] = [
  () => 'zone.outside && !secondFactor',
  (index) => `"g${index % groups}" in person.groups && zone.outside`,
  () => '!within("06:00-21:00")',
  () => 'zone.outside && !onHomeDay()',
  (index) => `inCidr(client.address, "10.${index % 250}.0.0/16")`,
  (index) => `zone.id == "home" && time.weekday in [1, 2, 3, 4, 5] && person.department == "d${index % departments}"`,
  () => 'time.holiday || !time.workday && zone.outside',
  (index) => `person.groups.exists(g, g == "g${index % groups}") && time.hour >= 18`,
  (index) => `fits(person.account, "^ext${index % 10}[.]")`,
  (index) => `person.account == "p${index}" || (zone.outside && "g${(index + 7) % groups}" in person.groups)`,
]

const effects: readonly string[] = [
  'effect: limit\nwithout: [clipboard-out]\nreason: { de: R, en: R }\n',
  'effect: limit\nwithout: [download, print]\nreason: { de: R, en: R }\n',
  'effect: grant\nrights: [control, clipboard-in, clipboard-out, upload, download, print, sound]\n',
  'effect: limit\nbounds: { idleMinutes: 30 }\nreason: { de: R, en: R }\n',
]

/**
 * A city of 62 departments with a workspace each, 1,000 access rules, 300 environment rules, 100 program rules and
 * 40 groups, some of which extend others. `quietly` takes pasting from one group.
 */
export function bigCity(quietly = false): ConfigurationFile[] {
  const documents = [
    'kind: City\nid: city\ntitle: { de: Stadt, en: City }\ntimeZone: Europe/Berlin\nholidays: { state: HE }\n',
    'kind: Programme\nid: telework\ntitle: { de: T, en: T }\nchain: [it]\nmaximumHomeDays: 3\nmaximumMonths: 12\nearliest: "06:00"\nlatest: "22:00"\n',
    'kind: Zone\nid: office\ntitle: { de: Büro, en: Office }\nlistener: office\nnetworks: [10.0.0.0/8]\noutside: false\n',
    'kind: Zone\nid: home\ntitle: { de: Zuhause, en: Home }\nlistener: outside\nnetworks: [0.0.0.0/0]\noutside: true\n',
    'kind: Pool\nid: main\ntitle: { de: P, en: P }\nhosts: [host-a]\n',
    ...Array.from(
      { length: 30 },
      (_, index) =>
        `kind: App\nid: a${index}\ntitle: { de: A${index}, en: A${index} }\npackage: mousepad\ncommand: [mousepad]\nicon: x\ncategories: [Utility]\n`,
    ),
    ...Array.from(
      { length: departments },
      (_, index) =>
        `kind: Department\nid: d${index}\nnumber: "${index + 1}"\ntitle: { de: D${index}, en: D${index} }\ntelework: true\n---\n` +
        `kind: Workspace\nid: w${index}\ntitle: { de: W${index}, en: W${index} }\nsummary: { de: W, en: W }\nmembers: { departments: [d${index}] }\napps: [${Array.from({ length: 30 }, (_unused, app) => `a${app}`).join(', ')}]\npool: main\n`,
    ),
    'kind: AccessRule\nid: office\ntitle: { de: B, en: O }\neffect: grant\nwhen: zone.id == "office"\nrights: [control, clipboard-in, clipboard-out, print]\n',
    'kind: AccessRule\nid: home\ntitle: { de: Z, en: H }\neffect: grant\nwhen: zone.id == "home"\nrights: [control, clipboard-in]\n',
    ...Array.from({ length: rules - 2 }, (_, index) => {
      const scope = index < cityRules ? '' : `workspaces: [w${index % departments}]\n`
      const when = conditions[index % conditions.length]?.(index) ?? 'true'
      return `kind: AccessRule\nid: r${index}\ntitle: { de: R${index}, en: R${index} }\n${scope}when: '${when}'\n${effects[index % effects.length]}`
    }),
    ...Array.from(
      { length: groups },
      (_, index) =>
        `kind: Group\nid: g${index}\ntitle: { de: G${index}, en: G${index} }\n${index >= 30 ? `extends: [g${index - 30}]\n` : ''}`,
    ),
    // One in ten is for everybody, as a city's message or printer; the others are those of single departments.
    ...Array.from({ length: environmentRules }, (_, index) => {
      const scope = index % 10 === 0 ? '' : `workspaces: [w${index % departments}]\n`
      const when = conditions[index % conditions.length]?.(index) ?? 'true'
      return `kind: EnvironmentRule\nid: e${index}\ntitle: { de: E${index}, en: E${index} }\n${scope}on: [logon, zone-changed]\nwhen: '${when}'\nactions:\n  - { action: drive, id: d, concern: comfort, protocol: smb, address: //files/d${index}, folder: Amt${index} }\n`
    }),
    ...Array.from({ length: programRules }, (_, index) => {
      const scope = index % 10 === 0 ? '' : `workspaces: [w${index % departments}]\n`
      const when = conditions[index % conditions.length]?.(index) ?? 'true'
      return `kind: ProgramRule\nid: p${index}\ntitle: { de: P${index}, en: P${index} }\neffect: ${index % 2 === 0 ? 'deny' : 'allow'}\n${scope}when: '${when}'\npackages: [package-${index}]\nreason: { de: R, en: R }\n`
    }),
    ...(quietly
      ? [
          'kind: AccessRule\nid: quiet\ntitle: { de: Q, en: Q }\neffect: limit\nwhen: \'zone.outside && "g3" in person.groups\'\nwithout: [clipboard-in]\nreason: { de: Q, en: Q }\n',
        ]
      : []),
  ]
  return [{ path: 'city.yaml', text: documents.join('---\n') }]
}

export function bigStaff(): PersonFacts[] {
  return Array.from({ length: people }, (_, index) => {
    const id = `${index.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`
    const department = `d${index % departments}`
    const name = `P ${index}`
    return {
      id,
      account: `p${index}`,
      name,
      department,
      groups: [`g${index % groups}`, `g${(index * 7) % groups}`],
      roles: [],
      agreements:
        index % 3 === 0
          ? [
              agreement({
                id,
                request: id,
                person: { id, name, department },
                from: '2026-01-01',
                until: '2026-12-31',
                week: [{ weekday: 1, from: '07:00', until: '19:00' }],
              }),
            ]
          : [],
    }
  })
}
