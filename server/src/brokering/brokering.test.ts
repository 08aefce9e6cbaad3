import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { hostAwayAfter } from '@nahtlos/contract/host/report'
import { ticketVerifier } from '@nahtlos/contract/ticket'
import type { Identity } from '@nahtlos/identity/identity'
import { Registry } from 'prom-client'
import { unlinkedAfter } from '../hosts/reachable-hosts.ts'
import { GatewayBrowser } from '../testing/gateway-browser.ts'
import type { LinkAgent } from '../testing/link-agent.ts'
import {
  agreement,
  brokeringCity,
  endAgreement,
  enrolled,
  linked,
  type MachineServer,
  machineServer,
  publish,
  type SignedIn,
  signedIn,
} from '../testing/machine-server.ts'
import { temporaryDirectory } from '../testing/temporary-state.ts'
import { brokeringMetrics } from './metrics.ts'
import { reevaluate } from './reevaluation.ts'

const desktop = { workspace: 'soziales', app: null }
const environment = `kind: EnvironmentRule
id: at-home
title: { de: Zu Hause, en: At home }
on: [zone-changed]
when: zone.outside
actions:
  - { action: variable, id: place, concern: comfort, name: PLACE, value: home }
---
kind: AccessRule
effect: withhold
id: inside-only
title: { de: Nur im Amt, en: Inside only }
when: zone.outside
apps: [editor]
reason: { de: Nur im Amt., en: At the office only. }
`

describe('the broker', () => {
  const opened = new AsyncDisposableStack()
  let server: MachineServer
  let gateway: Identity
  let administrator: GatewayBrowser
  const identities = new Map<string, Identity>()
  let hostA: LinkAgent

  before(async () => {
    const directory = opened.use(await temporaryDirectory()).path
    server = opened.use(await machineServer(directory, { sessionLostAfter: 60_000 }))
    await publish(server)
    gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
    administrator = browser((await signedIn(server, ['administrator'])).token)
    for (const name of ['host-a', 'host-b'])
      identities.set(name, await enrolled(server, administrator, 'agent', name, directory))
    hostA = await link('host-a')
  })
  after(() => opened.disposeAsync())

  function browser(token: string, listener: 'office' | 'outside' = 'office') {
    return new GatewayBrowser(gateway, server.addresses.internalAddress, token, listener)
  }

  function link(name: string, before?: LinkAgent): Promise<LinkAgent> {
    const identity = identities.get(name)
    assert.ok(identity)
    return linked(identity, server, before)
  }

  /** Frees the places that earlier tests took. */
  async function forgetAll() {
    await server.services.database.updateTable('session').set({ state: 'ended' }).execute()
    hostA.sessions.clear()
    hostA.report()
  }

  /** The first event of a session that fits. */
  async function seen(
    by: GatewayBrowser,
    id: string,
    fits: (session: { state: string; connected: boolean }) => boolean,
  ) {
    for await (const session of by.events(`/api/sessions/${id}/events`)) if (fits(session)) return session
    throw new Error('the events ended')
  }

  async function started(person: SignedIn, host = hostA, workspace = desktop.workspace) {
    const by = browser(person.token)
    const { status, body } = await by.ask('POST', '/api/sessions', { ...desktop, workspace })
    assert.equal(status, 202, JSON.stringify(body))
    await host.has(body.id)
    host.say(body.id, 'ready')
    await seen(by, body.id, ({ state }) => state === 'ready')
    return { by, id: body.id as string }
  }

  async function connected(by: GatewayBrowser, id: string, host = hostA) {
    const { status, body } = await by.ask('POST', `/api/sessions/${id}/ticket`)
    assert.equal(status, 201, JSON.stringify(body))
    host.say(id, 'ready', { connections: [{ id: body.connection, since: Date.now() }] })
    await seen(by, id, (session) => session.connected)
    return body as { ticket: string; connection: string; rights: string[] }
  }

  it('hands on how large the picture is to be, within bounds, and starts without it as well', async () => {
    const person = await signedIn(server)
    const by = browser(person.token)
    for (const screen of [
      { width: 100_000, height: 900 },
      { width: 1440, height: 0 },
      { width: 1440.5, height: 900 },
      { width: '1440', height: '900 -query evil' },
      { width: 1440, height: 900, depth: 8 },
      'large',
    ]) {
      const refused = await by.ask('POST', '/api/sessions', { ...desktop, screen })
      assert.deepEqual([refused.status, refused.body.code], [400, 'invalid-input'], JSON.stringify(screen))
    }
    const screen = { width: 1440, height: 815 }
    const { body } = await by.ask('POST', '/api/sessions', { ...desktop, screen })
    const desired = await hostA.has(body.id)
    assert.deepEqual(desired.sessions.find(({ id }) => id === body.id)?.screen, screen)
    const again = await by.ask('POST', '/api/sessions', { ...desktop, screen: { width: 800, height: 600 } })
    assert.equal(again.body.id, body.id, 'another window gets the session that is there')
    await forgetAll()
    const without = await by.ask('POST', '/api/sessions', desktop)
    const usual = await hostA.has(without.body.id)
    assert.equal(usual.sessions.find(({ id }) => id === without.body.id)?.screen, undefined)
    await forgetAll()
  })

  it('carries a session from the press of the button to its end', async () => {
    const person = await signedIn(server)
    const by = browser(person.token)
    const page = await by.ask('GET', '/api/start')
    assert.deepEqual([page.body.workspaces[0].id, page.body.workspaces[0].available], ['soziales', true])
    const { body } = await by.ask('POST', '/api/sessions', desktop)
    assert.equal(body.state, 'preparing')
    const desired = await hostA.has(body.id)
    const order = desired.sessions.find(({ id }) => id === body.id)
    assert.equal(order?.person.account, person.account)
    assert.deepEqual(
      order?.apps.map(({ id }) => id),
      ['editor'],
    )
    assert.deepEqual(desired.packages, ['mousepad'])
    hostA.say(body.id, 'preparing', { phases: [{ name: 'home', startedAt: 1, endedAt: 3, outcome: 'done' }] })
    const preparing = await seen(by, body.id, () => true)
    assert.equal((await by.ask('POST', `/api/sessions/${body.id}/ticket`)).body.code, 'session-not-ready')
    assert.equal(preparing.phases[0].name, 'placement')
    hostA.say(body.id, 'ready')
    const ready = await seen(by, body.id, ({ state }) => state === 'ready')
    assert.deepEqual(
      ready.phases.map(({ name }: { name: string }) => name),
      ['placement', 'home'],
    )
    assert.equal((await by.ask('GET', '/api/start')).body.workspaces[0].session, body.id)
    assert.equal((await by.ask('DELETE', `/api/sessions/${body.id}`)).body.state, 'ending')
    await hostA.hasNot(body.id)
    hostA.say(body.id, 'ending')
    hostA.say(body.id, 'ended')
    const own = await seen(by, body.id, ({ state }) => state === 'ended')
    assert.equal(own.problem, null, 'she ended it herself')
    assert.equal((await by.ask('POST', `/api/sessions/${body.id}/ticket`)).body.code, 'session-over')
    hostA.sessions.delete(body.id)
    assert.notEqual((await by.ask('POST', '/api/sessions', desktop)).body.id, body.id)
  })

  it('makes one session of many presses at once', async () => {
    const person = await signedIn(server)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => browser(person.token).ask('POST', '/api/sessions', desktop)),
    )
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202])
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
  })

  it('runs a desktop and an app of it side by side', async () => {
    const person = await signedIn(server)
    const by = browser(person.token)
    const one = await by.ask('POST', '/api/sessions', desktop)
    const two = await by.ask('POST', '/api/sessions', { workspace: 'soziales', app: 'editor' })
    assert.notEqual(one.body.id, two.body.id)
    assert.deepEqual(two.body.title, { de: 'Texteditor', en: 'Text editor' })
    assert.equal((await by.ask('POST', '/api/sessions', { workspace: 'soziales', app: 'none' })).status, 404)
    assert.equal((await by.ask('POST', '/api/sessions', { workspace: 'other', app: null })).status, 404)
  })

  it('tells the host what holds from here, and makes a ticket wait for it', async () => {
    await publish(server, [...brokeringCity, { path: 'environment.yaml', text: environment }])
    const person = await signedIn(server)
    await agreement(server, person.id)
    const { by, id } = await started(person)
    const keys = (await hostA.told(() => true)).ticketKeys
    const verify = ticketVerifier(keys as Parameters<typeof ticketVerifier>[0])
    const claimed = async (ticket: string) => {
      const verdict = await verify(ticket, server.services.clock())
      return verdict.ok ? verdict.claims.environment : verdict.refusal
    }
    const told = (revision: number) =>
      hostA.told((desired) => desired.environments.some((each) => each.session === id && each.revision === revision))
    const facts = async (revision: number) => {
      const found = (await told(revision)).environments.find(({ session }) => session === id)
      return [found?.zone, found?.rules.map((rule) => rule.id), found?.withheld.map(({ app }) => app)]
    }
    assert.equal(await claimed((await connected(by, id)).ticket), 0)
    assert.deepEqual(await facts(0), ['office', [], []])
    const outside = browser(person.token, 'outside')
    assert.equal(await claimed((await connected(outside, id)).ticket), 1)
    assert.deepEqual(await facts(1), ['home', ['at-home'], ['editor']])
    assert.equal(await claimed((await connected(outside, id)).ticket), 1, 'from the same place nothing changes')
    const app = await outside.ask('POST', '/api/sessions', { workspace: 'soziales', app: 'editor' })
    assert.deepEqual([app.status, app.body.refusal?.text.en], [403, 'At the office only.'])
    assert.equal(await claimed((await connected(by, id)).ticket), 2)
    await publish(server)
    assert.deepEqual((await told(2)).hostRules, [])
  })

  it('counts sessions in whatever order they are started: the bound of one that runs holds for the next', async () => {
    const bounded = `kind: AccessRule
effect: limit
id: bounded
title: { de: Begrenzt, en: Bounded }
workspaces: [soziales]
bounds: { sessions: 1 }
reason: { de: Nur eine Sitzung., en: One session only. }
---
kind: Workspace
id: second
title: { de: Zweiter, en: Second }
summary: { de: Zweiter, en: Second }
members: { departments: [sozialamt] }
pool: main
`
    await publish(server, [...brokeringCity, { path: 'bounded.yaml', text: bounded }])
    for (const [first, next] of [
      ['soziales', 'second'],
      ['second', 'soziales'],
    ] as const) {
      const { by } = await started(await signedIn(server), hostA, first)
      const refused = await by.ask('POST', '/api/sessions', { workspace: next, app: null })
      assert.equal(refused.body.refusal?.code, 'too-many-sessions', `${first}, then ${next}`)
    }
    await publish(server)
  })

  it('lets nobody have more sessions than a limit says, and logs a session off when its length is reached', async () => {
    const bounded = `kind: AccessRule
effect: limit
id: bounded
title: { de: Begrenzt, en: Bounded }
bounds: { sessions: 1, lengthMinutes: 30, idleMinutes: 10 }
reason: { de: Nur eine Sitzung., en: One session only. }
`
    await publish(server, [...brokeringCity, { path: 'bounded.yaml', text: bounded }])
    const person = await signedIn(server)
    const { by, id } = await started(person)
    const refused = await by.ask('POST', '/api/sessions', { workspace: 'soziales', app: 'editor' })
    assert.equal(refused.body.refusal.code, 'too-many-sessions')
    assert.equal(refused.body.refusal.text.de, 'Nur eine Sitzung.')
    assert.equal((await by.ask('POST', '/api/sessions', desktop)).body.id, id, 'her own one is no second one')
    const { connection } = await connected(by, id)
    const { database } = server.services
    const { started_at } = await database
      .updateTable('session')
      .set({ started_at: new Date(server.services.clock().getTime() - 25 * 60_000) })
      .where('id', '=', id)
      .returning('started_at')
      .executeTakeFirstOrThrow()
    await reevaluate(server.services, brokeringMetrics(new Registry()))
    const { body } = await by.ask('GET', `/api/connections/${connection}`)
    assert.equal(body.bounds.idleMinutes, 10)
    assert.deepEqual(
      [body.coming.access, body.coming.at],
      [true, new Date(started_at.getTime() + 30 * 60_000).toISOString()],
    )
    const until = new Date(started_at.getTime() + 30 * 60_000).toISOString()
    await hostA.told(({ ends }) => ends.some(({ session, at }) => session === id && at === until))
    // The leading replica looks every second.
    await database.updateTable('session').set({ ends_at: server.services.clock() }).where('id', '=', id).execute()
    await hostA.hasNot(id)
    hostA.say(id, 'ended')
    await publish(server)
  })

  it('decides by the host, the app and the minutes of a session once there is one, and announces what these take', async () => {
    const rules = `kind: EnvironmentRule
id: on-host-a
title: { de: Auf A, en: On A }
on: [logon]
when: host.id == "host-a" && host.pool == "main"
actions:
  - { action: variable, id: place, concern: security, name: HOST, value: a }
---
kind: EnvironmentRule
id: elsewhere
title: { de: Woanders, en: Elsewhere }
on: [logon]
when: host.id != "host-a" || app.id != ""
actions:
  - { action: variable, id: place, concern: comfort, name: HOST, value: b }
---
kind: AccessRule
effect: limit
id: long
title: { de: Lang, en: Long }
when: session.running && session.minutes >= 30
without: [clipboard-out]
reason: { de: Nach einer halben Stunde nicht mehr., en: No more after half an hour. }
`
    await publish(server, [...brokeringCity, { path: 'session.yaml', text: rules }])
    const person = await signedIn(server)
    const { by, id } = await started(person)
    // The host was told before it began, not with the first connection only.
    const { environments, policy } = await hostA.told((desired) =>
      desired.environments.some((one) => one.session === id),
    )
    assert.deepEqual(
      environments.find(({ session }) => session === id)?.rules.map((rule) => rule.id),
      ['on-host-a'],
    )
    const known = policy?.sessions.find(({ session }) => session === id)?.running
    assert.deepEqual([known?.host, known?.pool, known?.app], ['host-a', 'main', null])
    const { connection, rights } = await connected(by, id)
    assert.ok(rights.includes('clipboard-out'))
    const { database } = server.services
    const begun = (minutes: number) =>
      database
        .updateTable('session')
        .set({ started_at: new Date(server.services.clock().getTime() - minutes * 60_000) })
        .where('id', '=', id)
        .returning('started_at')
        .executeTakeFirstOrThrow()
    const { started_at } = await begun(25)
    const { nextChange } = await reevaluate(server.services, brokeringMetrics(new Registry()))
    const due = new Date(started_at.getTime() + 30 * 60_000).toISOString()
    // Of other people something may change before that, at midnight say.
    assert.ok(nextChange !== null && nextChange.toISOString() <= due, String(nextChange))
    const soon = (await by.ask('GET', `/api/connections/${connection}`)).body
    assert.deepEqual([soon.coming.at, soon.coming.rights], [due, ['clipboard-out']])
    await begun(31)
    await reevaluate(server.services, brokeringMetrics(new Registry()))
    const late = (await by.ask('GET', `/api/connections/${connection}`)).body
    assert.ok(!late.rights.includes('clipboard-out'), late.rights.join())
    assert.ok(!(await connected(by, id)).rights.includes('clipboard-out'), 'nor with a connection that is made anew')
    hostA.say(id, 'ended')
    await publish(server)
  })

  it('locks a session that nobody has looked at for a minute, until its person has signed in anew', async () => {
    const person = await signedIn(server)
    const { by, id } = await started(person)
    const { database } = server.services
    const asked = async () => {
      const { status, body } = await by.ask('POST', `/api/sessions/${id}/ticket`)
      return status === 201 ? 'let in' : body.code
    }
    await connected(by, id)
    hostA.say(id, 'ready', { connections: [] })
    await seen(by, id, (session) => !session.connected)
    assert.equal(await asked(), 'let in', 'a connection that was closed a moment ago locks nothing')
    const ago = (milliseconds: number) => new Date(server.services.clock().getTime() - milliseconds)
    const left = (at: Date) =>
      database
        .updateTable('connection')
        .set({ closed_at: at })
        .where('session', '=', id)
        .where('opened_at', 'is not', null)
        .execute()
    const passwordGiven = (at: Date) =>
      database.updateTable('sign_in').set({ password_at: at }).where('person', '=', person.id).execute()
    await passwordGiven(ago(600_000))
    await left(ago(59_000))
    assert.equal(await asked(), 'let in')
    await left(ago(61_000))
    assert.equal(await asked(), 'session-locked')
    assert.equal(await asked(), 'session-locked', 'asking again does not open it')
    await passwordGiven(ago(10_000))
    await connected(by, id)
    await passwordGiven(ago(600_000))
    assert.equal(await asked(), 'let in', 'while somebody looks at it, it is not locked')
  })

  it('lets a page go on whose network was away for a quarter of an hour, and no longer', async () => {
    const person = await signedIn(server)
    const { by, id } = await started(person)
    const { database, clock } = server.services
    const { connection } = await connected(by, id)
    hostA.say(id, 'ready', { connections: [], broken: [connection] })
    await seen(by, id, (session) => !session.connected)
    const ago = (minutes: number) => new Date(clock().getTime() - minutes * 60_000)
    const code = async () => (await by.ask('POST', `/api/sessions/${id}/ticket`)).body.code
    await database
      .updateTable('sign_in')
      .set({ password_at: ago(60) })
      .where('person', '=', person.id)
      .execute()
    const left = (at: Date) =>
      database.updateTable('connection').set({ closed_at: at }).where('id', '=', connection).execute()
    await left(ago(14))
    assert.equal(await code(), undefined)
    await left(ago(15))
    assert.equal(await code(), 'session-locked')
  })

  it('gives a ticket for one connection, from here, with the rights of here', async () => {
    const person = await signedIn(server)
    const { by, id } = await started(person)
    const { ticket, connection, rights } = await connected(by, id)
    const keys = (await hostA.told(() => true)).ticketKeys
    const verdict = await ticketVerifier(keys as Parameters<typeof ticketVerifier>[0])(ticket, new Date())
    assert.ok(verdict.ok)
    const { jti, sub, aud, session, listener, address } = verdict.claims
    assert.deepEqual(
      { jti, sub, aud, session, listener, address },
      { jti: connection, sub: person.id, aud: 'host-a', session: id, listener: 'office', address: '127.0.0.1:7084' },
    )
    assert.deepEqual(rights, ['clipboard-in', 'clipboard-out', 'control'])
    assert.deepEqual((await by.ask('GET', `/api/connections/${connection}`)).body, {
      rights,
      open: true,
      refusal: null,
      bounds: { idleMinutes: null, lengthMinutes: null, sessions: null, watermark: false },
      coming: null,
    })
    hostA.say(id, 'ready', { connections: [] })
    await seen(by, id, (present) => !present.connected)
    assert.equal((await by.ask('GET', `/api/connections/${connection}`)).body.open, false)
  })

  it('shows nobody the sessions and connections of others', async () => {
    const { by, id } = await started(await signedIn(server))
    const { connection } = await connected(by, id)
    const stranger = browser((await signedIn(server)).token)
    for (const [method, path] of [
      ['GET', `/api/sessions/${id}`],
      ['GET', `/api/sessions/${id}/events`],
      ['POST', `/api/sessions/${id}/ticket`],
      ['DELETE', `/api/sessions/${id}`],
      ['GET', `/api/connections/${connection}`],
    ] as const) {
      assert.deepEqual([(await stranger.ask(method, path)).status, path], [404, path])
    }
    assert.equal((await stranger.ask('GET', '/api/administration/sessions')).status, 403)
    assert.equal((await by.ask('GET', `/api/sessions/${id}`)).body.state, 'ready')
  })

  it('gives less from outside, and nothing any more once the agreement is ended', async () => {
    const person = await signedIn(server)
    const held = await agreement(server, person.id)
    const { id } = await started(person)
    const outside = browser(person.token, 'outside')
    const { connection, rights } = await connected(outside, id)
    assert.deepEqual(rights, ['clipboard-in', 'control'])
    const before = performance.now()
    await endAgreement(server, held, person.id)
    await hostA.told(({ connections }) => connections.some((order) => order.id === connection && order.rights === null))
    assert.ok(performance.now() - before < 5_000)
    const state = await browser(person.token).ask('GET', `/api/connections/${connection}`)
    assert.deepEqual([state.body.open, state.body.rights, state.body.refusal.code], [false, [], 'agreement-missing'])
    const refused = await outside.ask('POST', `/api/sessions/${id}/ticket`)
    assert.deepEqual(
      [refused.status, refused.body.code, refused.body.refusal.code],
      [403, 'access-denied', 'agreement-missing'],
    )
    assert.equal((await outside.ask('GET', `/api/sessions/${id}`)).body.refusal.code, 'agreement-missing')
    const inside = await browser(person.token).ask('GET', `/api/sessions/${id}`)
    assert.deepEqual([inside.body.state, inside.body.refusal], ['ready', null])
  })

  it('changes the rights of a live connection when another configuration is published', async () => {
    const { by, id } = await started(await signedIn(server))
    const { connection } = await connected(by, id)
    await publish(server, brokeringCity.slice(0, 1))
    const { connections } = await hostA.told((desired) =>
      desired.connections.some((order) => order.id === connection && !order.rights?.includes('clipboard-out')),
    )
    assert.deepEqual(connections.find((order) => order.id === connection)?.rights, ['clipboard-in', 'control'])
    await publish(server)
    await hostA.told((desired) =>
      desired.connections.some((order) => order.id === connection && order.rights?.includes('clipboard-out') === true),
    )
  })

  it('closes the connections of a sign-in that ended, and keeps the session', async () => {
    const person = await signedIn(server)
    const { by, id } = await started(person)
    const { connection } = await connected(by, id)
    assert.equal((await by.ask('POST', '/api/sign-out')).status, 204)
    const { sessions } = await hostA.told(({ connections }) =>
      connections.some((order) => order.id === connection && order.rights === null),
    )
    assert.ok(sessions.some((session) => session.id === id))
  })

  it('frees the lease of a start that failed, and tells it without the words of the host', async () => {
    const by = browser((await signedIn(server)).token)
    const { body } = await by.ask('POST', '/api/sessions', desktop)
    await hostA.has(body.id)
    hostA.say(body.id, 'failed', { detail: 'Xvnc: cannot open /secret' })
    const failed = await seen(by, body.id, ({ state }) => state === 'failed')
    assert.ok(failed.problem.text.de.length > 0)
    assert.ok(!JSON.stringify(failed).includes('secret'))
    assert.notEqual((await by.ask('POST', '/api/sessions', desktop)).body.id, body.id)
  })

  it('loses a session that its host does not have any more', async () => {
    const { by, id } = await started(await signedIn(server))
    hostA.sessions.delete(id)
    hostA.report()
    const lost = await seen(by, id, ({ state }) => state === 'lost')
    assert.ok(lost.problem !== null)
  })

  it('refuses a host that speaks for another, or sends what is no report', async () => {
    for (const wrong of [
      (agent: LinkAgent) => agent.report({ host: 'host-a' }),
      (agent: LinkAgent) => agent.socket.send('{"type":"report"}'),
      (agent: LinkAgent) => agent.socket.send('x'.repeat(3 * 1024 * 1024)),
      (agent: LinkAgent) => agent.socket.send(Buffer.from([1, 2, 3])),
    ]) {
      const agent = await link('host-b')
      const closed = new Promise<number>((resolve) => agent.socket.once('close', resolve))
      wrong(agent)
      assert.ok([1008, 1009].includes(await closed))
    }
  })

  it('ignores what a host says of a session that is not its own', async () => {
    const { by, id } = await started(await signedIn(server))
    const agent = await link('host-b')
    agent.say(id, 'ended')
    agent.socket.close()
    hostA.report()
    assert.equal((await by.ask('GET', `/api/sessions/${id}`)).body.state, 'ready')
  })

  it('gives no session to a host that is draining', async () => {
    const by = browser((await signedIn(server)).token)
    const drained = await administrator.ask('PUT', '/api/administration/hosts/host-a/draining', { draining: true })
    assert.equal(drained.body.state, 'draining')
    const { body } = await by.ask('POST', '/api/sessions', desktop)
    assert.deepEqual([body.state, body.problem.text.en], ['placing', 'No session host has room at the moment.'])
    await administrator.ask('PUT', '/api/administration/hosts/host-a/draining', { draining: false })
    await hostA.has(body.id)
    assert.equal((await by.ask('GET', `/api/sessions/${body.id}`)).body.state, 'preparing')
  })

  it('shows administrators what a host has concerns about, until it has none any more', async () => {
    const concern = { what: 'disk-low' as const, session: null, detail: '/home: 900 of 100000 MB are free', since: 1 }
    const views = administrator.events('/api/administration/events')
    const told = async (count: number) => {
      for (;;) {
        const { value } = await views.next()
        const { concerns } = value.hosts.find(({ id }: { id: string }) => id === 'host-a')
        if (concerns.length === count) return concerns
      }
    }
    assert.deepEqual(await told(0), [])
    // It stays in all reports until it is over: two that come soon after one another are taken as the last one.
    hostA.concerns = [concern]
    hostA.report()
    assert.deepEqual(await told(1), [concern])
    hostA.concerns = []
    hostA.report()
    assert.deepEqual(await told(0), [])
    await views.return(undefined)
  })

  it('shows administrators hosts and sessions live, and lets them end one', async () => {
    const { by, id } = await started(await signedIn(server))
    const views = administrator.events('/api/administration/events')
    const { value } = await views.next()
    assert.equal(value.hosts.find((host: { id: string }) => host.id === 'host-a').state, 'up')
    assert.equal(value.sessions.find((session: { id: string }) => session.id === id).state, 'ready')
    const ended = await administrator.ask('DELETE', `/api/administration/sessions/${id}`)
    assert.equal(ended.body.state, 'ending')
    for await (const view of views)
      if (view.sessions.find((session: { id: string }) => session.id === id)?.state === 'ending') break
    hostA.sessions.delete(id)
    hostA.report()
    const { problem } = await seen(by, id, ({ state }) => state === 'ended')
    assert.equal(problem.text.en, 'An administrator ended this session.')
  })

  it('measures without naming anybody', async () => {
    const person = await signedIn(server)
    const { id } = await started(person)
    const text = await server.registry.metrics()
    assert.match(text, /nahtlos_session_starts_total \d+/)
    assert.ok(!text.includes(id) && !text.includes(person.account) && !text.includes(person.id))
  })

  it('takes the presses of a whole office at once, and gives no host more than its share', async () => {
    await forgetAll()
    const pressers = await Promise.all(Array.from({ length: 60 }, () => signedIn(server)))
    const answers = await Promise.all(
      pressers.map((person) => browser(person.token).ask('POST', '/api/sessions', desktop)),
    )
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202])
    const hosts = await administrator.ask('GET', '/api/administration/hosts')
    assert.equal(hosts.body.find(({ id }: { id: string }) => id === 'host-a').sessions, 50)
  })

  it('places a session anew when its host dies while preparing, and tells the old host that it is not its own', async () => {
    await forgetAll()
    const hostB = await link('host-b')
    hostB.memoryAvailable = 16e9
    hostA.memoryAvailable = 1e9
    hostB.report()
    hostA.report()
    await hostA.told(() => true)
    const by = browser((await signedIn(server)).token)
    const { body } = await by.ask('POST', '/api/sessions', desktop)
    await hostB.has(body.id)
    hostB.say(body.id, 'preparing')
    const began = performance.now()
    await hostB.die()
    server.ahead.milliseconds += unlinkedAfter
    await hostA.has(body.id)
    assert.ok(performance.now() - began < 20_000)
    hostA.say(body.id, 'ready')
    await seen(by, body.id, ({ state }) => state === 'ready')
    const returned = await link('host-b')
    returned.say(body.id, 'ready')
    await returned.hasNot(body.id)
    assert.equal((await by.ask('GET', `/api/sessions/${body.id}`)).body.state, 'ready')
    await returned.die()
  })

  it('keeps a ready session whose host is away, and gives it up after the time agreed', async () => {
    const { by, id } = await started(await signedIn(server))
    await hostA.die()
    server.ahead.milliseconds += unlinkedAfter
    const away = await seen(by, id, (session) => 'problem' in session && session.problem !== null)
    assert.deepEqual([away.state, away.problem.text.en], ['ready', 'The session host does not answer at the moment.'])
    hostA = await link('host-a', hostA)
    await seen(by, id, (session) => 'problem' in session && session.problem === null)
    await hostA.die()
    server.ahead.milliseconds += unlinkedAfter
    await seen(by, id, (session) => 'problem' in session && session.problem !== null)
    server.ahead.milliseconds += 60_000 + hostAwayAfter
    const lost = await seen(by, id, ({ state }) => state === 'lost')
    assert.equal(lost.problem.next.en.startsWith('Start again'), true)
    assert.equal((await by.ask('POST', '/api/sessions', desktop)).body.state, 'placing')
  })
})
