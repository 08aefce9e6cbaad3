import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Context } from '@nahtlos/contract/access/context'
import { interpreters } from '@nahtlos/contract/session/programs'
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
const rule = (id: string, effect: string, more: string) =>
  `kind: ProgramRule\nid: ${id}\neffect: ${effect}\ntitle: { de: R, en: R }\nreason: { de: Grund., en: Reason. }\n${more}\n`

function casework(context: Context, more: readonly string[] = []) {
  const found = resolve(loaded([...smallCityDocuments, ...more]), agreed, context).workspaces[0]
  assert.equal(found?.id, 'casework')
  return found
}
const nothing = { packages: [], paths: [] }

test('without any rule interpreters are denied, and nothing else', () => {
  assert.deepEqual(casework(atOffice()).programs, { deny: interpreters, allow: nothing, forbid: nothing })
  assert.equal(casework(atOffice()).network, 'host')
})

test('a rule allows a package where its condition holds, and says why', () => {
  const rules = [rule('python', 'allow', 'when: zone.id == "office"\npackages: ["python3*"]\npaths: [/opt/tool/run]')]
  const { programs, explanation } = casework(atOffice(), rules)
  assert.deepEqual(programs.allow, { packages: ['python3*'], paths: ['/opt/tool/run'] })
  const line = explanation.find(({ document }) => document === 'ProgramRule/python')
  assert.deepEqual([line?.effect, line?.value, line?.text.en], ['gives', true, 'Reason.'])
  assert.deepEqual(casework(atHome(), rules).programs.allow, nothing)
})

test('a denial stands beside what is allowed, so that nothing lifts it', () => {
  const rules = [rule('a', 'allow', 'packages: [perl-base]'), rule('d', 'deny', 'packages: [perl-base, remmina]')]
  const { allow, forbid } = casework(atOffice(), rules).programs
  assert.deepEqual([allow.packages, forbid.packages], [['perl-base'], ['perl-base', 'remmina']])
})

test('a condition that cannot be evaluated denies and allows nothing', () => {
  const broken = 'when: \'person.groups[5] == "x"\''
  const rules = [
    rule('a', 'allow', `${broken}\npackages: [nodejs]`),
    rule('d', 'deny', `${broken}\npackages: [remmina]`),
  ]
  const { allow, forbid } = casework(atOffice(), rules).programs
  assert.deepEqual([allow.packages, forbid.packages], [[], ['remmina']])
})

test('a rule that is tried out denies nothing, says what it would, and lifts no denial', () => {
  const rules = [
    rule('tried', 'deny', 'audit: true\npackages: [remmina]\npaths: [/opt/x]'),
    rule('home', 'deny', 'audit: true\nwhen: zone.outside\npackages: [gimp]'),
    rule('real', 'deny', 'packages: [remmina]'),
  ]
  const { programs, explanation } = casework(atOffice(), rules.slice(0, 2))
  assert.deepEqual(programs.forbid, nothing)
  assert.deepEqual(programs.watch, [{ rule: 'tried', packages: ['remmina'], paths: ['/opt/x'] }])
  assert.equal(explanation.find(({ document }) => document === 'ProgramRule/tried')?.effect, 'no-effect')
  assert.deepEqual(
    casework(atHome(), rules).programs.watch?.map(({ rule: id }) => id),
    ['home', 'tried'],
  )
  assert.deepEqual(casework(atOffice(), rules).programs.forbid.packages, ['remmina'])
  const wrong = loadConfiguration([
    fileOf([...smallCityDocuments, rule('a', 'allow', 'audit: true\npackages: [gimp]')]),
  ])
  assert.match(wrong.ok ? '' : (wrong.faults[0]?.message.en ?? ''), /for a denial alone/)
})

test('a rule speaks of the workspaces that it names, and must speak of some program', () => {
  const other = [rule('d', 'deny', 'workspaces: [press]\npackages: [remmina]')]
  assert.deepEqual(casework(atOffice(), other).programs.forbid, nothing)
  const faults = (text: string) => {
    const result = loadConfiguration([fileOf([...smallCityDocuments, text])])
    return result.ok ? [] : result.faults.map(({ message }) => message.en)
  }
  assert.match(faults(rule('d', 'deny', ''))[0] ?? '', /speaks of no program/)
  assert.match(faults(rule('d', 'deny', 'workspaces: [nowhere]\npackages: [x1]'))[0] ?? '', /no Workspace "nowhere"/)
  assert.match(faults(rule('d', 'deny', 'paths: [relative]'))[0] ?? '', /absolute path/)
  assert.match(faults(rule('d', 'deny', 'paths: [/usr/bin/../../root/x]'))[0] ?? 'none', /none/)
})

test('an app’s interpreter is allowed in the workspaces that have the app, and only there', () => {
  const app =
    'kind: App\nid: arranger\ntitle: { de: A, en: A }\npackage: arranger\ncommand: [arranger]\nicon: a\ncategories: [Office]\nneeds: ["python3*"]\n'
  const documents = smallCityDocuments.map((text) =>
    text.replace('apps: [browser, editor]', 'apps: [browser, editor, arranger]'),
  )
  const all = resolve(loaded([...documents, app]), anna({ groups: ['editors'] }), atOffice()).workspaces
  assert.deepEqual(
    all.map(({ id, programs }) => [id, programs.allow.packages]),
    [
      ['casework', ['python3*']],
      ['press', []],
    ],
  )
})

test('resources and network are the workspace’s own, or those of what it extends', () => {
  const documents = smallCityDocuments.map((text) =>
    text.includes('id: base')
      ? `${text}resources: { memory: 2048, processorWeight: 50 }\nnetwork: { ports: [443] }\n`
      : text,
  )
  const found = resolve(loaded(documents), agreed, atOffice()).workspaces[0]
  assert.deepEqual(found?.resources, { processorWeight: 50, diskWeight: 100, memory: 2048, processes: 4000 })
  assert.deepEqual(found?.network, { ports: [443] })
})
