import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { ProgramRefusal } from '@nahtlos/contract/host/report'
import { verifyGrant } from '@nahtlos/contract/session/program-grant'
import type { Identity } from '@nahtlos/identity/identity'
import { sql } from 'kysely'
import { GatewayBrowser } from '../testing/gateway-browser.ts'
import type { LinkAgent } from '../testing/link-agent.ts'
import {
  brokeringCity,
  enrolled,
  linked,
  type MachineServer,
  machineServer,
  publish,
  type SignedIn,
  signedIn,
} from '../testing/machine-server.ts'
import { temporaryDirectory } from '../testing/temporary-state.ts'
import { forgetUse, usedElsewhere } from './app-use.ts'
import { forgetRefusals } from './forget.ts'

const sha256 = 'a'.repeat(64)
const perl: ProgramRefusal = {
  origin: 'installed',
  path: '/usr/bin/perl',
  package: 'perl-base',
  sha256,
  forbidden: false,
  at: 1,
  times: 1,
}
const other: ProgramRefusal = { ...perl, path: '/usr/bin/gdb', package: 'gdb', forbidden: true }
const brought: ProgramRefusal = { ...perl, origin: 'brought', path: '/home/x/spiel.AppImage', package: null }
const day = 24 * 60 * 60_000

describe('programs that were refused', () => {
  const opened = new AsyncDisposableStack()
  let server: MachineServer
  let gateway: Identity
  let host: LinkAgent
  let stranger: LinkAgent
  let administrator: SignedIn

  before(async () => {
    const directory = opened.use(await temporaryDirectory()).path
    server = opened.use(await machineServer(directory))
    gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
    administrator = await signedIn(server, ['administrator'])
    const keeper = await signedIn(server)
    const role = (department: string, account: string, id: string) => `kind: Role
id: ${id}
title: { de: Freigabe, en: Approval }
holders: { people: [${account}] }
departments: [${department}]
grantsPrograms: true
`
    const foreign = await signedIn(server)
    keepers = { own: keeper, foreign }
    await publish(server, [
      ...brokeringCity,
      { path: 'own.yaml', text: role('sozialamt', keeper.account, 'own') },
      { path: 'foreign.yaml', text: role('ordnungsamt', foreign.account, 'foreign') },
    ])
    const by = browser(administrator)
    host = await linked(await enrolled(server, by, 'agent', 'host-a', directory), server)
    stranger = await linked(await enrolled(server, by, 'agent', 'host-b', directory), server)
    stranger.memoryAvailable = 0
  })
  let keepers: { readonly own: SignedIn; readonly foreign: SignedIn }
  after(() => opened.disposeAsync())

  const browser = ({ token }: SignedIn) =>
    new GatewayBrowser(gateway, server.addresses.internalAddress, token, 'office')

  /** A person in whose running session these programs were refused. */
  async function refusedTo(refusals: readonly ProgramRefusal[]) {
    const person = await signedIn(server)
    const by = browser(person)
    const { status, body } = await by.ask('POST', '/api/sessions', { workspace: 'soziales', app: null })
    assert.equal(status, 202, JSON.stringify(body))
    const row = await server.services.database
      .selectFrom('session')
      .select('host')
      .where('id', '=', body.id)
      .executeTakeFirstOrThrow()
    const found = row.host === host.name ? host : stranger
    await found.has(body.id)
    found.say(body.id, 'ready', { refusals: [...refusals] })
    const mine = await until(by, (all) => all.length === refusals.length)
    return { person, by, session: body.id as string, host: found, mine }
  }

  interface Mine {
    readonly id: string
    readonly path: string
    readonly state: string
    readonly once: boolean
  }
  /** What is told to a server is worked off in its own time; nothing says when. */
  async function seen<T>(look: () => Promise<T>, fits: (found: T) => boolean): Promise<T> {
    const late = performance.now() + 60_000
    for (;;) {
      const found = await look()
      if (fits(found)) return found
      if (performance.now() > late) throw new Error(`it was never told; last: ${JSON.stringify(found)}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const until = (by: GatewayBrowser, fits: (all: Mine[]) => boolean): Promise<Mine[]> =>
    seen(async () => (await by.ask('GET', '/api/program-refusals')).body, fits)
  const ask = (by: GatewayBrowser, id: string | undefined, purpose = 'Für die Auswertung') =>
    by.ask('POST', `/api/program-refusals/${id}/request`, { purpose })
  const decide = (by: GatewayBrowser, id: string | undefined, decision: object) =>
    by.ask('POST', `/api/program-requests/${id}/decision`, decision)
  const grantsAt = (agent: LinkAgent, session: string) =>
    agent.desired?.policy?.sessions.find((one) => one.session === session)?.grants ?? []

  it('is asked for, told to who decides for the department with all that is known, approved once, and taken back', async () => {
    const { person, by, session, host: agent, mine } = await refusedTo([perl])
    assert.equal((await ask(by, mine[0]?.id)).body[0].state, 'asked')
    assert.equal((await ask(by, mine[0]?.id)).body.code, 'program-already-asked')
    const own = browser(keepers.own)
    const { body } = await own.ask('GET', '/api/program-requests')
    const [request] = body
    assert.deepEqual(
      [request.path, request.package, request.sha256, request.person.id, request.zone, request.sessionRuns],
      [perl.path, 'perl-base', sha256, person.id, 'office', true],
    )
    assert.equal((await own.ask('GET', '/api/notices')).body.notices[0].kind, 'program-request-waiting')
    const done = await decide(own, request.id, { grant: 'once', answer: null })
    assert.equal(done.status, 200, JSON.stringify(done.body))
    await agent.told(() => grantsAt(agent, session).length === 1)
    const keys = agent.desired?.policy?.keys as unknown as Parameters<typeof verifyGrant>[1]
    const grant = await verifyGrant(grantsAt(agent, session)[0] ?? '', keys)
    assert.deepEqual(
      [grant?.person, grant?.session, grant?.programs],
      [person.id, session, { packages: ['perl-base'], paths: [] }],
    )
    assert.deepEqual((await until(by, ([one]) => one?.state === 'granted'))[0]?.once, true)
    assert.equal((await decide(own, request.id, { grant: 'no', answer: 'Doch nicht' })).status, 200)
    await agent.told(() => grantsAt(agent, session).length === 0)
    assert.equal((await ask(by, mine[0]?.id)).body.code, 'program-already-asked', 'not again at once')
    const { rows } = { rows: await server.services.database.selectFrom('event').select('kind').execute() }
    for (const kind of ['program.refused', 'program.asked', 'program.granted', 'program.declined'])
      assert.ok(
        rows.some((row) => row.kind === kind),
        kind,
      )
  })

  it('is decided by nobody of another department, by nobody without the office, and never for oneself', async () => {
    const { by, mine } = await refusedTo([perl])
    const [refusal] = mine
    const until = new Date(Date.now() + day).toISOString()
    assert.equal(
      (await decide(browser(administrator), refusal?.id, { grant: 'until', until, answer: null })).status,
      404,
    )
    await ask(by, refusal?.id)
    const foreign = browser(keepers.foreign)
    assert.deepEqual((await foreign.ask('GET', '/api/program-requests')).body, [])
    assert.equal((await decide(foreign, refusal?.id, { grant: 'until', until, answer: null })).status, 404)
    assert.equal((await decide(by, refusal?.id, { grant: 'until', until, answer: null })).body.code, 'not-permitted')
    const another = browser(await signedIn(server))
    assert.equal((await ask(another, refusal?.id)).status, 404)
    await server.services.database
      .updateTable('program_request')
      .set({ person: keepers.own.id })
      .where('id', '=', refusal?.id ?? '')
      .execute()
    assert.equal((await decide(browser(keepers.own), refusal?.id, { grant: 'until', until, answer: null })).status, 404)
  })

  it('cannot be approved where it was brought along or a rule forbids it, nor without end', async () => {
    const { by, mine } = await refusedTo([perl, other, brought])
    const chief = browser(administrator)
    const until = new Date(Date.now() + day).toISOString()
    for (const { id, path } of mine) {
      assert.equal((await ask(by, id)).status, 200)
      if (path === perl.path) continue
      for (const decision of [{ grant: 'once' }, { grant: 'until', until }])
        assert.equal((await decide(chief, id, { ...decision, answer: null })).body.code, 'program-not-grantable', path)
      assert.equal((await chief.ask('POST', `/api/program-requests/${id}/rule`)).body.code, 'program-not-grantable')
    }
    const id = mine.find(({ path }) => path === perl.path)?.id
    for (const wrong of [Date.now() - day, Date.now() + 400 * day])
      assert.equal(
        (await decide(chief, id, { grant: 'until', until: new Date(wrong).toISOString(), answer: null })).body.code,
        'invalid-input',
      )
    const drafted = await chief.ask('POST', `/api/program-requests/${id}/rule`)
    assert.equal(drafted.status, 201, JSON.stringify(drafted.body))
    const draft = await chief.ask('GET', `/api/administration/drafts/${drafted.body.draft}`)
    assert.deepEqual(draft.body.faults, [])
    const texts = draft.body.files.map(({ text }: { text: string }) => text).join()
    assert.match(texts, /effect: allow\nworkspaces:\n *- soziales\npackages:\n *- perl-base/)
    assert.equal(
      (await browser(keepers.own).ask('POST', `/api/program-requests/${id}/rule`)).body.code,
      'not-permitted',
    )
  })

  it('is believed only of the host on which the session stands, and what is flooded is cut short', async () => {
    const { by, session, host: agent } = await refusedTo([perl])
    const liar = agent === host ? stranger : host
    liar.say(session, 'ready', { refusals: [{ ...perl, path: '/usr/bin/forged' }] })
    for (let round = 0; round < 5; round++) {
      const refusals = Array.from({ length: 50 }, (_, index) => ({ ...perl, path: `/usr/bin/p${round}-${index}` }))
      agent.say(session, 'ready', { refusals })
    }
    await until(by, (all) => all.length === 20)
    agent.say(session, 'ready', { refusals: [] })
    await server.services.database.selectFrom('program_request').select('id').execute()
    const rows = await server.services.database
      .selectFrom('program_request')
      .select('path')
      .where('session', '=', session)
      .execute()
    assert.ok(rows.length <= 200)
    assert.ok(!rows.some(({ path }) => path === '/usr/bin/forged'))
    const waiting = (await by.ask('GET', '/api/program-refusals')).body.slice(0, 6)
    const codes = []
    for (const { id } of waiting) codes.push((await ask(by, id)).status)
    assert.deepEqual(codes, [200, 200, 200, 200, 200, 409])
  })

  it('tells a host what its person used of an app in another session, the most that was said, and forgets it in days', async () => {
    const { session, host: agent } = await refusedTo([perl])
    const other = randomUUID()
    await sql`
      insert into session
      select (jsonb_populate_record(session, jsonb_build_object('id', ${other}::text, 'state', 'ended'))).*
      from session where id = ${session}
    `.execute(server.services.database)
    const today = new Date().toISOString().slice(0, 10)
    const used = (app: string, seconds: number) => ({ app, day: today, seconds })
    const use = () => usedElsewhere(server.services.database, [other], new Date())
    const hears = (app: string) => seen(use, (all) => all.some((each) => each.app === app))
    agent.say(session, 'ready', { used: [used('note', 90)] })
    agent.say(session, 'ready', { used: [used('note', 30), used('file', 5)] })
    const found = await hears('file')
    assert.deepEqual(found, [
      { session: other, ...used('file', 5) },
      { session: other, ...used('note', 90) },
    ])
    assert.deepEqual(await usedElsewhere(server.services.database, [session], new Date()), [], 'not its own')
    const liar = agent === host ? stranger : host
    liar.say(session, 'ready', { used: [used('note', 9_000)] })
    // From here on its reports speak of nothing else, and those before have been heard.
    agent.say(session, 'ready', { used: [used('end', 1)] })
    await hears('end')
    await forgetUse(server.services.database, new Date(Date.now() + 4 * day))
    assert.deepEqual(
      (await use()).filter(({ app }) => app !== 'end'),
      [],
    )
  })

  it('of a rule that is only tried out is told by rule and program, without names, and asked for by nobody', async () => {
    const audited: ProgramRefusal = { ...perl, path: '/usr/bin/gimp', package: 'gimp', audit: 'no-gimp' }
    const { by, session, host: agent, mine } = await refusedTo([perl])
    const other = await refusedTo([perl])
    for (const [which, id] of [
      [agent, session],
      [other.host, other.session],
    ] as const)
      which.say(id, 'ready', { refusals: [perl, { ...audited, times: 3 }] })
    const told = async () => (await browser(keepers.own).ask('GET', '/api/program-trials')).body
    const found = await seen(told, ([first]) => first?.people === 2)
    assert.deepEqual(
      found.map(({ rule, path, people, times }: Record<string, unknown>) => [rule, path, people, times]),
      [['no-gimp', '/usr/bin/gimp', 2, 6]],
    )
    assert.deepEqual(Object.keys(found[0]).sort(), ['at', 'package', 'path', 'people', 'rule', 'times', 'title'])
    assert.equal((await by.ask('GET', '/api/program-refusals')).body.length, mine.length, 'nobody was refused it')
    assert.deepEqual((await browser(keepers.foreign).ask('GET', '/api/program-trials')).body, [])
    assert.deepEqual((await by.ask('GET', '/api/program-trials')).body.code, 'not-permitted')
    const liar = agent === host ? stranger : host
    liar.say(session, 'ready', { refusals: [{ ...audited, path: '/usr/bin/forged' }] })
    assert.equal((await told()).length, 1)
    server.ahead.milliseconds = 31 * day
    await forgetRefusals(server.services)
    server.ahead.milliseconds = 0
    assert.deepEqual(await told(), [])
  })

  it('is forgotten a month later where nobody was asked', async () => {
    const { by } = await refusedTo([perl])
    server.ahead.milliseconds = 31 * day
    await forgetRefusals(server.services)
    server.ahead.milliseconds = 0
    assert.deepEqual((await by.ask('GET', '/api/program-refusals')).body, [])
  })
})
