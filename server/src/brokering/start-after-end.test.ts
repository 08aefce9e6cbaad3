import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Identity } from '@nahtlos/identity/identity'
import { GatewayBrowser } from '../testing/gateway-browser.ts'
import type { LinkAgent } from '../testing/link-agent.ts'
import { enrolled, linked, type MachineServer, machineServer, publish, signedIn } from '../testing/machine-server.ts'
import { temporaryDirectory } from '../testing/temporary-state.ts'
import { endMaximum } from './sweep.ts'

const desktop = { workspace: 'soziales', app: null }

/** What a person gets who starts again while her last session is still being ended. */
describe('a start while the session before is ending', () => {
  const opened = new AsyncDisposableStack()
  let server: MachineServer
  let gateway: Identity
  let host: LinkAgent

  before(async () => {
    const directory = opened.use(await temporaryDirectory()).path
    server = opened.use(await machineServer(directory, {}))
    await publish(server)
    gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
    const administrator = browser((await signedIn(server, ['administrator'])).token)
    host = await linked(await enrolled(server, administrator, 'agent', 'host-a', directory), server)
  })
  after(() => opened.disposeAsync())

  function browser(token: string) {
    return new GatewayBrowser(gateway, server.addresses.internalAddress, token, 'office')
  }

  async function seen(by: GatewayBrowser, id: string, fits: (session: Session) => boolean): Promise<Session> {
    for await (const session of by.events(`/api/sessions/${id}/events`)) if (fits(session)) return session
    throw new Error('the events ended')
  }

  /** A session that its host is ending, and the one that its person has started meanwhile. */
  async function endingAndNext() {
    const by = browser((await signedIn(server)).token)
    const ending: string = (await by.ask('POST', '/api/sessions', desktop)).body.id
    await host.has(ending)
    host.say(ending, 'ready')
    await seen(by, ending, ({ state }) => state === 'ready')
    await by.ask('DELETE', `/api/sessions/${ending}`)
    await host.hasNot(ending)
    host.say(ending, 'ending')
    await seen(by, ending, ({ state }) => state === 'ending')
    const { status, body } = await by.ask('POST', '/api/sessions', desktop)
    assert.equal(status, 202, JSON.stringify(body))
    return { by, ending, next: body as Session }
  }

  it('is a session of its own that waits by name, and starts as soon as the other one is over', async () => {
    const { by, ending, next } = await endingAndNext()
    assert.notEqual(next.id, ending)
    assert.deepEqual([next.state, next.problem], ['placing', null], 'no word of a host that had no room')
    assert.deepEqual(phases(next), ['previous running'])
    const start = await by.ask('GET', '/api/start')
    assert.equal(start.body.workspaces[0].session, next.id)
    assert.equal((await by.ask('POST', '/api/sessions', desktop)).body.id, next.id, 'a second press is the same start')
    host.report()
    assert.equal(
      host.desired?.sessions.some(({ id }) => id === next.id),
      false,
    )
    const waiting = await by.ask('GET', `/api/sessions/${next.id}`)
    assert.deepEqual(phases(waiting.body), ['previous running'])
    host.say(ending, 'ended')
    await host.has(next.id)
    const home = { name: 'home', startedAt: 1, endedAt: 2, outcome: 'done' } as const
    host.say(next.id, 'preparing', { phases: [home] })
    const preparing = await seen(by, next.id, (session) => session.phases.length === 3)
    assert.deepEqual(phases(preparing), ['previous done', 'placement done', 'home done'])
    host.say(next.id, 'ready')
    await seen(by, next.id, ({ state }) => state === 'ready')
  })

  it('is one session, however often somebody presses at once', async () => {
    const { by, ending, next } = await endingAndNext()
    const answers = await Promise.all(Array.from({ length: 6 }, () => by.ask('POST', '/api/sessions', desktop)))
    assert.deepEqual([...new Set(answers.map(({ body }) => body.id))], [next.id])
    host.say(ending, 'ended')
    await host.has(next.id)
  })

  it('can be called off, and leaves the end to its host', async () => {
    const { by, ending, next } = await endingAndNext()
    assert.equal((await by.ask('DELETE', `/api/sessions/${next.id}`)).body.state, 'ended')
    assert.equal((await by.ask('GET', `/api/sessions/${ending}`)).body.state, 'ending')
    const again = await by.ask('POST', '/api/sessions', desktop)
    assert.deepEqual(phases(again.body), ['previous running'])
    host.say(ending, 'ended')
    await host.has(again.body.id)
  })

  it('holds up nobody and nothing else', async () => {
    const { by, ending } = await endingAndNext()
    const app = await by.ask('POST', '/api/sessions', { workspace: 'soziales', app: 'editor' })
    await host.has(app.body.id)
    const other = await browser((await signedIn(server)).token).ask('POST', '/api/sessions', desktop)
    await host.has(other.body.id)
    host.say(ending, 'ended')
  })

  it('fails in words where the end does not come, and may be tried again', async () => {
    const { by, ending, next } = await endingAndNext()
    const { database, clock } = server.services
    await database
      .updateTable('session')
      .set({ since: new Date(clock().getTime() - endMaximum) })
      .where('id', '=', next.id)
      .execute()
    const failed = await seen(by, next.id, ({ state }) => state === 'failed')
    assert.deepEqual(phases(failed), ['previous failed'])
    assert.match(failed.problem?.text.de ?? '', /letzte Sitzung/)
    assert.match(failed.problem?.text.en ?? '', /last session/)
    const again = await by.ask('POST', '/api/sessions', desktop)
    assert.deepEqual([again.body.state, phases(again.body)], ['placing', ['previous running']])
    host.say(ending, 'ended')
    await host.has(again.body.id)
  })
})

interface Session {
  readonly id: string
  readonly state: string
  readonly phases: readonly { readonly name: string; readonly outcome: string }[]
  readonly problem: { readonly text: { readonly de: string; readonly en: string } } | null
}

function phases(session: Session): string[] {
  return session.phases.map(({ name, outcome }) => `${name} ${outcome}`)
}
