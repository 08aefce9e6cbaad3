import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { signRevision } from '@nahtlos/contract/configuration/signed-revision'
import type { HostPolicy } from '@nahtlos/contract/host/policy'
import { type ProgramGrant, signGrant } from '@nahtlos/contract/session/program-grant'
import { interpreters } from '@nahtlos/contract/session/programs'
import { grantedPrograms } from '@nahtlos/core/access/granted-programs'
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
const ofApps = `kind: EnvironmentRule
id: of-apps
title: { de: A, en: A }
on: [app-start]
when: app.id != "browser"
apps: [editor, browser]
actions:
  - { action: script, id: a, concern: comfort, as: root, run: mount-it }
`
const configuration = loaded([...smallCityDocuments, rule, ofApps, ...programs])
/** A store that has one good revision, the third. */
const store: RevisionStore = {
  save: async () => undefined,
  load: async (number) => (number === 3 ? configuration : null),
  numbers: async () => [3],
  forgetAllBut: async () => undefined,
}
const running = { app: null, startedAt: mondayMorning, host: 'host-a', pool: 'main' }
const policy = { revision: 3, keys: [], sessions: [] } as unknown as HostPolicy

test('an environment rule is carried out only where it stands so in a signed revision', async () => {
  const decisions = hostDecisions(store)
  await decisions.apply(policy)
  const document = configuration.environment.find(({ document: { id } }) => id === 'mount')?.document
  assert.ok(document)
  const told = structuredClone(document)
  assert.deepEqual(decisions.signed([told]), [told])
  const [action] = document.actions
  assert.ok(action?.action === 'script')
  assert.deepEqual(decisions.signed([{ ...told, actions: [{ ...action, run: 'rm -rf /' }] }]), [])
  assert.deepEqual(decisions.signed([{ ...told, id: 'another' }]), [])
})

test('a rule whose condition looks at the app is carried out for some of its apps, and for no others', async () => {
  const decisions = hostDecisions(store)
  await decisions.apply(policy)
  const document = configuration.all.get('EnvironmentRule/of-apps')
  assert.ok(document?.kind === 'EnvironmentRule')
  assert.equal(decisions.signed([{ ...document, apps: ['editor'] }]).length, 1)
  assert.equal(decisions.signed([{ ...document, apps: ['editor', 'writer'] }]).length, 0)
  const whole = configuration.all.get('EnvironmentRule/mount')
  assert.ok(whole?.kind === 'EnvironmentRule')
  assert.equal(decisions.signed([{ ...whole, apps: ['editor'] }]).length, 0)
})

test('the order in which a database keeps the keys of a rule makes no difference', async () => {
  const decisions = hostDecisions(store)
  await decisions.apply(policy)
  const document = configuration.environment.find(({ document: { id } }) => id === 'mount')?.document
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
  const session = {
    session: order.id,
    revision: 3,
    person: anna({ agreements: [annasAgreement()] }),
    running,
    grants: [],
  }
  await decisions.apply({ ...policy, sessions: [session] })
  const { deny, allow, forbid } = decisions.bounded(told, null, new Date(mondayMorning)).programs
  assert.deepEqual([deny, allow, forbid], [interpreters, { packages: ['python3*'], paths: [] }, none])
  const { listener, clientAddress, secondFactor } = atHome()
  const home = decisions.bounded(told, { listener, clientAddress, secondFactor }, new Date(mondayMorning))
  assert.deepEqual(home.programs.forbid.packages, ['remmina'])
})

test('where conditions look at sessions, one of which nothing is known lets nothing through', async () => {
  const limit = `kind: AccessRule
id: long
effect: limit
title: { de: L, en: L }
reason: { de: L, en: L }
when: session.running && session.minutes >= 30
without: [clipboard-in]
`
  const looking = loaded([...smallCityDocuments, limit])
  const decisions = hostDecisions({ ...store, load: async () => looking })
  const session = { session: testOrder().id, revision: 3, person: anna({ agreements: [annasAgreement()] }), grants: [] }
  const { listener, clientAddress, secondFactor } = atHome()
  const target = { workspace: 'casework', app: null }
  const rightsAt = (at: string) => {
    const found = decisions.ceilingOf(session.session, target, { listener, clientAddress, secondFactor }, new Date(at))
    return found === null || found === 'unlimited' ? found : found.rights.toSorted()
  }
  await decisions.apply({ ...policy, sessions: [{ ...session, running }] })
  assert.deepEqual(rightsAt('2026-03-02T09:29:59.000Z'), ['clipboard-in', 'control'])
  assert.deepEqual(rightsAt('2026-03-02T09:30:00.000Z'), ['control'])
  await decisions.apply({ ...policy, sessions: [session] })
  assert.equal(rightsAt('2026-03-02T09:00:00.000Z'), null)
})

test('what was approved counts for the person, workspace, session and time that the server signed, and for no other', async () => {
  const order = testOrder({ target: { workspace: 'casework', app: null } })
  const good: ProgramGrant = {
    id: randomUUID(),
    person: order.person.id,
    workspace: 'casework',
    session: order.id,
    programs: { packages: ['perl-base'], paths: [] },
    until: '2026-03-02T12:00:00.000Z',
  }
  const pair = generateKeyPairSync('ed25519')
  const keys = { keys: [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'r', alg: 'EdDSA' }] }
  const holds = async (signed: string, at = '2026-03-02T11:00:00.000Z') => {
    const decisions = hostDecisions(store)
    const session = { session: order.id, revision: 3, person: anna(), running, grants: [signed] }
    await decisions.apply({ ...policy, keys, sessions: [session] })
    return decisions.granted(order, new Date(at)).length === 1
  }
  const sign = (change: Partial<ProgramGrant> = {}, key = pair.privateKey) =>
    signGrant({ ...good, ...change }, key, 'r')
  assert.equal(await holds(await sign()), true)
  assert.equal(await holds(await sign({ session: null })), true)
  assert.equal(await holds(await sign(), good.until), false, 'it is over')
  assert.equal(await holds(await sign({ person: randomUUID() })), false, 'it is somebody else’s')
  assert.equal(await holds(await sign({ session: randomUUID() })), false, 'it was for once')
  assert.equal(await holds(await sign({ workspace: 'other' })), false)
  assert.equal(await holds(await sign({}, generateKeyPairSync('ed25519').privateKey)), false, 'it is forged')
  const [head, , mark] = (await sign()).split('.')
  const body = Buffer.from(JSON.stringify({ ...good, until: '2036-03-02T12:00:00.000Z' })).toString('base64url')
  assert.equal(await holds(`${head}.${body}.${mark}`), false, 'it was changed')
  const files = [{ path: 'a.yaml', text: '' }]
  const revision = await signRevision({ revision: 3, publishedAt: good.until, files }, pair.privateKey, 'r')
  assert.equal(await holds(revision), false, 'it is a revision')
})

test('what was approved lifts the built-in denial, and never what a rule forbids', () => {
  const forbid = { packages: ['gdb'], paths: [] }
  const programs = { ...testOrder().programs, forbid }
  const granted = grantedPrograms(programs, [{ packages: ['gdb', 'perl-base'], paths: ['/opt/bin/x'] }])
  assert.deepEqual(granted.forbid, forbid)
  assert.deepEqual(granted.deny, programs.deny)
  assert.deepEqual(granted.allow, { packages: ['gdb', 'perl-base'], paths: ['/opt/bin/x'] })
})

test('a session of which no good revision is at hand may start what everybody may', async () => {
  const decisions = hostDecisions({ ...store, load: async () => null, numbers: async () => [] })
  const order = testOrder()
  const session = { session: order.id, revision: 3, person: anna(), running, grants: [] }
  await decisions.apply({ ...policy, sessions: [session] })
  const allow = { packages: ['python3*'], paths: [] }
  const told = { ...order, programs: { ...order.programs, allow } }
  assert.deepEqual(decisions.bounded(told, null, new Date()).programs.allow, { packages: [], paths: [] })
})
