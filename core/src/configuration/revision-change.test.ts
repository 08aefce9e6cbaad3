import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PersonFacts } from '@nahtlos/contract/access/context'
import { Impact } from '@nahtlos/contract/configuration/impact'
import { changesBetween } from './changes.ts'
import { impactSurvey } from './impact.ts'
import { loadConfiguration } from './load-configuration.ts'
import { editScope, objections } from './may-edit.ts'
import { anna, annasAgreement, fileOf, loaded, mondayMorning, smallCityDocuments } from './small-city.ts'
import { withoutSmallNumbers } from './small-numbers.ts'

/** The small city with some documents written differently. */
function changed(...changes: [string, string][]): string[] {
  return smallCityDocuments.map((document) => changes.reduce((text, [from, to]) => text.replace(from, to), document))
}

describe('differences in words', () => {
  const words = (...changes: [string, string][]) =>
    changesBetween(loaded(), loaded(changed(...changes))).flatMap(({ sentences }) => sentences.map(({ de }) => de))

  test('say what a rule gives no longer and takes in addition', () => {
    assert.deepEqual(words(['rights: [control, clipboard-in]', 'rights: [control]']), [
      'Zuhause: in den Desktop einfügen gibt nicht mehr',
    ])
    assert.deepEqual(words(['without: [clipboard-in, clipboard-out]', 'without: access']), ['Schutz: kein Zugang mehr'])
  })

  test('name apps by their titles, and say nothing where nothing changed', () => {
    assert.deepEqual(words(['apps: [editor, writer]', 'apps: [editor]']), ['Basis: Anwendung „writer“ fällt weg'])
    assert.deepEqual(words(['title: { de: Stadt, en: City }', 'title: {de: "Stadt",   en: City}']), [])
  })

  test('tell what is about security', () => {
    const security = (...changes: [string, string][]) =>
      changesBetween(loaded(), loaded(changed(...changes))).map((change) => [change.document, change.security])
    assert.deepEqual(security(['zone.id == "home"', 'zone.outside']), [['AccessRule/home', true]])
    assert.deepEqual(security(['#112233', '#223344']), [['Workspace/casework', false]])
    assert.deepEqual(security(['telework: true', 'telework: false']), [['Department/social', false]])
  })
})

describe('the impact of a draft', () => {
  const staff: PersonFacts[] = Array.from({ length: 60 }, (_, index) =>
    anna({
      account: `p${index}`,
      department: index < 40 ? 'social' : 'police',
      groups: index % 4 === 0 ? ['protected'] : [],
      agreements: index < 20 ? [annasAgreement()] : [],
    }),
  )
  const impactOf = (...changes: [string, string][]) => {
    const survey = impactSurvey(loaded(), loaded(changed(...changes)), mondayMorning)
    for (const person of staff) survey.add(person)
    return Impact.parse(survey.result())
  }

  test('names how many lose what from where, and how many of them have an agreement', () => {
    const impact = impactOf(['rights: [control, clipboard-in]', 'rights: [control]'])
    assert.deepEqual([impact.people, impact.concerned, impact.losing, impact.gaining], [60, 45, 45, 0])
    const [line, ...others] = impact.lines
    assert.deepEqual(others, [])
    assert.deepEqual(
      [line?.zone, line?.item, line?.gains, line?.people, line?.withAgreement],
      ['home', 'clipboard-in', false, 45, 15],
    )
    assert.deepEqual(
      line?.departments.map(({ id, people }) => [id, people]),
      [
        ['social', 30],
        ['police', 15],
      ],
    )
  })

  test('counts a stricter bound as a loss and an app more as a gain', () => {
    const rule = `reason: { de: Schutzbedarf., en: Protection need. }\n`
    const impact = impactOf(
      [rule, `${rule}bounds: { idleMinutes: 5 }\n`],
      ['apps: [browser, editor]', 'apps: [browser]'],
    )
    assert.deepEqual(
      impact.lines.map(({ item, gains, people }) => [item, gains, people]),
      [['idleMinutes', false, 15]],
    )
    const more = impactOf(['apps: [editor, writer]', 'apps: [editor]'])
    assert.deepEqual([...new Set(more.lines.map(({ item, gains }) => `${item} ${gains}`))], ['app/writer false'])
  })

  test('is empty where nothing changes for anybody', () => {
    assert.deepEqual(impactOf(['#112233', '#445566']).lines, [])
  })

  test('hides numbers below ten from those who may not see persons', () => {
    const few = impactSurvey(
      loaded(),
      loaded(changed(['rights: [control, clipboard-in]', 'rights: [control]'])),
      mondayMorning,
    )
    for (const person of staff.slice(1, 4)) few.add(person)
    const hidden = withoutSmallNumbers(few.result())
    assert.deepEqual([hidden.concerned, hidden.gaining], ['<10', 0])
    assert.equal(hidden.lines[0]?.departments[0]?.people, '<10')
  })
})

describe('who may edit', () => {
  const department = [
    'kind: Role\nid: keeper\ntitle: { de: Amtspflege, en: Keeper }\nholders: { people: [anna.becker] }\nedits:\n  - { kind: Workspace, keys: [apps, summary, members] }\n  - { kind: AccessRule, adds: true }\n  - { kind: Group, adds: true }\n',
    'kind: Workspace\nid: own\ntitle: { de: Eigen, en: Own }\nsummary: { de: E, en: O }\ndepartment: social\nmembers: { departments: [social] }\nextends: [base]\npool: main\n',
    'kind: Group\nid: guests\ntitle: { de: Gäste, en: Guests }\ndepartment: social\n',
    'kind: Group\nid: protected\ntitle: { de: Schutz, en: Protected }\n',
    'kind: Group\nid: editors\ntitle: { de: Redaktion, en: Editors }\n',
  ]
  const city = fileOf(smallCityDocuments)
  const version = (...documents: string[]) => {
    const files = [city, fileOf(documents, 'own.yaml')]
    const result = loadConfiguration(files)
    assert.ok(result.ok, JSON.stringify(result))
    return { configuration: result.configuration, files }
  }
  const before = version(...department)
  const scope = editScope(before.configuration, anna())
  const refused = (after: ReturnType<typeof version>) => {
    assert.ok(scope)
    return objections(scope, before, after).map(({ what, text }) => `${what}: ${text.de}`)
  }
  // The role stands in the same file here, so every change of that file touches the city's, too.
  const withoutFile = (found: string[]) => found.filter((line) => !line.startsWith('own.yaml'))
  const rewritten = (from: string, to: string) =>
    withoutFile(refused(version(...department.map((document) => document.replace(from, to)))))

  test('only the holder of a role has anything to edit', () => {
    assert.equal(editScope(before.configuration, anna({ account: 'else' })), null)
    assert.ok(scope)
  })

  test('what the role leaves open goes, what it does not is refused with the reason', () => {
    assert.deepEqual(
      rewritten('members: { departments: [social] }', 'apps: [browser]\nmembers: { departments: [social] }'),
      [],
    )
    assert.deepEqual(rewritten('extends: [base]\npool', 'abstract: true\nextends: [base]\npool'), [
      'Workspace/own: Ihre Rolle darf hier nicht ändern: abstract.',
    ])
    assert.deepEqual(rewritten('members: { departments: [social] }', 'members: { departments: [social, police] }'), [
      'Workspace/own: Department/police gehört nicht zu Ihrem Amt.',
    ])
    assert.deepEqual(rewritten('members: { departments: [social] }', 'members: { groups: [editors] }'), [
      'Workspace/own: Group/editors gehört nicht zu Ihrem Amt.',
    ])
    assert.deepEqual(rewritten('department: social\nmembers', 'department: police\nmembers'), [
      'Workspace/own: Dieses Dokument gehört nicht zu Ihrem Amt.',
    ])
    assert.deepEqual(rewritten('holders: { people: [anna.becker] }', 'holders: { people: [anna.becker, x] }'), [
      'Role/keeper: Dieses Dokument gehört nicht zu Ihrem Amt.',
    ])
  })

  test('a department may limit its own people, and open nothing', () => {
    const rule = (effect: string, more: string) =>
      `kind: AccessRule\nid: mine\neffect: ${effect}\ntitle: { de: M, en: M }\ndepartment: social\n${more}`
    const added = (text: string) => withoutFile(refused(version(...department, text)))
    assert.deepEqual(added(rule('limit', 'without: [clipboard-in]\nreason: { de: M, en: M }\n')), [])
    assert.deepEqual(added(rule('grant', 'rights: [download]\n')), [
      'AccessRule/mine: Ihr Amt darf nur einschränken, nicht öffnen.',
    ])
  })

  test('nobody becomes a member of a city’s group by way of an own one', () => {
    assert.deepEqual(
      rewritten(
        'de: Gäste, en: Guests }\ndepartment: social',
        'de: Gäste, en: Guests }\nextends: [editors]\ndepartment: social',
      ),
      ['Group/guests: Group/editors gehört nicht zu Ihrem Amt.'],
    )
  })

  test('a file that holds documents of others may not change at all, not even by a comment', () => {
    const files = [{ ...city, text: `# Mine now\n${city.text}` }, ...before.files.slice(1)]
    assert.deepEqual(refused({ ...before, files }), [
      'city.yaml: In dieser Datei stehen auch Dokumente, die nicht zu Ihrem Amt gehören.',
    ])
  })
})
