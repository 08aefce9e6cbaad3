import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Resolution } from '@nahtlos/contract/access/resolution'
import { loadConfiguration } from '../configuration/load-configuration.ts'
import {
  anna,
  annasAgreement,
  atHome,
  atOffice,
  fileOf,
  loaded,
  smallCityDocuments,
} from '../configuration/small-city.ts'
import { comingLoss } from './coming-loss.ts'
import { nearestChanges } from './nearest-change.ts'
import { nextChange } from './next-change.ts'
import { resolve } from './resolve.ts'

const agreed = anna({ agreements: [annasAgreement()] })
const limit = (id: string, lines: string) =>
  `kind: AccessRule\nid: ${id}\neffect: limit\ntitle: { de: R, en: R }\nreason: { de: Grund., en: Reason. }\n${lines}`

function casework(person = anna(), context = atOffice(), more: readonly string[] = [], city = smallCityDocuments) {
  const resolution = Resolution.parse(resolve(loaded([...city, ...more]), person, context))
  const found = resolution.workspaces.find(({ id }) => id === 'casework')
  assert.ok(found)
  return found
}

function faults(more: readonly string[]): string[] {
  const result = loadConfiguration([fileOf([...smallCityDocuments, ...more])])
  return result.ok ? [] : result.faults.map(({ document, message }) => `${document}: ${message.en}`)
}

describe('a limit', () => {
  test('sets bounds, and of several the strictest of each holds', () => {
    const { bounds, rights } = casework(anna(), atOffice(), [
      limit('a', 'bounds: { idleMinutes: 30, sessions: 3 }\n'),
      limit('b', 'bounds: { idleMinutes: 10, lengthMinutes: 480, watermark: true }\n'),
    ])
    assert.deepEqual(bounds, { idleMinutes: 10, lengthMinutes: 480, sessions: 3, watermark: true })
    assert.equal(rights.length, 3)
  })

  test('that cannot be evaluated sets its bounds as well', () => {
    const { bounds } = casework(anna(), atOffice(), [
      limit('a', 'when: person.groups[7] == "x"\nbounds: { idleMinutes: 5 }\n'),
    ])
    assert.equal(bounds.idleMinutes, 5)
  })

  test('demands a second factor or an enrolled device, and says how to get in', () => {
    const demand = [limit('a', 'demands: [second-factor, enrolled-device]\n')]
    const refused = casework(anna(), atOffice(), demand)
    assert.deepEqual(
      refused.refusals.map(({ code, remedy }) => [code, remedy]),
      [
        ['device-required', 'none'],
        ['second-factor-required', 'give-second-factor'],
      ],
    )
    assert.deepEqual(refused.rights, [])
    const good = atOffice({ secondFactor: true, enrolledDevice: true })
    assert.equal(casework(anna(), good, demand).available, true)
  })

  test('with the profile of high protection nothing is transferred, whatever else it says', () => {
    const { rights, bounds, available } = casework(anna(), atOffice({ secondFactor: true }), [
      limit('a', 'profile: high-protection\nwithout: [sound]\nbounds: { idleMinutes: 60 }\n'),
      'kind: AccessRule\nid: all\neffect: grant\ntitle: { de: R, en: R }\nrights: [control, upload, download, print, sound]\n',
    ])
    assert.deepEqual(rights, ['control'])
    assert.deepEqual(bounds, { idleMinutes: 15, lengthMinutes: null, sessions: 1, watermark: true })
    assert.equal(available, true)
    assert.equal(casework(anna(), atOffice(), [limit('a', 'profile: high-protection\n')]).available, false)
  })

  test('that limits nothing is refused when the configuration is loaded', () => {
    assert.deepEqual(faults([limit('a', '')]), [
      'AccessRule/a: limits nothing: say profile, without, demands or bounds',
    ])
  })

  test('of a department speaks of its own people only', () => {
    const rule = [limit('a', 'department: police\nwithout: access\n')]
    assert.equal(casework(anna(), atOffice(), rule).available, true)
    assert.equal(casework(anna({ department: 'police' }), atOffice(), rule).available, false)
  })
})

describe('groups', () => {
  const groups = [
    'kind: Group\nid: protected\ntitle: { de: Schutz, en: Protected }\n',
    'kind: Group\nid: editors\ntitle: { de: Redaktion, en: Editors }\npeople: [anna.becker]\n',
    'kind: Group\nid: court\ntitle: { de: Gericht, en: Court }\nextends: [protected]\n',
  ]

  test('are those of the directory, those that name her, and what they extend', () => {
    const ids = resolve(loaded([...smallCityDocuments, ...groups]), anna(), atOffice()).workspaces.map(({ id }) => id)
    assert.deepEqual(ids, ['casework', 'press'])
    assert.deepEqual(casework({ ...agreed, groups: ['court'] }, atHome(), groups).rights, ['control'])
  })

  test('once declared, each that is named has to be declared', () => {
    const rule = limit('a', 'when: \'"protectd" in person.groups\'\nwithout: [control]\n')
    assert.deepEqual(faults([rule]), [])
    assert.deepEqual(faults([rule, ...groups]), [
      'AccessRule/a: there is no Group "protectd" – did you mean "protected"?',
    ])
    assert.match(
      faults([...groups, 'kind: Group\nid: x\ntitle: { de: X, en: X }\nextends: [x]\n']).join(),
      /extends itself/,
    )
  })
})

describe('inheritance', () => {
  test('shows from which document each part comes, and for whom that one is', () => {
    const { origins } = casework()
    assert.deepEqual(
      origins.map(({ item, document, level }) => `${item} ${document} ${level}`),
      [
        'App/editor Workspace/base city',
        'App/writer Workspace/base city',
        'App/browser Workspace/casework department',
        'SettingsTemplate/desktop Workspace/base city',
        'appearance Workspace/casework department',
      ],
    )
  })

  test('never goes from narrow to wide', () => {
    const wide = (id: string, parent: string) =>
      `kind: Workspace\nid: ${id}\ntitle: { de: W, en: W }\nsummary: { de: W, en: W }\nmembers: { departments: [social] }\nextends: [${parent}]\npool: main\n`
    assert.match(faults([wide('a', 'press')]).join(), /meant for a group and this one for a department/)
    assert.deepEqual(faults([wide('a', 'casework')]), [])
  })

  test('ends at the person: a workspace may be for one of them by name', () => {
    const own =
      'kind: Workspace\nid: own\ntitle: { de: E, en: O }\nsummary: { de: E, en: O }\nmembers: { people: [anna.becker] }\nextends: [casework]\npool: main\n'
    const ids = (account: string) =>
      resolve(loaded([...smallCityDocuments, own]), anna({ account }), atOffice()).workspaces.map(({ id }) => id)
    assert.deepEqual(ids('anna.becker'), ['casework', 'own'])
    assert.deepEqual(ids('b.ecker'), ['casework'])
  })
})

describe('holidays', () => {
  const holidays = smallCityDocuments.map((document) =>
    document.startsWith('kind: City') ? `${document}holidays: { state: HE, also: [2026-12-24] }\n` : document,
  )
  const closed = [limit('a', 'when: time.holiday || !time.workday\nwithout: access\n')]

  test('of the state and of the city are known to conditions', () => {
    const open = (at: string) => casework(anna(), atOffice({ at }), closed, holidays).available
    assert.equal(open('2026-06-03T10:00:00.000Z'), true)
    assert.equal(open('2026-06-04T10:00:00.000Z'), false, 'Corpus Christi')
    assert.equal(open('2026-12-24T10:00:00.000Z'), false, 'the city’s own')
    assert.equal(open('2026-12-23T10:00:00.000Z'), true)
    assert.equal(open('2026-06-06T10:00:00.000Z'), false, 'a Saturday')
  })

  test('begin and end at midnight of the city’s clock, which is computed', () => {
    const configuration = loaded([...holidays, ...closed])
    const next = nextChange(configuration, anna(), atOffice({ at: '2026-06-03T10:00:00.000Z' }))
    assert.equal(next, '2026-06-03T22:00:00.000Z')
  })
})

describe('what time takes soon', () => {
  const until = (at: string, more: readonly string[] = []) =>
    comingLoss(loaded([...smallCityDocuments, ...more]), agreed, atHome({ at }), 'casework', 600_000)

  test('is told ten minutes before the agreed hours end', () => {
    assert.equal(until('2026-03-02T17:49:59.000Z'), null)
    const loss = until('2026-03-02T17:50:00.000Z')
    assert.deepEqual([loss?.at, loss?.access], ['2026-03-02T18:00:00.000Z', true])
    assert.match(loss?.reason?.de ?? '', /^Vereinbart sind/)
  })

  test('is told for a right that a rule takes, with the rule’s words', () => {
    const evening = limit('a', 'when: \'!within("07:00-16:00")\'\nwithout: [clipboard-in]\n')
    assert.equal(until('2026-03-02T14:49:00.000Z', [evening]), null)
    assert.deepEqual(until('2026-03-02T14:51:00.000Z', [evening]), {
      at: '2026-03-02T15:00:00.000Z',
      access: false,
      rights: ['clipboard-in'],
      apps: [],
      bounds: {},
      reason: { de: 'Grund.', en: 'Reason.' },
    })
    assert.equal(until('2026-03-02T15:01:00.000Z', [evening]), null, 'what is gone is not announced')
  })

  test('is told for a bound on time that is stricter then, and for no other', () => {
    const evening = limit(
      'a',
      'when: \'!within("07:00-16:00")\'\nbounds: { idleMinutes: 5, sessions: 1, watermark: true }\n',
    )
    const loss = until('2026-03-02T14:51:00.000Z', [evening])
    assert.deepEqual([loss?.at, loss?.access, loss?.bounds], ['2026-03-02T15:00:00.000Z', false, { idleMinutes: 5 }])
    assert.equal(loss?.reason?.de, 'Grund.')
    const always = limit('b', 'bounds: { idleMinutes: 3 }\n')
    assert.equal(until('2026-03-02T14:51:00.000Z', [evening, always]), null, 'a stricter one holds already')
  })

  test('is told for an app that a rule withholds then, by its name and the rule’s words', () => {
    const evening =
      'kind: AccessRule\nid: w\neffect: withhold\ntitle: { de: W, en: W }\nwhen: \'!within("07:00-16:00")\'\napps: [editor]\nrunning: freeze\nreason: { de: Nur tags., en: By day only. }\n'
    assert.equal(until('2026-03-02T14:49:00.000Z', [evening]), null)
    assert.deepEqual(until('2026-03-02T14:51:00.000Z', [evening]), {
      at: '2026-03-02T15:00:00.000Z',
      access: false,
      rights: [],
      apps: [{ de: 'editor', en: 'editor' }],
      bounds: {},
      reason: { de: 'Nur tags.', en: 'By day only.' },
    })
    assert.equal(until('2026-03-02T15:01:00.000Z', [evening]), null)
  })
})

describe('the nearest change', () => {
  const nearest = (person = anna(), context = atOffice(), more: readonly string[] = []) =>
    nearestChanges(loaded([...smallCityDocuments, ...more]), person, context, 'casework').map(
      ({ item, has, change, text }) => `${item} ${has ? '-' : '+'} ${change} ${text.de}`,
    )

  test('is the second factor where that is all that lacks', () => {
    const found = nearest(agreed, atHome({ secondFactor: false }))
    assert.ok(found.includes('access + second-factor mit dem zweiten Faktor'), found.join('\n'))
  })

  test('is two or three facts together where no single one gives it, and the fewest', () => {
    // Nobody at the office can be nearer than somebody at home who lacks both; so this speaks of home alone.
    const closed =
      "kind: AccessRule\nid: closed\neffect: limit\ntitle: { de: Z, en: Z }\nreason: { de: Z, en: Z }\nwhen: '!zone.outside'\nwithout: access\n"
    const two = nearest(anna(), atHome({ secondFactor: false }), [closed])
    assert.ok(
      two.includes('access + several mit dem zweiten Faktor und mit einer Vereinbarung für diese Zeit'),
      two.join('\n'),
    )
    const trained = closed.replace('id: closed', 'id: trained').replace('!zone.outside', '!training.valid')
    const three = nearest(anna(), atHome({ secondFactor: false }), [closed, trained])
    assert.ok(
      three.includes(
        'access + several mit dem zweiten Faktor und mit einer Vereinbarung für diese Zeit und mit gültiger Unterweisung',
      ),
      three.join('\n'),
    )
    assert.ok(!nearest(agreed, atHome({ secondFactor: false })).some((line) => line.startsWith('access + several')))
  })

  test('is told for apps, bounds and environment rules, where the workspace is open before and after', () => {
    const away =
      'kind: AccessRule\nid: away\neffect: withhold\ntitle: { de: W, en: W }\nreason: { de: W, en: W }\nwhen: zone.outside\napps: [editor]\n'
    const idle = limit('idle', 'when: zone.outside\nbounds: { idleMinutes: 5 }\n')
    const drive =
      'kind: EnvironmentRule\nid: note\ntitle: { de: Notiz, en: Note }\non: [logon]\nwhen: device.enrolled\nactions:\n  - { action: variable, id: v, concern: comfort, name: A, value: b }\n'
    const found = nearest(agreed, atHome(), [away, idle, drive])
    for (const line of [
      'app/editor + place im Netzbereich „Büro“',
      'bound/idleMinutes - place im Netzbereich „Büro“',
      'rule/note + device mit einem aufgenommenen Gerät',
    ])
      assert.ok(found.includes(line), `${line} in\n${found.join('\n')}`)
    const titles = nearestChanges(loaded([...smallCityDocuments, away, idle, drive]), agreed, atHome(), 'casework')
    assert.deepEqual(
      titles.filter(({ item }) => item.includes('/')).map(({ title }) => title.de),
      ['Anwendung „editor“', 'Grenze „Zeit ohne Eingabe“', 'Umgebungsregel „Notiz“'],
    )
  })

  test('without a group takes it away also from whoever is in it by a narrower one', () => {
    const groups =
      'kind: Group\nid: protected\ntitle: { de: Geschützt, en: P }\n---\nkind: Group\nid: inner\ntitle: { de: Innen, en: I }\nextends: [protected]\n---\nkind: Group\nid: editors\ntitle: { de: E, en: E }\n'
    const guarded = limit('guarded', 'when: \'"protected" in person.groups\'\nwithout: [clipboard-out]\n')
    const found = nearest(anna({ groups: ['inner'] }), atOffice(), [groups, guarded])
    assert.ok(found.includes('clipboard-out + group ohne die Gruppe „Geschützt“'), found.join('\n'))
  })

  test('is the time where she came too early', () => {
    const found = nearest(agreed, atHome({ at: '2026-03-03T09:00:00.000Z' }))
    // An agreement for that day would be nearer than the next agreed day.
    assert.ok(found.includes('access + agreement mit einer Vereinbarung für diese Zeit'), found.join('\n'))
    const office = nearest(anna(), atOffice(), [limit('a', 'when: \'!within("12:00-13:00")\'\nwithout: access\n')])
    assert.ok(office.includes('access + time am Montag, 2. März 2026 um 12:00 Uhr'), office.join('\n'))
  })

  test('is the place, or the group, and says what would be lost', () => {
    assert.ok(nearest(agreed, atHome()).includes('clipboard-out + place im Netzbereich „Büro“'))
    const guarded = nearest({ ...agreed, groups: ['protected'] }, atHome())
    assert.ok(
      guarded.some((line) => line.startsWith('clipboard-in + ')),
      guarded.join('\n'),
    )
    assert.ok(nearest(agreed, atHome()).some((line) => line.startsWith('access - second-factor')))
  })
})
