import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HostPolicy } from '@nahtlos/contract/host/policy'
import { loaded, smallCityDocuments } from '@nahtlos/core/configuration/small-city'
import { hostDecisions } from './host-decisions.ts'
import type { RevisionStore } from './revision-store.ts'

const rule = `kind: EnvironmentRule
id: mount
title: { de: M, en: M }
on: [logon]
actions:
  - { action: script, id: a, concern: comfort, as: root, run: mount-it }
`
const configuration = loaded([...smallCityDocuments, rule])
/** A store that has one good revision, the third. */
const store: RevisionStore = {
  save: async () => undefined,
  load: async (number) => (number === 3 ? configuration : null),
  numbers: async () => [3],
  forgetAllBut: async () => undefined,
}
const policy = { revision: 3, keys: [], sessions: [] } as unknown as HostPolicy

test('an environment rule is carried out only where it stands so in a signed revision', async () => {
  const decisions = hostDecisions(store)
  await decisions.apply(policy)
  const document = configuration.environment[0]?.document
  assert.ok(document)
  const told = structuredClone(document)
  assert.deepEqual(decisions.signed([told]), [told])
  const [action] = document.actions
  assert.ok(action?.action === 'script')
  assert.deepEqual(decisions.signed([{ ...told, actions: [{ ...action, run: 'rm -rf /' }] }]), [])
  assert.deepEqual(decisions.signed([{ ...told, id: 'another' }]), [])
})

test('the order in which a database keeps the keys of a rule makes no difference', async () => {
  const decisions = hostDecisions(store)
  await decisions.apply(policy)
  const document = configuration.environment[0]?.document
  assert.ok(document)
  const reversed = Object.fromEntries(Object.entries(document).reverse()) as typeof document
  assert.equal(decisions.signed([reversed]).length, 1)
})
