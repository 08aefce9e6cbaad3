import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import { DirectoryPerson } from '@nahtlos/contract/api/administration'
import { resolve } from '@nahtlos/core/access/resolve'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import { agreement } from '@nahtlos/core/programme/testing-programme'
import { readConfigurationFiles } from './configuration.ts'
import { demoAccounts } from './demo-accounts.ts'
import { people } from './people.ts'

const result = loadConfiguration(readConfigurationFiles())
assert.ok(result.ok, JSON.stringify(result.ok || result.faults, null, 2))
const { configuration } = result

describe('the configuration of Lindenbrück', () => {
  test('has 62 departments, at least 28 of them in the programme', () => {
    const departments = [...configuration.departments.values()]
    assert.equal(departments.length, 62)
    assert.ok(departments.filter(({ telework }) => telework).length >= 28)
  })

  test('gives every department a workspace', () => {
    const served = new Set([...configuration.workspaces.values()].flatMap(({ departments }) => [...departments]))
    assert.deepEqual(
      [...configuration.departments.keys()].filter((id) => !served.has(id)),
      [],
    )
  })

  test('has workspaces that differ visibly, all with the standard apps', () => {
    const workspaces = [...configuration.workspaces.values()]
    assert.ok(workspaces.length >= 7)
    assert.equal(new Set(workspaces.map(({ appearance }) => appearance.background)).size, workspaces.length)
    assert.equal(new Set(workspaces.map(({ appearance }) => appearance.panel)).size, 3)
    const looks = workspaces.map(({ appearance }) => [...appearance.icons, '/', ...appearance.launchers].join())
    assert.equal(new Set(looks).size, workspaces.length)
    for (const { apps, published, settings } of workspaces) {
      assert.ok(apps.length >= 15 && published.length > 0 && settings.length >= 6)
      assert.ok(apps.some(({ id }) => id === 'text-editor'))
    }
  })

  test('opens each kind of file with one app in each workspace', () => {
    for (const { id, apps } of configuration.workspaces.values()) {
      const opened = apps.flatMap(({ opens }) => opens)
      assert.equal(new Set(opened).size, opened.length, id)
    }
  })
})

describe('the people of Lindenbrück', () => {
  const started = performance.now()
  const everybody = people()
  const took = performance.now() - started

  test('are 10,000, made in less than two seconds, the same for the same seed', () => {
    assert.equal(everybody.length, 10_000)
    assert.ok(took < 2000, `took ${took} ms`)
    assert.deepEqual(people(1, 500), people(1, 500))
    assert.notDeepEqual(people(2, 500), people(1, 500))
  })

  test('are what a directory may say, each with an account of her own', () => {
    for (const person of everybody) assert.deepEqual(DirectoryPerson.parse(person), person)
    assert.equal(new Set(everybody.map(({ account }) => account)).size, everybody.length)
  })

  test('work in all departments, with one head each, and report to somebody named before them in the same one', () => {
    const seen = new Map<string, string>()
    for (const { account, department, manager } of everybody) {
      if (manager !== null) assert.equal(seen.get(manager), department, `${account} reports to ${manager}`)
      seen.set(account, department)
    }
    const heads = everybody.filter(({ roles }) => roles.includes('head-of-department'))
    assert.deepEqual(heads.map(({ department }) => department).sort(), [...configuration.departments.keys()].sort())
  })

  test('have IT approvers, administrators, a help desk and an auditor', () => {
    for (const role of ['it-approver', 'administrator', 'help-desk', 'auditor'] as const)
      assert.ok(
        everybody.some(({ roles }) => roles.includes(role)),
        role,
      )
  })

  test('are as many as were asked for, the named ones first', () => {
    const named = demoAccounts.length
    for (const count of [0, 5, named, named + 1, 40, 83, 84, 85, 300]) assert.equal(people(1, count).length, count)
    assert.deepEqual(
      people(1, 60).slice(0, named),
      demoAccounts.map(({ person }) => person),
    )
  })
})

describe('the accounts to try', () => {
  test('are a dozen or more, may sign in, and say what to try', () => {
    assert.ok(demoAccounts.length >= 12)
    for (const { person, tryThis } of demoAccounts) {
      assert.deepEqual(DirectoryPerson.parse(person), person)
      assert.equal(person.signIn, true)
      assert.ok(tryThis.de.endsWith('.') && tryThis.en.endsWith('.'))
    }
  })

  test('hold a whole chain for Anna Becker of different people', () => {
    const anna = demoAccounts.find(({ person }) => person.account === 'anna.becker')?.person
    const head = demoAccounts.find(
      ({ person }) => person.department === anna?.department && person.roles.includes('head-of-department'),
    )
    const it = demoAccounts.find(({ person }) => person.roles.includes('it-approver'))
    const chain = [anna?.account, anna?.manager, head?.person.account, it?.person.account]
    assert.equal(new Set(chain).size, 4)
    assert.ok(chain.every(Boolean))
  })
})

describe('at work', () => {
  function facts(account: string, isAgreed = false): PersonFacts {
    const found = demoAccounts.find(({ person }) => person.account === account)?.person
    assert.ok(found)
    const id = '11111111-1111-4111-8111-111111111111'
    const { name, department, groups, roles } = found
    const agreed = agreement({
      id,
      request: id,
      person: { id, name, department },
      from: '2026-03-01',
      until: '2026-08-31',
      week: [{ weekday: 1, from: '07:00', until: '19:00' }],
    })
    return { id, account, name, department, groups, roles, agreements: isAgreed ? [agreed] : [] }
  }
  const monday = '2026-03-02T09:00:00.000Z'
  const office: Context = { at: monday, listener: 'office', clientAddress: '127.0.0.1', secondFactor: false }
  const home: Context = { at: monday, listener: 'outside', clientAddress: '127.0.0.1', secondFactor: true }
  const codes = (account: string, context: Context, agreed = false) =>
    resolve(configuration, facts(account, agreed), context).workspaces.map(({ id, available, rights, refusals }) => [
      id,
      available ? rights.join(' ') : (refusals[0]?.code ?? ''),
    ])

  test('a clerk has her desktop at the office, and at home with an agreement only, without copying out', () => {
    assert.deepEqual(codes('anna.becker', office), [['sozialamt', 'clipboard-in clipboard-out control']])
    assert.deepEqual(codes('anna.becker', home), [['sozialamt', 'agreement-missing']])
    assert.deepEqual(codes('anna.becker', home, true), [['sozialamt', 'clipboard-in control']])
    const tuesday = { ...home, at: '2026-03-03T09:00:00.000Z' }
    assert.deepEqual(codes('anna.becker', tuesday, true), [['sozialamt', 'agreement-not-today']])
  })

  test('with high protection need there is no clipboard at home', () => {
    assert.deepEqual(codes('mehmet.yilmaz', home, true), [['sozialamt', 'control']])
  })

  test('IT operations need a second factor at the office, too; the help desk does not', () => {
    assert.deepEqual(codes('admin.roth', office), [['it', 'limit']])
    assert.deepEqual(codes('admin.roth', { ...office, secondFactor: true }), [
      ['it', 'clipboard-in clipboard-out control'],
    ])
    assert.deepEqual(codes('nina.schaefer', office), [['it', 'clipboard-in clipboard-out control']])
  })

  test('who edits for the press has a second workspace', () => {
    assert.deepEqual(
      codes('thomas.berger', office).map(([id]) => id),
      ['presse', 'schulverwaltung'],
    )
  })
})
