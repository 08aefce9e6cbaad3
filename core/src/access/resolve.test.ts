import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import { Resolution } from '@nahtlos/contract/access/resolution'
import { anna, annasAgreement, atHome, atOffice, loaded, smallCityDocuments } from '../configuration/small-city.ts'
import { nextChange } from './next-change.ts'
import { resolve } from './resolve.ts'

const agreed = anna({ agreements: [annasAgreement()] })

function casework(person: PersonFacts, context: Context, more: readonly string[] = []) {
  const resolution = resolve(loaded([...smallCityDocuments, ...more]), person, context)
  Resolution.parse(resolution)
  const [workspace] = resolution.workspaces
  assert.equal(workspace?.id, 'casework')
  return workspace
}

function refusals(person: PersonFacts, context: Context, more: readonly string[] = []): string[] {
  return casework(person, context, more).refusals.map(({ code }) => code)
}

describe('at the office', () => {
  test('she has her workspace with all rights, and needs neither agreement nor second factor', () => {
    const workspace = casework(anna(), atOffice())
    assert.equal(workspace.available, true)
    assert.deepEqual(workspace.rights, ['clipboard-in', 'clipboard-out', 'control'])
  })

  test('a mapped IPv6 address is the office too', () => {
    assert.equal(casework(anna(), atOffice({ clientAddress: '::ffff:10.9.8.7' })).available, true)
  })

  test('a workspace is offered to members only, by department or by group', () => {
    const ids = (person: PersonFacts) => resolve(loaded(), person, atOffice()).workspaces.map(({ id }) => id)
    assert.deepEqual(ids(anna()), ['casework'])
    assert.deepEqual(ids(anna({ groups: ['editors'] })), ['casework', 'press'])
    assert.deepEqual(ids(anna({ department: 'elsewhere' })), [])
  })
})

describe('without a zone', () => {
  test('there is nothing, and the reason is the zone alone', () => {
    const context = atOffice({ clientAddress: '203.0.113.7', secondFactor: true })
    const resolution = resolve(loaded(), agreed, context)
    assert.equal(resolution.zone, null)
    assert.equal(resolution.outside, true)
    assert.deepEqual(refusals(agreed, context), ['unknown-zone'])
    assert.deepEqual(casework(agreed, context).rights, [])
  })

  test('another listener is another place, whatever the address says', () => {
    assert.equal(resolve(loaded(), anna(), atHome({ clientAddress: '10.1.2.3' })).zone, 'home')
    assert.equal(resolve(loaded(), anna(), atOffice({ listener: 'somewhere' })).zone, null)
  })
})

describe('the zone with the longest network wins', () => {
  // One name before and one behind that of the wider zone, so that no order of zones decides.
  for (const id of ['branch', 'site']) {
    const zone = `kind: Zone\nid: ${id}\ntitle: { de: Z, en: Z }\nlistener: office\nnetworks: [10.20.0.0/16]\noutside: true\n`
    const configuration = loaded([...smallCityDocuments, zone])
    const zoneOf = (clientAddress: string) => resolve(configuration, anna(), atOffice({ clientAddress })).zone
    test(`and ${id} is asked for its own addresses only`, () => {
      assert.equal(zoneOf('10.20.1.1'), id)
      assert.equal(zoneOf('10.21.1.1'), 'office')
    })
  }
})

describe('from home', () => {
  test('with agreement, on its day, within its hours and with a second factor she may work, under stricter rules', () => {
    const workspace = casework(agreed, atHome())
    assert.equal(workspace.available, true)
    assert.deepEqual(workspace.rights, ['clipboard-in', 'control'])
  })

  test('without anything the second factor is told first, then the agreement', () => {
    assert.deepEqual(refusals(anna(), atHome({ secondFactor: false })), ['second-factor-required', 'agreement-missing'])
    const [first, second] = casework(anna(), atHome({ secondFactor: false })).refusals
    assert.equal(first?.remedy, 'give-second-factor')
    assert.equal(second?.remedy, 'request-telework')
  })

  test('on another day the agreed days are named', () => {
    const [refusal] = casework(agreed, atHome({ at: '2026-03-03T09:00:00.000Z' })).refusals
    assert.deepEqual(refusal, {
      code: 'agreement-not-today',
      text: {
        de: 'Vereinbart sind Montag und Mittwoch, 07:00 bis 19:00 Uhr.',
        en: 'Agreed: Monday and Wednesday, 07:00 to 19:00.',
      },
      remedy: 'see-agreement',
    })
  })

  test('hours are meant by the clock of the city, and the last minute is the one before the end', () => {
    const code = (at: string) => refusals(agreed, atHome({ at }))[0] ?? 'available'
    assert.equal(code('2026-03-02T05:59:59.999Z'), 'agreement-not-now')
    assert.equal(code('2026-03-02T06:00:00.000Z'), 'available')
    assert.equal(code('2026-03-02T17:59:59.999Z'), 'available')
    assert.equal(code('2026-03-02T18:00:00.000Z'), 'agreement-not-now')
    assert.equal(code('2026-07-06T05:00:00.000Z'), 'available')
    assert.equal(code('2026-07-06T04:59:59.999Z'), 'agreement-not-now')
    assert.equal(code('2026-03-01T23:30:00.000Z'), 'agreement-not-now')
  })

  test('different hours are told day by day', () => {
    const week = [
      { weekday: 2, from: '08:00', until: '12:00' },
      { weekday: 4, from: '07:00', until: '19:00' },
    ]
    const [refusal] = casework(anna({ agreements: [annasAgreement({ week })] }), atHome()).refusals
    assert.equal(refusal?.text.de, 'Vereinbart sind Dienstag, 08:00 bis 12:00 Uhr; Donnerstag, 07:00 bis 19:00 Uhr.')
  })

  test('an agreement that begins later, ran out, was ended, or is somebody else’s opens nothing', () => {
    const first = (agreement: ReturnType<typeof annasAgreement>) =>
      casework(anna({ agreements: [agreement] }), atHome()).refusals[0]
    assert.equal(first(annasAgreement({ from: '2026-04-01' }))?.text.de, 'Ihre Vereinbarung beginnt am 1. April 2026.')
    const over = first(annasAgreement({ from: '2025-01-01', until: '2026-03-01' }))
    assert.deepEqual([over?.code, over?.remedy], ['agreement-missing', 'request-telework'])
    assert.equal(over?.text.en, 'Your agreement ended on 1 March 2026.')
    assert.equal(first(annasAgreement({ endedAt: '2026-02-01T00:00:00.000Z' }))?.code, 'agreement-missing')
    const foreign = { id: '99999999-9999-4999-8999-999999999999', name: 'X', department: 'social' }
    assert.equal(first(annasAgreement({ person: foreign }))?.code, 'agreement-missing')
  })

  test('where the department takes no part, there is no button to a form that would be refused', () => {
    const [refusal] = casework(anna({ department: 'police' }), atHome()).refusals
    assert.deepEqual([refusal?.code, refusal?.remedy], ['agreement-missing', 'none'])
  })

  test('a limit takes rights although a grant gives them', () => {
    const workspace = casework({ ...agreed, groups: ['protected'] }, atHome())
    assert.deepEqual([workspace.available, workspace.rights], [true, ['control']])
    const taken = workspace.explanation.find(({ effect }) => effect === 'takes')
    assert.equal(taken?.document, 'AccessRule/protected')
    assert.deepEqual(taken?.rights, ['clipboard-in', 'clipboard-out'])
  })
})

const grant = (id: string, lines: string) =>
  `kind: AccessRule\nid: ${id}\neffect: grant\ntitle: { de: R, en: R }\nrights: [control]\n${lines}`
const limit = (id: string, lines: string) =>
  `kind: AccessRule\nid: ${id}\neffect: limit\ntitle: { de: R, en: R }\nreason: { de: Grund., en: Reason. }\n${lines}`
const cannotBeEvaluated = 'person.groups[7] == "x"'

describe('rules', () => {
  test('that grant nothing leave the workspace closed', () => {
    const quiet = smallCityDocuments.filter((document) => !document.startsWith('kind: AccessRule'))
    const [workspace] = resolve(loaded(quiet), anna(), atOffice()).workspaces
    assert.deepEqual(
      workspace?.refusals.map(({ code }) => code),
      ['no-grant'],
    )
  })

  test('a requirement that does not hold is told in its own words', () => {
    const quiet = smallCityDocuments.filter((document) => !document.startsWith('kind: AccessRule'))
    const rule = grant('r', 'requires:\n  - condition: secondFactor\n    refusal: { de: Nur mit Code., en: Code. }\n')
    const [workspace] = resolve(loaded([...quiet, rule]), anna(), atOffice()).workspaces
    assert.deepEqual(workspace?.refusals, [
      { code: 'requirement', text: { de: 'Nur mit Code.', en: 'Code.' }, remedy: 'none' },
    ])
    assert.deepEqual(
      workspace?.explanation.slice(-2).map(({ effect }) => effect),
      ['refuses', 'no-effect'],
    )
  })

  test('a grant that cannot be evaluated gives nothing', () => {
    const quiet = smallCityDocuments.filter((document) => !document.startsWith('kind: AccessRule'))
    const [workspace] = resolve(
      loaded([...quiet, grant('r', `when: ${cannotBeEvaluated}\n`)]),
      anna(),
      atOffice(),
    ).workspaces
    assert.equal(workspace?.available, false)
    const line = workspace?.explanation.at(-1)
    assert.ok(typeof line?.value === 'object' && line.value.error.length > 0)
  })

  test('a limit that cannot be evaluated takes', () => {
    const rights = casework(anna(), atOffice(), [
      limit('r', `when: ${cannotBeEvaluated}\nwithout: [clipboard-out]\n`),
    ]).rights
    assert.deepEqual(rights, ['clipboard-in', 'control'])
    assert.deepEqual(refusals(anna(), atOffice(), [limit('r', `when: ${cannotBeEvaluated}\nwithout: access\n`)]), [
      'limit',
    ])
  })

  test('a limit for other workspaces takes nothing here', () => {
    assert.equal(casework(anna(), atOffice(), [limit('r', 'workspaces: [press]\nwithout: access\n')]).available, true)
  })

  test('every rule and built-in fact that was looked at is explained', () => {
    assert.deepEqual(
      casework(agreed, atHome()).explanation.map(({ document, value, effect }) => [document, value, effect]),
      [
        ['Zone/home', true, 'no-effect'],
        ['built-in/second-factor', true, 'no-effect'],
        ['built-in/agreement', true, 'no-effect'],
        ['Workspace/casework', true, 'no-effect'],
        ['AccessRule/home', true, 'gives'],
        ['AccessRule/office', false, 'no-effect'],
        ['AccessRule/protected', false, 'no-effect'],
      ],
    )
  })

  test('all documented variables can be asked', () => {
    const when = [
      'person.account == "anna.becker" && person.department == "social" && size(person.groups) == 0 && size(person.roles) == 0',
      'zone.id == "home" && zone.outside && listener == "outside" && inCidr(client.address, "203.0.113.0/24") && secondFactor',
      'time.weekday == 1 && time.hour == 10 && time.minute == 0 && time.date == "2026-03-02"',
      'agreement.exists && agreement.today && agreement.now',
    ].join(' && ')
    const quiet = smallCityDocuments.filter((document) => !document.startsWith('kind: AccessRule'))
    const [workspace] = resolve(loaded([...quiet, grant('r', `when: '${when}'\n`)]), agreed, atHome()).workspaces
    assert.deepEqual(workspace?.refusals, [])
  })
})

describe('training and the workplace at home', () => {
  const rule = limit('proofs', 'when: zone.outside && (!training.valid || !homeWorkplace.valid)\nwithout: access\n')
  const proven = (training: string | null, homeWorkplace: string | null) =>
    refusals({ ...agreed, proofs: { training, homeWorkplace } }, atHome(), [rule])

  test('count up to their last day, and where nobody says so they do not count', () => {
    assert.deepEqual(proven('2026-03-02', '2026-03-02'), [])
    assert.deepEqual(proven('2026-03-01', '2026-03-02'), ['limit'])
    assert.deepEqual(proven('2026-03-02', null), ['limit'])
    assert.deepEqual(refusals(agreed, atHome(), [rule]), ['limit'])
  })

  test('make the next midnight an instant at which access may change', () => {
    const configuration = loaded([...smallCityDocuments, rule])
    const later = annasAgreement({ until: '2026-03-02' })
    const person = anna({ agreements: [later], proofs: { training: '2026-03-10', homeWorkplace: null } })
    assert.equal(
      nextChange(configuration, person, atOffice({ at: '2026-03-08T12:00:00.000Z' })),
      '2026-03-08T23:00:00.000Z',
    )
  })
})
