import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Configuration } from './configuration.ts'
import { loadConfiguration } from './load-configuration.ts'
import { fileOf, loaded, smallCityDocuments } from './small-city.ts'

/** The faults of the small city with one more document, or with one replaced. */
function faultsWith(document: string): string[] {
  const result = loadConfiguration([fileOf(smallCityDocuments, 'city.yaml'), fileOf([document], 'more.yaml')])
  if (result.ok) return []
  for (const { message } of result.faults) {
    assert.ok(message.de.length > 0, JSON.stringify(message))
    assert.notEqual(message.de, message.en, 'a fault is said in German too')
  }
  return result.faults.map((f) => `${f.path}:${f.line}:${f.column} ${f.document}: ${f.message.en}`)
}

const workspace = 'kind: Workspace\nid: mine\ntitle: { de: M, en: M }\nsummary: { de: M, en: M }\n'
const grant = 'kind: AccessRule\nid: mine\neffect: grant\ntitle: { de: M, en: M }\nrights: [control]\n'

describe('a configuration', () => {
  test('that is good is indexed, folded and frozen', () => {
    const configuration = loaded()
    assert.deepEqual([...configuration.workspaces.keys()], ['casework', 'press'])
    const casework = configuration.workspaces.get('casework')
    assert.deepEqual(
      casework?.apps.map((app) => app.id),
      ['editor', 'writer', 'browser'],
    )
    assert.deepEqual(
      casework?.settings.map((template) => template.id),
      ['desktop'],
    )
    assert.equal(casework?.appearance.panel, 'bottom')
    assert.throws(() => {
      configuration.city.title.de = 'Anderswo'
    }, TypeError)
  })

  test('is the same whatever the order of its documents and files', () => {
    const expected = loaded()
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...smallCityDocuments], { minLength: smallCityDocuments.length }),
        fc.nat(smallCityDocuments.length),
        (documents, cut) => {
          const files = [fileOf(documents.slice(cut), 'b.yaml'), fileOf(documents.slice(0, cut), 'a.yaml')]
          const result = loadConfiguration(files)
          assert.ok(result.ok)
          const plain = ({ clockwork, isHoliday, rules, rulesOf, paths, ...rest }: Configuration) => rest
          const { rules } = result.configuration
          const { rules: expectedRules } = expected
          const [rest, expectedRest] = [plain(result.configuration), plain(expected)]
          assert.deepEqual(rest, expectedRest)
          assert.deepEqual([...rest.workspaces], [...expectedRest.workspaces])
          assert.deepEqual([...rest.zones], [...expectedRest.zones])
          assert.deepEqual(
            rules.map(({ id }) => id),
            expectedRules.map(({ id }) => id),
          )
        },
      ),
      { numRuns: 25 },
    )
  })

  test('names every fault at once, sorted by path and line', () => {
    const result = loadConfiguration([
      { path: 'b.yaml', text: 'kind: Zne\nid: x\n---\nkind: City\n' },
      { path: 'a.yaml', text: `${workspace}members: {}\npool: nowhere\ncolour: red\n` },
    ])
    assert.ok(!result.ok)
    assert.deepEqual(
      result.faults.map((fault) => [fault.path, fault.line]),
      [
        ['a.yaml', 1],
        ['a.yaml', 7],
        ['b.yaml', 1],
        ['b.yaml', 4],
        ['b.yaml', 4],
        ['b.yaml', 4],
      ],
    )
  })
})

const cases: [string, string, string][] = [
  [
    'an unknown kind',
    'kind: Workspaces\nid: x\n',
    'more.yaml:1:7 Workspaces/x: there is no kind "Workspaces" – did you mean "Workspace"?',
  ],
  [
    'an unknown key',
    `${workspace}members: { deparments: [social] }\npool: main\n`,
    'more.yaml:5:12 Workspace/mine: there is no "deparments" here – did you mean "departments"?',
  ],
  ['a missing key', `${workspace}members: {}\n`, 'more.yaml:1:1 Workspace/mine: "pool" is missing'],
  [
    'a wrong value',
    `${grant.replace('[control]', '[control, clipboard-out, copy]')}`,
    'more.yaml:5:34 AccessRule/mine: "copy": must be "control" or "clipboard-in" or "clipboard-out"',
  ],
  [
    'a wrong effect',
    grant.replace('grant', 'allow'),
    'more.yaml:3:9 AccessRule/mine: there is no effect "allow"; it is grant, limit or withhold',
  ],
  [
    'a reference to nothing',
    `${workspace}members: { departments: [sozial, social] }\npool: main\n`,
    'more.yaml:5:26 Workspace/mine: there is no Department "sozial" – did you mean "social"?',
  ],
  [
    'an app listed twice',
    `${workspace}members: {}\napps: [editor, editor]\npool: main\n`,
    'more.yaml:6:16 Workspace/mine: "editor" is listed twice',
  ],
  [
    'an icon of a strange app',
    `${workspace}members: {}\nappearance: { background: "#000000", icons: [editor] }\npool: main\n`,
    'more.yaml:6:46 Workspace/mine: app "editor" is not among the apps of this workspace',
  ],
  [
    'a workspace that extends itself',
    `${workspace}members: {}\nextends: [mine]\npool: main\n`,
    'more.yaml:6:10 Workspace/mine: extends itself: mine → mine',
  ],
  [
    'a rule for no workspace',
    `${grant}workspaces: []\n`,
    'more.yaml:6:13 AccessRule/mine: names no workspace; leave it out to speak of all',
  ],
  [
    'a rule for an abstract workspace',
    `${grant}workspaces: [base]\n`,
    'more.yaml:6:14 AccessRule/mine: workspace "base" is abstract: nobody gets it, so no rule speaks of it',
  ],
  [
    'an id given twice',
    'kind: Pool\nid: main\ntitle: { de: P, en: P }\nhosts: [host-c]\n',
    'more.yaml:2:5 Pool/main: Pool/main is already defined in city.yaml, line 61',
  ],
  [
    'a second city',
    'kind: City\nid: town\ntitle: { de: S, en: T }\ntimeZone: Europe/Berlin\n',
    'more.yaml:1:7 City/town: there is exactly one City; another one is City/city',
  ],
  [
    'a time zone that is none',
    'kind: City\nid: town\ntitle: { de: S, en: T }\ntimeZone: Mitteleuropa\n',
    '"Mitteleuropa" is no IANA time zone',
  ],
  [
    'an offset instead of a time zone',
    'kind: City\nid: town\ntitle: { de: S, en: T }\ntimeZone: "+01:00"\n',
    '"+01:00" is no IANA time zone',
  ],
  [
    'a network in two zones',
    'kind: Zone\nid: lan\ntitle: { de: L, en: L }\nlistener: office\nnetworks: ["::ffff:10.9.9.9/104"]\noutside: false\n',
    'network 10.0.0.0/8 of listener "office" belongs to Zone/lan already',
  ],
  [
    'a network that is none',
    'kind: Zone\nid: lan\ntitle: { de: L, en: L }\nlistener: office\nnetworks: [10.0.0.0/33]\noutside: false\n',
    'more.yaml:5:12 Zone/lan: "10.0.0.0/33": must be a network such as 10.20.0.0/16',
  ],
  [
    'hours the wrong way round',
    'kind: Programme\nid: p\ntitle: { de: P, en: P }\nchain: [it]\nmaximumHomeDays: 1\nmaximumMonths: 1\nearliest: "20:00"\nlatest: "08:00"\n',
    'more.yaml:8:9 Programme/p: latest (08:00) must be after earliest (20:00)',
  ],
  [
    'a step for a department that is not there',
    `kind: ProgrammeVariant\nid: v\ntitle: { de: V, en: V }\ndepartments: [social]\nrules:\n  chain:\n    - it\n    - { body: personnel, when: 'request.homeDays > 1 && request.department == "socal"' }\n`,
    'more.yaml:8:79 ProgrammeVariant/v: there is no Department "socal" – did you mean "social"?',
  ],
  [
    'a step for a kind of work that is not there',
    `kind: ProgrammeVariant\nid: v\ntitle: { de: V, en: V }\ndepartments: [social]\nrules:\n  chain:\n    - it\n    - { body: personnel, when: 'request.type == "mobile"' }\n`,
    'request.type is never "mobile"; possible is: telework, mobile-work',
  ],
  [
    'an owner who is no body',
    'kind: Programme\nid: p\ntitle: { de: P, en: P }\nowner: personel\n',
    'more.yaml:4:8 Programme/p: there is no body "personel" – did you mean "personnel"?',
  ],
  [
    'a body that acts instead and is none',
    'kind: Programme\nid: p\ntitle: { de: P, en: P }\nbodies:\n  it: { title: { de: I, en: I }, members: { group: it }, instead: persnel }\n',
    'more.yaml:5:67 Programme/p: there is no body "persnel" – did you mean "personnel"?',
  ],
  [
    'late objections that go to nobody',
    'kind: Programme\nid: p\ntitle: { de: P, en: P }\nrefusal: { contestEscalateTo: staffcouncil }\n',
    'more.yaml:4:31 Programme/p: there is no body "staffcouncil" – did you mean "staff-council"?',
  ],
  [
    'a placeholder that the product does not fill in, where it stands',
    'kind: Programme\nid: p\ntitle: { de: P, en: P }\ndocuments:\n  decision:\n    title: { de: B, en: D }\n    body:\n      de: |\n        Guten Tag {name},\n        {reason}\n      en: "{reasons}"\n',
    'more.yaml:10:9 Programme/p: there is no {reason} here – did you mean "reasons"?; what is filled in is {city}, {name}, {department}, {type}, {filed}, {decided}, {outcome}, {reasons}, {instruction}',
  ],
  [
    'a placeholder where nothing is filled in, of a variant',
    'kind: ProgrammeVariant\nid: v\ntitle: { de: V, en: V }\ndepartments: [social]\nrules: { texts: { revocationInstruction: { de: "bis {until}", en: "x" } } }\n',
    'more.yaml:5:53 ProgrammeVariant/v: {until}: nothing is filled in here',
  ],
  [
    'a department of a checklist that is not there',
    'kind: HomeWorkplace\nid: h\notherwise: [{ departments: [socal], graceDays: 1 }]\n',
    'more.yaml:3:29 HomeWorkplace/h: there is no Department "socal" – did you mean "social"?',
  ],
  [
    'a department that rules one thing otherwise twice',
    'kind: DataProtection\nid: d\notherwise: [{ departments: [social], archiveDays: 1 }, { departments: [social], archiveDays: 2 }]\n',
    'more.yaml:3:72 DataProtection/d: "social" is listed twice',
  ],
  [
    'a device type of a department that is not in the register',
    'kind: Equipment\nid: e\notherwise: [{ departments: [social], handedOverOnlyWith: { phon: [managed] } }]\n',
    'more.yaml:3:66 Equipment/e: there is no "phon" – did you mean "phone"?',
  ],
  [
    'a pattern that leaves the home',
    'kind: SettingsTemplate\nid: s\ntitle: { de: S, en: S }\ninclude: [.config/../../etc/passwd]\n',
    'more.yaml:4:11 SettingsTemplate/s: ".config/../../etc/passwd" has the segment ..: a path never leaves the home',
  ],
  [
    'a template for an app that is not there',
    'kind: SettingsTemplate\nid: s\ntitle: { de: S, en: S }\ninclude: [.a/**]\nscope: { apps: [editr] }\n',
    'more.yaml:5:17 SettingsTemplate/s: there is no App "editr" – did you mean "editor"?',
  ],
  [
    'a template that takes over from itself',
    'kind: SettingsTemplate\nid: s\ntitle: { de: S, en: S }\ninclude: [.a/**]\nsucceeds: { template: s }\n',
    'SettingsTemplate/s: takes over from itself by way of "s"',
  ],
  [
    'a move that leaves the home',
    'kind: SettingsTemplate\nid: s\ntitle: { de: S, en: S }\ninclude: [.a/**]\nsucceeds: { template: desktop, moves: [{ from: .a, to: ../b }] }\n',
    'SettingsTemplate/s: "../b" is no path below the home',
  ],
  [
    'a default that the template does not include',
    'kind: SettingsTemplate\nid: s\ntitle: { de: S, en: S }\ninclude: [.a/**]\ndefaults: [{ path: .b, text: x }]\n',
    'SettingsTemplate/s: ".b" is not among the files that this template includes',
  ],
  [
    'a pattern of a format that means nothing',
    'kind: SettingsTemplate\nid: s\ntitle: { de: S, en: S }\ninclude: [.a/**]\nformats: [{ files: ["/a"], format: ini }]\n',
    'SettingsTemplate/s: "/a" begins with a slash',
  ],
  [
    'a department number used twice',
    'kind: Department\nid: d\nnumber: "50"\ntitle: { de: D, en: D }\n',
    'department number 50 belongs to Department/',
  ],
  ['a duplicate key', 'kind: Pool\nkind: Zone\n', 'more.yaml:2:1 null: Map keys must be unique'],
  ['a key that is one only as text', '1: a\n"1": b\n', 'more.yaml:2:1 null: Map keys must be unique'],
  ['a key that is a list', '[a]: b\n', 'more.yaml:1:1 null: a key is a text'],
  ['keys in keys in keys', `${'? '.repeat(800)}a\n`, 'more.yaml:1:3 null: a key is a text'],
  [
    'a hundred thousand keys',
    `${Array.from({ length: 100_000 }, (_, n) => `a${n}: 1`).join('\n')}\n`,
    '10,000 entries',
  ],
  ['a quote that never ends', `a: "${'\\"'.repeat(500_000)}`, 'more.yaml:1:1 null: '],
  ['documents without end', 'a\n---\n'.repeat(20_000), 'more.yaml:1:1 null: more than 10,000 documents in one file'],
  ['more than anybody writes', `# ${'x'.repeat(8 * 1024 * 1024)}\n`, 'more.yaml:1:1 null: all files together'],
  ['an anchor of a map', 'kind: &k { a: b }\n', 'more.yaml:1:10 null: anchors such as &k are not allowed'],
  ['an anchor', 'kind: &k Pool\n', 'more.yaml:1:10 null: anchors such as &k are not allowed'],
  ['an alias bomb', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n', 'aliases such as *b are not allowed'],
  ['a tag', 'kind: !!python/object Pool\n', 'more.yaml:1:7 null: '],
  ['a list instead of a document', '- kind\n', 'more.yaml:1:1 null: a document is a map that begins with "kind:"'],
  ['nesting without end', '['.repeat(100_000), 'more.yaml:1:201 null: nested more than 200 levels deep'],
  [
    'nesting by indentation',
    `${Array.from({ length: 3000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')}\n`,
    'null: nested more than 200 levels deep',
  ],
]

describe('a configuration is refused, with the place and the way out, for', () => {
  for (const [name, document, expected] of cases) {
    test(name, () => {
      const faults = faultsWith(document)
      assert.ok(
        faults.some((fault) => fault.includes(expected)),
        `expected ${expected}\nfound ${faults.join('\n')}`,
      )
    })
  }

  test('no more mistakes than anybody reads', () => {
    const files = Array.from({ length: 50 }, (_, n) => ({ path: `${n}.yaml`, text: 'kind: Zne\n---\n'.repeat(5000) }))
    const result = loadConfiguration(files)
    assert.ok(!result.ok)
    assert.equal(result.faults.length, 1000)
  })

  test('nothing where brackets only stand in words', () => {
    const words = `# ${'[1 '.repeat(150)}\nkind: Pool\nid: words\ntitle: { de: "${'['.repeat(300)}", en: P }\nhosts: [host-c]\n`
    assert.deepEqual(faultsWith(words), [])
  })

  test('no document at all', () => {
    const result = loadConfiguration([{ path: 'empty.yaml', text: '# nothing\n' }])
    assert.ok(!result.ok)
    assert.equal(result.faults.length, 2)
  })
})

describe('a condition that is wrong is shown at its character', () => {
  const conditions: [string, string, string][] = [
    [
      'written plainly',
      'when: person.acount == "x"\n',
      '6:14 AccessRule/mine: person has no field "acount" – did you mean "account"?',
    ],
    ['in single quotes', "when: '\"it''s\" == person.acount'\n", '6:26 AccessRule/mine: person has no field'],
    [
      'in double quotes',
      'when: "zone.od == person.account"\n',
      '6:13 AccessRule/mine: zone has no field "od" – did you mean "id"?',
    ],
    [
      'in a literal block',
      'when: |\n    secondFactor &&\n    zone.nr == "x"\n',
      '8:10 AccessRule/mine: zone has no field "nr"',
    ],
    [
      'in a folded block',
      'when: >-\n    secondFactor &&\n      zone.nr == "x"\n',
      '8:12 AccessRule/mine: zone has no field "nr"',
    ],
    [
      'over several plain lines',
      'when: secondFactor &&\n  zone.nr == "x"\n',
      '7:8 AccessRule/mine: zone has no field "nr"',
    ],
    [
      'that names a zone that is not there',
      'when: zone.id == "hme"\n',
      '6:18 AccessRule/mine: there is no Zone "hme" – did you mean "home"?',
    ],
    [
      'that names a department that is not there, among others',
      "when: >-\n    secondFactor &&\n    person.department in ['social', 'polcie']\n",
      '8:37 AccessRule/mine: there is no Department "polcie" – did you mean "police"?',
    ],
    [
      'that names an app that is not there',
      'when: session.running && app.id != "editr"\n',
      '6:36 AccessRule/mine: there is no App "editr" – did you mean "editor"?',
    ],
    [
      'that names a host that is in no pool',
      'when: session.running && host.id == "host-c"\n',
      '6:37 AccessRule/mine: there is no Host "host-c" – did you mean "host-a"?',
    ],
    [
      'that names a pool that is not there',
      'when: session.running && host.pool == "mian"\n',
      '6:39 AccessRule/mine: there is no Pool "mian" – did you mean "main"?',
    ],
    [
      'that names a listener that no zone has',
      'when: listener == "ofice"\n',
      '6:19 AccessRule/mine: there is no Listener "ofice" – did you mean "office"?',
    ],
    [
      'that compares with what never is',
      'when: time.weekday == 0\n',
      '6:23 AccessRule/mine: time.weekday is never 0; possible is: 1–7',
    ],
    [
      'that asks for an unknown variable',
      'when: persn.account == "x"\n',
      '6:7 AccessRule/mine: there is no variable "persn" – did you mean "person"?',
    ],
    [
      'that is no condition',
      'when: person.account\n',
      '6:7 AccessRule/mine: a condition must be true or false, but this is of type string',
    ],
    [
      'that compares what cannot be compared',
      'when: time.hour == "8"\n',
      '6:7 AccessRule/mine: no such overload: int == string',
    ],
    ['that does not end', 'when: time.hour ==\n', '6:19 AccessRule/mine: Unexpected token: EOF'],
    ['that asks for a pattern', 'when: person.account.matches("(a+)+$")\n', 'matches is not allowed'],
    [
      'that names no network',
      'when: inCidr(client.address, "10.0.0.0/40")\n',
      '6:30 AccessRule/mine: "10.0.0.0/40" is not a network',
    ],
    [
      'in a requirement',
      'requires:\n  - condition: secndFactor\n    refusal: { de: N, en: N }\n',
      '7:16 AccessRule/mine: there is no variable "secndFactor" – did you mean "secondFactor"?',
    ],
  ]
  for (const [name, lines, expected] of conditions) {
    test(name, () => {
      const faults = faultsWith(grant + lines)
      assert.equal(faults.length, 1)
      assert.ok(faults[0]?.includes(expected), `expected ${expected}\nfound ${faults[0]}`)
    })
  }
})

test('whatever bytes come in, faults come out and nothing is thrown', () => {
  const piece = fc.constantFrom(
    'kind: ',
    'Zone',
    '\n',
    '---\n',
    ': ',
    '- ',
    '[',
    '{',
    '"',
    "'",
    '|',
    '>',
    '&a',
    '*a',
    '!t',
    '#',
    '\t',
    '  ',
    '?',
    '<<: ',
    '%YAML 1.1\n',
    '\u0000',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 40 }), (pieces) => {
      const text = pieces.join('')
      const result = loadConfiguration([{ path: 'x.yaml', text }])
      assert.equal(result.ok, false)
      const lines = text.split('\n')
      for (const { line, column } of result.ok ? [] : result.faults) {
        assert.ok(line >= 1 && column >= 1 && line <= lines.length + 1, `${line}:${column}`)
      }
    }),
    { numRuns: 400 },
  )
})
