import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interpreters, type SessionPrograms } from '@nahtlos/contract/session/programs'
import { anna, annasAgreement, atHome, atOffice, loaded, smallCityDocuments } from '../configuration/small-city.ts'
import { mostPrograms, programsFrom, stricterPrograms } from './most-programs.ts'
import { resolve } from './resolve.ts'

const rule = (id: string, effect: string, more: string) =>
  `kind: ProgramRule\nid: ${id}\neffect: ${effect}\ntitle: { de: R, en: R }\nreason: { de: Grund., en: Reason. }\n${more}\n`
const configuration = loaded([
  ...smallCityDocuments,
  rule('python', 'allow', 'when: zone.id == "office"\npackages: ["python3*"]'),
  rule('never', 'deny', 'packages: [remmina]'),
  rule('not-home', 'deny', 'when: zone.outside\npackages: [openssh-client]'),
  rule('elsewhere', 'allow', 'workspaces: [press]\npackages: [nodejs]'),
])
const tried = loaded([...smallCityDocuments, rule('tried', 'deny', 'audit: true\npackages: [remmina]')])
const person = anna({ agreements: [annasAgreement()] })

test('at most is what some rule could allow, less what is always denied', () => {
  const most = mostPrograms(configuration, 'casework')?.programs
  assert.deepEqual([most?.allow.packages, most?.forbid.packages], [['python3*'], ['remmina']])
  assert.equal(mostPrograms(configuration, 'nowhere'), null)
})

test('a rule that is tried out takes nothing from what is allowed at most, and is watched all the same', () => {
  const most = mostPrograms(tried, 'casework')?.programs ?? assert.fail()
  assert.deepEqual(most.forbid.packages, [])
  const told = programsFrom(tried, person, atOffice(), 'casework') ?? assert.fail()
  assert.deepEqual(
    stricterPrograms(told, most).watch?.map(({ rule: id }) => id),
    ['tried'],
  )
})

test('what is resolved for a person anywhere never exceeds it', () => {
  const most = mostPrograms(configuration, 'casework')?.programs ?? assert.fail()
  for (const context of [atOffice(), atHome()]) {
    const told = resolve(configuration, person, context).workspaces[0]?.programs ?? assert.fail()
    assert.deepEqual(stricterPrograms(told, most), told)
  }
})

test('from home what is denied there is denied, and what is allowed at the office is not allowed', () => {
  const home = programsFrom(configuration, person, atHome(), 'casework')
  assert.deepEqual([home?.allow.packages, home?.forbid.packages], [[], ['openssh-client', 'remmina']])
})

test('what a database says beyond a revision counts for nothing', () => {
  const most = mostPrograms(configuration, 'casework')?.programs ?? assert.fail()
  const nothing = { packages: [], paths: [] }
  const told: SessionPrograms = { deny: nothing, allow: { packages: ['*'], paths: ['/usr/bin/*'] }, forbid: nothing }
  assert.deepEqual(stricterPrograms(told, most), {
    deny: interpreters,
    allow: nothing,
    forbid: { packages: ['remmina'], paths: [] },
  })
})
