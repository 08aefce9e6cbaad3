import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PersonFacts } from '@nahtlos/contract/access/context'
import { Impact } from '@nahtlos/contract/configuration/impact'
import { resolve } from '../access/resolve.ts'
import { changesBetween } from './changes.ts'
import { impactSurvey } from './impact.ts'
import { loadConfiguration } from './load-configuration.ts'
import { editScope, objections } from './may-edit.ts'
import { anna, annasAgreement, atOffice, fileOf, loaded, mondayMorning, smallCityDocuments } from './small-city.ts'
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
      'Zuhause: im Netzbereich „Zuhause“: in den Desktop einfügen nicht mehr erlaubt',
    ])
    assert.deepEqual(words(['without: [clipboard-in, clipboard-out]', 'without: access']), [
      'Schutz: von außen, für die Gruppe „protected“: kein Zugang mehr',
    ])
  })

  test('name apps by their titles, and say nothing where nothing changed', () => {
    assert.deepEqual(words(['apps: [editor, writer]', 'apps: [editor]']), ['Basis: Anwendung „writer“ fällt weg'])
    assert.deepEqual(words(['title: { de: Stadt, en: City }', 'title: {de: "Stadt",   en: City}']), [])
  })

  test('tell of a rule that goes that what it did stops, and of one that comes whom it concerns from where', () => {
    const between = (one: string[], other: string[]) =>
      changesBetween(loaded([...smallCityDocuments, ...one]), loaded([...smallCityDocuments, ...other])).flatMap(
        ({ sentences }) => sentences.map(({ de }) => de),
      )
    const rule = (effect: string) =>
      `kind: AccessRule\nid: r\ntitle: { de: Regel, en: Rule }\nwhen: zone.outside && person.department == "social"\n${effect}\n`
    const reason = 'reason: { de: R, en: R }'
    const from = 'Regel: von außen, für das Amt „Sozialamt“:'
    const quiet = rule(`effect: limit\nwithout: [clipboard-out]\n${reason}`)
    assert.deepEqual(between([], [quiet]), [
      'Regel: kommt dazu',
      `${from} aus dem Desktop herauskopieren nicht mehr erlaubt`,
    ])
    assert.deepEqual(between([quiet], []), [
      'Regel: fällt weg',
      `${from} aus dem Desktop herauskopieren nicht mehr verboten`,
    ])
    const grant = rule('effect: grant\nrights: [print]')
    assert.deepEqual(between([grant], []), ['Regel: fällt weg', `${from} drucken nicht mehr erlaubt`])
    const away = rule(`effect: withhold\napps: [editor]\n${reason}`)
    assert.deepEqual(between([], [away]), ['Regel: kommt dazu', `${from} nicht mehr da: „editor“`])
    const grave = rule(
      `effect: limit\nprofile: high-protection\ndemands: [second-factor]\nbounds: { idleMinutes: 5 }\n${reason}`,
    )
    assert.equal(between([], [grave]).length, 4)
    assert.deepEqual(between([grave], [grave.replace('idleMinutes: 5', 'idleMinutes: 9')]), [
      'Regel: Minuten ohne Eingabe: 5 wird zu 9',
    ])
    assert.deepEqual(
      between(
        [grave],
        [
          grave
            .replace('when: zone.outside &&', 'when: !zone.outside &&'.replace('!zone.outside', "'!zone.outside"))
            .replace('"social"\n', '"social"\'\n'),
        ],
      ),
      ['Regel: gilt jetzt aus dem Amt, für das Amt „Sozialamt“ (bisher von außen, für das Amt „Sozialamt“)'],
    )
    const root =
      'kind: EnvironmentRule\nid: e\ntitle: { de: E, en: E }\non: [logon]\nactions: [{ action: script, id: s, concern: comfort, as: root, run: "id > /x" }]\n'
    assert.deepEqual(between([], [root]), [
      'E: kommt dazu',
      'E: immer: Skript als root auf dem Sitzungsserver: id > /x',
    ])
    assert.deepEqual(between([root], [root.replace('id > /x', 'reboot')]), [
      'E: jetzt anders: Skript als root auf dem Sitzungsserver: reboot',
    ])
  })

  test('tell what is about security', () => {
    const security = (...changes: [string, string][]) =>
      changesBetween(loaded(), loaded(changed(...changes))).map((change) => [change.document, change.security])
    assert.deepEqual(security(['zone.id == "home"', 'zone.outside']), [['AccessRule/home', true]])
    assert.deepEqual(security(['#112233', '#223344']), [['Workspace/casework', false]])
    assert.deepEqual(security(['telework: true', 'telework: false']), [['Department/social', false]])
    assert.deepEqual(security(['members: { groups: [editors] }', 'members: { departments: [police] }']), [
      ['Workspace/press', true],
    ])
    assert.deepEqual(security(['apps: [browser, editor]', 'apps: [editor, browser]']), [['Workspace/casework', false]])
    assert.deepEqual(security(['command: [editor]', 'command: [sh, -c, "rm -rf"]']), [['App/editor', true]])
    assert.deepEqual(security(['icon: editor', 'icon: other']), [['App/editor', false]])
    assert.deepEqual(security(['maximumHomeDays: 3', 'maximumHomeDays: 5']), [['Programme/telework', true]])
  })

  test('a script of root, or a step of security, comes and goes by the word of two', () => {
    const rule = (action: string) =>
      `kind: EnvironmentRule\nid: e\ntitle: { de: E, en: E }\non: [logon]\nactions: [${action}]\n`
    const root = rule('{ action: script, id: s, concern: comfort, as: root, run: "id" }')
    const plain = rule('{ action: message, id: m, concern: comfort, title: { de: M, en: M }, text: { de: M, en: M } }')
    const grave = rule('{ action: variable, id: v, concern: security, name: PLACE, value: x }')
    const between = (one: string[], other: string[]) =>
      changesBetween(loaded([...smallCityDocuments, ...one]), loaded([...smallCityDocuments, ...other])).map(
        ({ security }) => security,
      )
    assert.deepEqual(
      [between([], [root]), between([root], []), between([root], [plain]), between([], [grave])],
      [[true], [true], [true], [true]],
    )
    assert.deepEqual(between([], [plain]), [false])
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

  const surveyOf = (people: readonly PersonFacts[], ...more: string[]) => {
    const survey = impactSurvey(loaded(), loaded([...smallCityDocuments, ...more]), mondayMorning)
    for (const person of people) survey.add(person)
    return Impact.parse(survey.result())
  }
  const limit = (when: string, effect: string) =>
    `kind: AccessRule\nid: more\neffect: limit\ntitle: { de: M, en: M }\nwhen: '${when}'\n${effect}\nreason: { de: M, en: M }\n`
  const lines = (impact: Impact) =>
    impact.lines.map(({ zone, item, gains, when, people }) => [zone, item, gains, when.map(({ en }) => en), people])

  test('sees apps that are withheld, apps that start alone, and rules of the environment', () => {
    const withhold =
      'kind: AccessRule\nid: away\neffect: withhold\ntitle: { de: W, en: W }\nwhen: zone.outside\napps: [editor]\nreason: { de: W, en: W }\n'
    const found = surveyOf(staff.slice(0, 1), withhold)
    assert.deepEqual(lines(found), [
      ['home', 'app/editor', false, [], 1],
      ['home', 'published/editor', false, [], 1],
    ])
    assert.equal(found.lines[0]?.itemTitle.de, 'Anwendung „editor“')
    const rule =
      'kind: EnvironmentRule\nid: drive\ntitle: { de: Laufwerk, en: Drive }\non: [logon]\nwhen: zone.id == "office"\nactions: [{ action: message, id: m, concern: comfort, title: { de: M, en: M }, text: { de: M, en: M } }]\n'
    assert.deepEqual(lines(surveyOf(staff.slice(0, 1), rule)), [['office', 'rule/drive', true, [], 1]])
    const deny =
      'kind: ProgramRule\nid: no\neffect: deny\ntitle: { de: N, en: N }\npackages: [nano]\nreason: { de: N, en: N }\n'
    assert.deepEqual(
      lines(surveyOf(staff.slice(1, 2), deny)).map(([, item, gains]) => [item, gains]),
      [
        ['programs', null],
        ['programs', null],
      ],
    )
  })

  test('sees what changes only in the evening, on a Saturday, or without a second factor', () => {
    const [who] = [staff.slice(1, 2)]
    assert.deepEqual(
      lines(surveyOf(who, limit('!within("07:00-19:00") && !zone.outside', 'without: [clipboard-out]'))),
      [['office', 'clipboard-out', false, ['on a working day at 19:00', 'on a working day at 20:00'], 1]],
    )
    assert.deepEqual(lines(surveyOf(who, limit('time.weekday == 6 && !zone.outside', 'without: [clipboard-out]'))), [
      ['office', 'clipboard-out', false, ['on a Saturday'], 1],
    ])
    const demanded = lines(surveyOf(who, limit('!zone.outside', 'demands: [second-factor]')))
    assert.ok(
      demanded.some(
        ([zone, item, gains, when]) =>
          zone === 'office' && item === 'access' && gains === false && String(when) === 'without a second factor',
      ),
      JSON.stringify(demanded),
    )
  })

  test('looks at the protection need of everybody’s own agreement, and inside at whether she has one', () => {
    const [none, normal, high] = [
      anna({ account: 'a' }),
      anna({ account: 'b', agreements: [annasAgreement()] }),
      anna({ account: 'c', agreements: [annasAgreement({ protectionNeed: 'high' })] }),
    ]
    const lost = (when: string, people: readonly PersonFacts[]) =>
      surveyOf(people, limit(when, 'without: [clipboard-in]')).losing
    const everybody = [none, normal, high]
    for (const people of [everybody, everybody.toReversed()]) {
      assert.equal(lost('zone.outside && agreement.protectionNeed == "high"', people), 1)
      assert.equal(lost('zone.outside && agreement.protectionNeed != "high"', people), 2)
      assert.equal(lost('!zone.outside && !agreement.exists', people), 1)
      assert.equal(lost('!zone.outside && agreement.exists', people), 2)
      assert.equal(lost('zone.outside && agreement.exists', people), 3, 'from outside everybody is asked about')
    }
    const rule = limit('agreement.protectionNeed == "high"', 'without: [clipboard-in]')
    const blurred = impactSurvey(loaded(), loaded([...smallCityDocuments, rule]), mondayMorning, { blur: () => 0 })
    for (let count = 0; count < 100; count++) blurred.add(high)
    assert.equal(blurred.result().concerned, 0, 'who may not see persons cannot ask for agreements')
  })

  test('tells people with and without a training apart, in whatever order they come', () => {
    const trained = anna({ account: 'a', groups: [], proofs: { training: '2099-01-01', homeWorkplace: null } })
    const untrained = anna({ account: 'b', groups: [], proofs: { training: null, homeWorkplace: null } })
    const rule = limit('!training.valid', 'without: access')
    for (const order of [
      [trained, untrained],
      [untrained, trained],
    ])
      assert.equal(surveyOf(order, rule).losing, 1)
  })

  test('numbers for who may not see persons are blurred, the same for the same people, and never small', () => {
    const blur = ({ id }: { id: string }) => Number.parseInt(id.slice(0, 8), 16)
    const many = Array.from({ length: 200 }, (_, index) =>
      anna({
        id: `${((index * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0')}-1111-4111-8111-111111111111`,
        account: `p${index}`,
      }),
    )
    const count = (people: readonly PersonFacts[]) => {
      const after = loaded(changed(['rights: [control, clipboard-in]', 'rights: [control]']))
      const survey = impactSurvey(loaded(), after, mondayMorning, { blur })
      for (const person of people) survey.add(person)
      return withoutSmallNumbers(survey.result())
    }
    const errors = new Set<number>()
    for (let size = 20; size < 60; size++) {
      const told = Number(count(many.slice(0, size)).concerned)
      assert.ok(Math.abs(told - size) <= 5, `${size} is told as ${told}`)
      assert.equal(told, Number(count(many.slice(0, size).toReversed()).concerned), 'the same people, the same number')
      errors.add(told - size)
    }
    assert.ok(errors.size > 5, 'one person more is another error')
    // Around the threshold nothing is certain: whether a tenth was there cannot be told from what is shown.
    const shown = (size: number) =>
      Array.from({ length: 40 }, (_, from) => count(many.slice(from, from + size)).concerned)
    assert.ok(shown(9).some((told) => told !== '<10') && shown(10).some((told) => told === '<10'))
    const few = count(many.slice(0, 3))
    assert.deepEqual([few.concerned, few.gaining, few.lines], ['<10', '<10', []])
    assert.ok(count(many).lines.every(({ withAgreement }) => withAgreement === null))
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
  /** What the administrator of a department is told when she writes these documents instead. */
  const refusals =
    (scope: NonNullable<ReturnType<typeof editScope>>, before: ReturnType<typeof version>) =>
    (...documents: string[]) =>
      objections(scope, before, version(...documents), () => undefined)
        .filter(({ what }) => what !== 'own.yaml')
        .map(({ what, text }) => `${what}: ${text.de}`)
  const before = version(...department)
  const scope = editScope(before.configuration, anna())
  const departments = new Map([
    ['anna.becker', 'social'],
    ['own.colleague', 'social'],
    ['from.police', 'police'],
  ])
  const refused = (after: ReturnType<typeof version>) => {
    assert.ok(scope)
    return objections(scope, before, after, (account) => departments.get(account)).map(
      ({ what, text }) => `${what}: ${text.de}`,
    )
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

  test('a department makes groups that only it can mean, and puts only its own people into them', () => {
    const group = (id: string, more: string) =>
      `kind: Group\nid: ${id}\ntitle: { de: G, en: G }\ndepartment: social\n${more}`
    const added = (text: string) => withoutFile(refused(version(...department, text)))
    assert.deepEqual(added(group('social-team', 'people: [own.colleague]\n')), [])
    // Without any document of a group the directory's are meant: whoever is in "editors" gets the press's workspace.
    const plain = version(...department.slice(0, 2))
    const taken = version(
      ...department.slice(0, 2),
      group('editors', 'people: [own.colleague]\n'),
      group('protected', ''),
    )
    const own = editScope(plain.configuration, anna())
    assert.ok(own)
    assert.deepEqual(
      objections(own, plain, taken, (account) => departments.get(account))
        .filter(({ what }) => what === 'Group/editors')
        .map(({ text }) => text.de),
      [
        'Eine Gruppe Ihres Amtes beginnt mit „social-“.',
        'Von einer Gruppe „editors“ sprechen schon Dokumente, die nicht Ihrem Amt gehören.',
      ],
    )
    assert.deepEqual(added(group('social-team', 'people: [from.police, nobody.known]\n')), [
      'Group/social-team: „from.police“ arbeitet nicht in Ihrem Amt.',
      'Group/social-team: „nobody.known“ arbeitet nicht in Ihrem Amt.',
    ])
    assert.deepEqual(rewritten('de: Gäste, en: Guests }\n', 'de: Gäste, en: Guests }\npeople: [from.police]\n'), [
      'Group/guests: „from.police“ arbeitet nicht in Ihrem Amt.',
    ])
  })

  test('hosts, networks and what an app starts are the city’s, unless a role names these keys', () => {
    const open = department.map((document) =>
      document.replace('keys: [apps, summary, members] }', 'adds: true }\n  - { kind: App, adds: true }'),
    )
    const before = version(...open)
    const scope = editScope(before.configuration, anna())
    assert.ok(scope)
    const found = refusals(scope, before)
    const own = (from: string, to: string) => found(...open.map((document) => document.replace(from, to)))
    assert.deepEqual(own('extends: [base]\npool: main', 'extends: [base]\nnetwork: none\npool: main'), [
      'Workspace/own: Ihre Rolle darf hier nicht ändern: network.',
    ])
    assert.deepEqual(
      found(
        ...open,
        'kind: App\nid: shell\ntitle: { de: S, en: S }\ndepartment: social\npackage: bash\ncommand: [bash]\nicon: x\ncategories: [Office]\nneeds: [python3*]\n',
      ),
      ['App/shell: Ihre Rolle darf hier nicht ändern: package, command, needs.'],
    )
    const workspace = (more: string) =>
      `kind: Workspace\nid: second\ntitle: { de: Z, en: S }\nsummary: { de: Z, en: S }\ndepartment: social\nmembers: { departments: [social] }\n${more}pool: main\n`
    assert.deepEqual(found(...open, workspace('extends: [base]\n')), [])
    assert.deepEqual(found(...open, workspace('')), [
      'Workspace/second: Ein neuer Arbeitsplatz Ihres Amtes läuft auf den Sitzungsservern dessen, den er übernimmt.',
    ])
  })

  test('a workspace takes over what is meant for it, and no network of anybody else', () => {
    const workspace = (id: string, more: string) =>
      `kind: Workspace\nid: ${id}\ntitle: { de: Z, en: S }\nsummary: { de: Z, en: S }\n${more}pool: main\n`
    const shut = 'network: none\n'
    const documents = [
      `kind: Role\nid: keeper\ntitle: { de: K, en: K }\nholders: { people: [anna.becker] }\nedits:\n  - { kind: Workspace, adds: true }\n`,
      workspace('shut', `members: {}\nabstract: true\n${shut}`),
      workspace('open', 'members: {}\nabstract: true\n'),
      workspace('orders', 'members: { departments: [police] }\n'),
      workspace('shared', 'members: { departments: [police, social] }\n'),
      workspace('below', 'department: social\nmembers: {}\nabstract: true\nextends: [shut]\n'),
      workspace('mine', 'department: social\nmembers: { departments: [social] }\nextends: [below]\n'),
    ]
    const before = version(...documents)
    const scope = editScope(before.configuration, anna())
    assert.ok(scope)
    const found = refusals(scope, before)
    const added = (parent: string) =>
      found(
        ...documents,
        workspace('more', `department: social\nmembers: { departments: [social] }\nextends: [${parent}]\n`),
      )
    for (const parent of ['open', 'shut', 'shared', 'mine']) assert.deepEqual(added(parent), [], parent)
    assert.deepEqual(added('orders'), ['Workspace/more: Workspace/orders gehört nicht zu Ihrem Amt.'])
    const moved = documents.map((document) => document.replace('extends: [shut]', 'extends: [open]'))
    assert.deepEqual(found(...moved), [
      'Workspace/mine: Durch das, was er übernimmt, bekäme dieser Arbeitsplatz anderes unter „network“.',
    ])
  })

  test('a department sets up its own environment, as comfort, with what runs nothing of its own making', () => {
    const role = (more: string) =>
      `kind: Role\nid: home\ntitle: { de: U, en: E }\nholders: { people: [anna.becker] }\nedits:\n  - { kind: EnvironmentRule, adds: true${more} }\n`
    const rule = (action: string, more = '') =>
      `kind: EnvironmentRule\nid: mine\ntitle: { de: M, en: M }\ndepartment: social\non: [logon]\n${more}actions:\n  - ${action}\n`
    const drive = '{ action: drive, id: d, concern: comfort, protocol: smb, address: //files/social, folder: Amt }'
    const script = '{ action: script, id: s, concern: comfort, as: person, run: "true" }'
    const found = (roleMore: string, text: string) => {
      const before = version(role(roleMore))
      const scope = editScope(before.configuration, anna())
      assert.ok(scope)
      const files = [...before.files, fileOf([text], 'rule.yaml')]
      const result = loadConfiguration(files)
      assert.ok(result.ok, JSON.stringify(result))
      return objections(scope, before, { configuration: result.configuration, files }, () => undefined).map(
        ({ text: { de } }) => de,
      )
    }
    assert.deepEqual(found('', rule(drive)), [])
    assert.deepEqual(found('', rule(script)), ['Aktionen der Art „script“ sind Ihrem Amt nicht freigegeben.'])
    assert.deepEqual(found(', actions: [script]', rule(script)), [])
    assert.deepEqual(found('', rule(drive.replace(' }', ', credentials: { store: shared } }'))), [
      'Gespeicherte Passwörter vergibt die Stadt: Wählen Sie kerberos oder guest.',
    ])
    const file = (more: string) => `{ action: file, id: f, concern: comfort, content: x, ${more} }`
    const entry = (opens: string) =>
      `{ action: menu-entry, id: m, concern: comfort, title: { de: M, en: M }, opens: ${opens} }`
    assert.deepEqual(found('', rule(file('path: Vorlagen/Brief.txt'))), [])
    assert.deepEqual(found('', rule(entry('{ address: "https://fach.example" }'))), [])
    for (const [hidden, reason] of [
      [file('path: .config/autostart/mine.desktop'), /lesen Programme/],
      [file('path: Desktop/.hidden/x'), /lesen Programme/],
      [file('path: Desktop/Mine.desktop'), /lesen Programme/],
      [file('path: bin/mine, executable: true'), /nichts Ausführbares/],
      ['{ action: link, id: l, concern: comfort, path: .bashrc, to: /srv/mine }', /lesen Programme/],
      [drive.replace('folder: Amt', 'folder: .config/autostart'), /lesen Programme/],
      [entry('{ command: [sh, -c, "true"] }'), /keinen Befehl/],
    ] as const) {
      const [said = '', ...others] = found('', rule(hidden))
      assert.match(said, reason, hidden)
      assert.deepEqual(others, [])
      assert.deepEqual(found(', actions: [script, file, link, drive, menu-entry]', rule(hidden)), [], hidden)
    }
    for (const [forbidden, on] of [
      [script.replace('as: person', 'as: root'), 'logon'],
      [drive.replace('comfort', 'security'), 'logon'],
      [script.replace('as: person', 'as: root'), 'host-start'],
    ] as const) {
      const text = rule(forbidden).replace('on: [logon]', `on: [${on}]`)
      assert.equal(loadConfiguration([city, fileOf([text], 'rule.yaml')]).ok, false, text)
    }
    const mine = loaded([...smallCityDocuments, rule(drive)])
    const rulesFor = (department: string) =>
      resolve(mine, anna({ department }), atOffice()).workspaces[0]?.environment.map(({ id }) => id)
    assert.deepEqual([rulesFor('social'), rulesFor('police')], [['mine'], []])
  })

  test('a condition over the document leaves open exactly what it says', () => {
    const bounded = `kind: Role\nid: bounds\ntitle: { de: G, en: B }\nholders: { people: [anna.becker] }\nedits:\n  - kind: AccessRule\n    adds: true\n    where: document.effect == "limit" && document.bounds.idleMinutes <= 30\n    because: { de: Höchstens 30 Minuten., en: At most 30 minutes. }\n`
    const before = version(bounded)
    const scope = editScope(before.configuration, anna())
    assert.ok(scope)
    const found = (effect: string) => {
      const rule = `kind: AccessRule\nid: mine\neffect: limit\ntitle: { de: M, en: M }\ndepartment: social\n${effect}\nreason: { de: M, en: M }\n`
      return objections(scope, before, version(bounded, rule), () => undefined)
        .filter(({ what }) => what !== 'own.yaml')
        .map(({ text }) => text.de)
    }
    assert.deepEqual(found('bounds: { idleMinutes: 30 }'), [])
    assert.deepEqual(found('bounds: { idleMinutes: 31 }'), ['Höchstens 30 Minuten.'])
    assert.deepEqual(found('without: [upload]'), ['Höchstens 30 Minuten.'], 'what cannot be evaluated is refused')
    const faulty = bounded.replace('document.effect ==', 'dokument.effect ==')
    const loadedFaulty = loadConfiguration([city, fileOf([faulty], 'own.yaml')])
    assert.equal(loadedFaulty.ok, false)
  })

  test('of several things left open each counts by itself, also those of another role', () => {
    const role = (id: string, edits: string) =>
      `kind: Role\nid: ${id}\ntitle: { de: G, en: B }\nholders: { people: [anna.becker] }\nedits:\n${edits}`
    const bounded = role(
      'a',
      '  - { kind: AccessRule, adds: true, where: document.bounds.idleMinutes <= 30 }\n  - { kind: AccessRule, adds: true, where: size(document.without) == 1 }\n',
    )
    const before = version(bounded, role('b', '  - { kind: SettingsTemplate, adds: true }\n'))
    const scope = editScope(before.configuration, anna())
    assert.ok(scope)
    const found = (...more: string[]) =>
      objections(
        scope,
        before,
        version(bounded, role('b', '  - { kind: SettingsTemplate, adds: true }\n'), ...more),
        () => 'social',
      )
        .filter(({ what }) => what !== 'own.yaml')
        .map(({ text }) => text.de)
    const rule = (effect: string) =>
      `kind: AccessRule\nid: mine\neffect: limit\ntitle: { de: M, en: M }\ndepartment: social\n${effect}\nreason: { de: M, en: M }\n`
    assert.deepEqual(found(rule('bounds: { idleMinutes: 30 }')), [])
    assert.deepEqual(found(rule('without: [upload]')), [])
    assert.deepEqual(found(rule('without: [upload, print]')), [
      'Ihre Rolle lässt das nur offen, wenn gilt: document.bounds.idleMinutes <= 30',
    ])
    assert.deepEqual(
      found('kind: SettingsTemplate\nid: own-x\ntitle: { de: G, en: G }\ndepartment: social\ninclude: [.a/**]\n'),
      [],
    )
  })

  test('a file that holds documents of others may not change at all, not even by a comment', () => {
    const files = [{ ...city, text: `# Mine now\n${city.text}` }, ...before.files.slice(1)]
    assert.deepEqual(refused({ ...before, files }), [
      'city.yaml: In dieser Datei stehen auch Dokumente, die nicht zu Ihrem Amt gehören.',
    ])
    const words = { path: 'words.yaml', text: '# Ask the city before you change anything\n' }
    const told = { ...before, files: [...before.files, words] }
    assert.deepEqual(
      objections(scope as NonNullable<typeof scope>, told, before, () => undefined).map(({ what }) => what),
      ['words.yaml'],
      'a file with nothing but words of the city',
    )
    assert.deepEqual(refused(told), [], 'she may leave words of her own')
  })
})
