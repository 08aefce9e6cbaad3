import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HostPolicy } from '@nahtlos/contract/host/policy'
import { interpreters } from '@nahtlos/contract/session/programs'
import {
  anna,
  annasAgreement,
  atHome,
  loaded,
  mondayMorning,
  smallCityDocuments,
} from '@nahtlos/core/configuration/small-city'
import { testOrder } from '../testing/test-order.ts'
import { hostDecisions } from './host-decisions.ts'
import type { RevisionStore } from './revision-store.ts'

const rule = `kind: EnvironmentRule
id: mount
title: { de: M, en: M }
on: [logon]
actions:
  - { action: script, id: a, concern: comfort, as: root, run: mount-it }
`
const programs = ['a', 'b'].map(
  (id) => `kind: ProgramRule
id: ${id}
effect: ${id === 'a' ? 'allow' : 'deny'}
title: { de: R, en: R }
reason: { de: G., en: R. }
when: ${id === 'a' ? '"true"' : 'zone.outside'}
packages: ["${id === 'a' ? 'python3*' : 'remmina'}"]
`,
)
const configuration = loaded([...smallCityDocuments, rule, ...programs])
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

test('what a session may start and reach is no more than the signed revision says, from where its person is', async () => {
  const decisions = hostDecisions(store)
  const order = testOrder({ target: { workspace: 'casework', app: null } })
  const all = { packages: ['*'], paths: ['/usr/bin/*'] }
  const none = { packages: [], paths: [] }
  const told = { ...order, programs: { deny: none, allow: { ...all, packages: ['*', 'python3*'] }, forbid: none } }
  assert.deepEqual(decisions.bounded(told, null, new Date()).programs, told.programs, 'nothing is in force yet')
  const session = { session: order.id, revision: 3, person: anna({ agreements: [annasAgreement()] }) }
  await decisions.apply({ ...policy, sessions: [session] })
  const { deny, allow, forbid } = decisions.bounded(told, null, new Date(mondayMorning)).programs
  assert.deepEqual([deny, allow, forbid], [interpreters, { packages: ['python3*'], paths: [] }, none])
  const { listener, clientAddress, secondFactor } = atHome()
  const home = decisions.bounded(told, { listener, clientAddress, secondFactor }, new Date(mondayMorning))
  assert.deepEqual(home.programs.forbid.packages, ['remmina'])
})

test('a session of which no good revision is at hand may start what everybody may', async () => {
  const decisions = hostDecisions({ ...store, load: async () => null, numbers: async () => [] })
  const order = testOrder()
  const session = { session: order.id, revision: 3, person: anna() }
  await decisions.apply({ ...policy, sessions: [session] })
  const allow = { packages: ['python3*'], paths: [] }
  const told = { ...order, programs: { ...order.programs, allow } }
  assert.deepEqual(decisions.bounded(told, null, new Date()).programs.allow, { packages: [], paths: [] })
})
