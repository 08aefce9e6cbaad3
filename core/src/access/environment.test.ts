import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
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
import { resolve } from './resolve.ts'

const agreed = anna({ agreements: [annasAgreement()] })
const withheld = (when: string, running: string, more = '') =>
  `kind: AccessRule\nid: ${running}\neffect: withhold\ntitle: { de: W, en: W }\nwhen: '${when}'\napps: [editor]\nrunning: ${running}\nreason: { de: Nur im Amt., en: Office only. }\n${more}`
const environment = (id: string, when: string, concern: string, more = '') =>
  `kind: EnvironmentRule\nid: ${id}\ntitle: { de: U, en: E }\non: [logon]\nwhen: '${when}'\n${more}actions:\n  - { action: variable, id: a, concern: ${concern}, name: PLACE, value: x }\n`

function casework(person: PersonFacts, context: Context, more: readonly string[]) {
  const found = resolve(loaded([...smallCityDocuments, ...more]), person, context).workspaces[0]
  assert.equal(found?.id, 'casework')
  return found
}

test('an app that is withheld at home is there at the office, and cannot be started alone at home', () => {
  const rules = [withheld('zone.outside', 'freeze')]
  const office = casework(agreed, atOffice(), rules)
  assert.deepEqual([office.withheld, office.published], [[], ['editor']])
  const home = casework(agreed, atHome(), rules)
  assert.deepEqual(home.withheld, [
    { app: 'editor', running: 'freeze', reason: { de: 'Nur im Amt.', en: 'Office only.' } },
  ])
  assert.deepEqual([home.published, home.available], [[], true])
  const line = home.explanation.find(({ document }) => document === 'AccessRule/freeze')
  assert.deepEqual([line?.effect, line?.text.en], ['takes', 'Office only.'])
})

test('of two rules that withhold an app the stricter one has it, and one that cannot be evaluated holds', () => {
  const rules = [withheld('zone.outside', 'freeze'), withheld('person.groups[3] == "x"', 'close')]
  assert.deepEqual(
    casework(agreed, atHome(), rules).withheld.map(({ running }) => running),
    ['close'],
  )
  assert.deepEqual(
    casework(agreed, atOffice(), rules).withheld.map(({ running }) => running),
    ['close'],
  )
})

const replaced = (id: string, command: string) =>
  smallCityDocuments.map((text) =>
    text.startsWith(`kind: App\nid: ${id}\n`) ? text.replace(`command: [${id}]`, `command: ${command}`) : text,
  )

test('apps that start one program are withheld together, because nothing can tell them apart', () => {
  const rules = [withheld('zone.outside', 'freeze')]
  const city = loaded([...replaced('writer', '[/usr/bin/editor, --writer]'), ...rules])
  const found = resolve(city, agreed, atHome()).workspaces[0]
  assert.deepEqual(found?.withheld.map(({ app }) => app).sort(), ['editor', 'writer'])
})

test('a rule that withholds an app which a shell or an interpreter starts is refused, with the way out', () => {
  const documents = [...replaced('editor', '[/usr/bin/python3.13, /usr/share/e.py]'), withheld('zone.outside', 'close')]
  const result = loadConfiguration([fileOf(documents)])
  assert.ok(!result.ok)
  const [fault] = result.faults
  assert.match(fault?.message.de ?? '', /"editor" wird mit \/usr\/bin\/python3\.13 gestartet/)
  assert.match(fault?.message.en ?? '', /give the app a program of its own/)
})

test('an environment rule applies where its condition holds, in its workspaces, and says so', () => {
  const rules = [
    environment('office', 'zone.id == "office"', 'comfort'),
    environment('press', 'true', 'comfort', 'workspaces: [press]\n'),
  ]
  const office = casework(agreed, atOffice(), rules)
  assert.deepEqual(
    office.environment.map(({ id }) => id),
    ['office'],
  )
  const home = casework(agreed, atHome(), rules)
  assert.deepEqual(home.environment, [])
  const told = (workspace: typeof home) =>
    workspace.explanation.flatMap(({ document, effect }) => (document.startsWith('Env') ? [[document, effect]] : []))
  assert.deepEqual(told(office), [['EnvironmentRule/office', 'gives']])
  assert.deepEqual(told(home), [['EnvironmentRule/office', 'no-effect']])
})

test('where a condition cannot be evaluated comfort is skipped, and security refuses the workspace', () => {
  const broken = 'person.groups[3] == "x"'
  const comfort = casework(agreed, atOffice(), [environment('e', broken, 'comfort')])
  assert.deepEqual([comfort.available, comfort.environment], [true, []])
  const security = casework(agreed, atOffice(), [environment('e', broken, 'security')])
  assert.deepEqual([security.available, security.refusals.map(({ code }) => code)], [false, ['limit']])
})

test('a rule of a host’s start is nobody’s environment', () => {
  const rule = `kind: EnvironmentRule\nid: h\ntitle: { de: H, en: H }\non: [host-start]\nactions:\n  - { action: script, id: a, concern: comfort, as: root, run: "true" }\n`
  const workspace = casework(agreed, atOffice(), [rule])
  assert.deepEqual(workspace.environment, [])
})

const wrong: Readonly<Record<string, readonly [string, string]>> = {
  'an action that waits for nobody': [
    '{ action: message, id: a, concern: comfort, after: b, title: T, text: T }',
    'no action "b"',
  ],
  'an action without its concern': ['{ action: message, id: a, title: T, text: T }', '"concern" is missing'],
  'a path that leads out of the home': [
    '{ action: file, id: a, concern: comfort, path: ../x, content: y }',
    'must be a path below the home',
  ],
  'a path that leads out of it later': [
    '{ action: file, id: a, concern: comfort, path: a/../../x, content: y }',
    'must be a path below the home',
  ],
  'a variable that would change every program': [
    '{ action: variable, id: a, concern: comfort, name: LD_PRELOAD, value: y }',
    'capital letters',
  ],
  'a key without a file': [
    '{ action: key, id: a, concern: comfort, format: ini, key: A/b, value: y }',
    'ini needs "path"',
  ],
  'an address of another protocol': [
    '{ action: drive, id: a, concern: comfort, protocol: smb, address: "https://x/y", folder: X }',
    'no address of smb',
  ],
  'an option smuggled into an address': [
    '{ action: drive, id: a, concern: comfort, protocol: smb, address: "//x/y,uid=0", folder: X }',
    'no address of smb',
  ],
  'an app that is not there': ['{ action: start-app, id: a, concern: comfort, app: editr }', 'did you mean "editor"?'],
}
for (const [name, [action, message]] of Object.entries(wrong))
  test(`${name} is refused when it is published`, () => {
    const text = action.replaceAll(': T', ': { de: T, en: T }')
    const rule = `kind: EnvironmentRule\nid: e\ntitle: { de: E, en: E }\non: [logon]\nactions:\n  - ${text}\n`
    const result = loadConfiguration([fileOf([...smallCityDocuments, rule])])
    assert.equal(result.ok, false)
    assert.ok(!result.ok && result.faults.some((fault) => fault.message.en.includes(message)), JSON.stringify(result))
  })

test('what waits for itself, and a host’s start that looks at a person, are refused', () => {
  const rules = [
    'kind: EnvironmentRule\nid: e\ntitle: { de: E, en: E }\non: [logon]\nactions:\n  - { action: script, id: a, concern: comfort, as: root, run: x, after: b }\n  - { action: script, id: b, concern: comfort, as: root, run: x, after: a }\n',
    'kind: EnvironmentRule\nid: f\ntitle: { de: E, en: E }\non: [host-start]\nwhen: zone.outside\nactions:\n  - { action: script, id: a, concern: comfort, as: person, run: x }\n',
  ]
  const result = loadConfiguration([fileOf([...smallCityDocuments, ...rules])])
  const messages = result.ok ? [] : result.faults.map(({ message }) => message.en)
  for (const part of ['would wait for itself', 'has no person', 'scripts as root'])
    assert.ok(
      messages.some((message) => message.includes(part)),
      messages.join('\n'),
    )
})
