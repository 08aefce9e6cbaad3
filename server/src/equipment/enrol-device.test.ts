import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Identity } from '@nahtlos/identity/identity'
import { Registry } from 'prom-client'
import { brokeringMetrics } from '../brokering/metrics.ts'
import { reevaluate } from '../brokering/reevaluation.ts'
import { newToken, tokenHash } from '../sign-in/token.ts'
import { GatewayBrowser } from '../testing/gateway-browser.ts'
import type { LinkAgent } from '../testing/link-agent.ts'
import {
  agreement,
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

const knownOnly = `kind: AccessRule
effect: limit
id: known-devices
title: { de: Bekannte Geräte, en: Known devices }
when: zone.outside
demands: [enrolled-device]
reason: { de: Von zu Hause nur mit einem Gerät des Amts., en: From home with a device of the office only. }
`
const answers = ['complete', 'undamaged', 'no-paper', 'wiped'].map((item) => ({ item, inOrder: true, note: null }))

describe('a known device', () => {
  const opened = new AsyncDisposableStack()
  let server: MachineServer
  let gateway: Identity
  let host: LinkAgent
  let store: GatewayBrowser
  let anna: SignedIn
  let atHome: GatewayBrowser
  let serial = 0

  before(async () => {
    const directory = opened.use(await temporaryDirectory()).path
    server = opened.use(await machineServer(directory, { sessionLostAfter: 60_000 }))
    await publish(server, [...brokeringCity, { path: 'known.yaml', text: knownOnly }])
    gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
    const administrator = browser(await signedIn(server, ['administrator']))
    host = await linked(await enrolled(server, administrator, 'agent', 'host-a', directory), server)
    store = browser(await signedIn(server, ['equipment-manager']))
    anna = await signedIn(server)
    await agreement(server, anna.id)
    atHome = browser(anna, 'outside')
  })
  after(() => opened.disposeAsync())

  function browser({ token }: SignedIn, listener: 'office' | 'outside' = 'office') {
    return new GatewayBrowser(gateway, server.addresses.internalAddress, token, listener)
  }

  async function handedOver(to: string): Promise<string> {
    const card = {
      type: 'notebook',
      serial: `NB-${++serial}`,
      model: 'M',
      attributes: ['privacy-screen', 'disk-encryption'],
    }
    const { body } = await store.ask('POST', '/api/equipment/devices', card)
    const given = await store.ask('POST', `/api/equipment/devices/${body.id}/hand-over`, { person: to, dueOn: null })
    assert.equal(given.status, 200, JSON.stringify(given.body))
    return body.id
  }

  async function codeFor(device: string): Promise<string> {
    const { status, body } = await store.ask('POST', `/api/equipment/devices/${device}/enrolment-code`)
    assert.equal(status, 200, JSON.stringify(body))
    return body.code
  }

  const type = (by: GatewayBrowser, code: string) => by.ask('POST', '/api/equipment/mine/enrolment', { code })
  const refusalFor = async (by: GatewayBrowser): Promise<string | null> =>
    (await by.ask('GET', '/api/start')).body.workspaces[0].refusal?.code ?? null

  it('opens what a rule demands it for, from this browser alone, and closes it again when it is given back', async () => {
    assert.equal(await refusalFor(atHome), 'device-required')
    const device = await handedOver(anna.id)
    const code = await codeFor(device)
    const known = await type(atHome, ` ${code.toLowerCase().replaceAll('-', ' ')} `)
    assert.equal(known.status, 200, JSON.stringify(known.body))
    assert.notEqual(known.body.holding.enrolledAt, null)
    assert.equal(await refusalFor(atHome), null)
    assert.equal(await refusalFor(browser(anna, 'outside')), 'device-required', 'another browser of hers')
    const spent = await type(browser(anna, 'outside'), code)
    assert.deepEqual([spent.status, spent.body.fields[0].path], [400, 'code'], 'it was good once')

    const { body: session } = await atHome.ask('POST', '/api/sessions', { workspace: 'soziales', app: null })
    await host.has(session.id)
    host.say(session.id, 'ready')
    for await (const { state } of atHome.events(`/api/sessions/${session.id}/events`)) if (state === 'ready') break
    const { body: admission } = await atHome.ask('POST', `/api/sessions/${session.id}/ticket`)
    const claims = JSON.parse(Buffer.from(admission.ticket.split('.')[1], 'base64url').toString())
    assert.equal(claims.enrolledDevice, true, 'the host decides by it, too')

    const back = await store.ask('POST', `/api/equipment/devices/${device}/return`, { answers })
    assert.equal(back.status, 200, JSON.stringify(back.body))
    await reevaluate(server.services, brokeringMetrics(new Registry()))
    const { body: state } = await atHome.ask('GET', `/api/connections/${admission.connection}`)
    assert.deepEqual([state.open, state.refusal?.code], [false, 'device-required'])
    assert.equal(await refusalFor(atHome), 'device-required')
  })

  it('is known to nobody by a code that is wrong, late, replaced or somebody else’s, and all look the same', async () => {
    const bert = await signedIn(server)
    const his = await codeFor(await handedOver(bert.id))
    const late = await handedOver(anna.id)
    const replaced = await codeFor(late)
    const present = await codeFor(late)
    const { database } = server.services
    const faults = new Set<string>()
    for (const code of ['AAAA-BBBB-CCCC', his, replaced]) {
      const { status, body } = await type(atHome, code)
      assert.equal(status, 400)
      faults.add(JSON.stringify(body.fields))
    }
    await database.updateTable('device').set({ code_until: server.services.clock() }).where('id', '=', late).execute()
    faults.add(JSON.stringify((await type(atHome, present)).body.fields))
    assert.equal(faults.size, 1)
    assert.equal(await refusalFor(atHome), 'device-required')
    assert.equal((await type(atHome, 'short')).body.code, 'invalid-input')
    assert.equal((await type(browser(bert, 'outside'), his)).status, 200, 'his own is still good for him')
  })

  it('opens nothing to whoever copies its key, sits at it or found it', async () => {
    const device = await handedOver(anna.id)
    await type(atHome, await codeFor(device))
    assert.equal(await refusalFor(atHome), null)
    const carl = await signedIn(server)
    await agreement(server, carl.id)
    const atHers = browser(carl, 'outside')
    atHers.deviceKey = atHome.deviceKey
    assert.equal(await refusalFor(atHers), 'device-required', 'it is hers, and he is he')
    const forged = browser(anna, 'outside')
    forged.deviceKey = 'A'.repeat(43)
    assert.equal(await refusalFor(forged), 'device-required')
    await store.ask('POST', `/api/equipment/devices/${device}/loss`)
    const { body: whole } = await store.ask('GET', `/api/equipment/devices/${device}`)
    assert.equal(whole.device.holding.enrolledAt, null)
    const again = await signedInAgain()
    again.deviceKey = atHome.deviceKey
    assert.equal(await refusalFor(again), 'device-required')
  })

  /** The loss ended all her sign-ins. */
  async function signedInAgain(): Promise<GatewayBrowser> {
    const { database, clock } = server.services
    const now = clock()
    const token = newToken()
    await database
      .insertInto('sign_in')
      .values({
        ...{ token_hash: tokenHash(token), person: anna.id, client_address: '198.51.100.7' },
        ...{ begun_at: now, password_at: now, second_factor_at: now, last_seen_at: now },
      })
      .execute()
    return browser({ ...anna, token }, 'outside')
  }

  it('gets no code without a holder, from anybody else, or from the holder herself', async () => {
    const { body: inStock } = await store.ask('POST', '/api/equipment/devices', {
      ...{ type: 'notebook', serial: 'NB-stock', model: 'M', attributes: [] },
    })
    const refused = await store.ask('POST', `/api/equipment/devices/${inStock.id}/enrolment-code`)
    assert.equal(refused.body.code, 'device-step-refused')
    const device = await handedOver((await signedIn(server)).id)
    const stranger = await browser(await signedIn(server)).ask(
      'POST',
      `/api/equipment/devices/${device}/enrolment-code`,
    )
    assert.equal(stranger.status, 403)
    const manager = await signedIn(server, ['equipment-manager'])
    const own = await handedOver(manager.id)
    const herself = await browser(manager).ask('POST', `/api/equipment/devices/${own}/enrolment-code`)
    assert.equal(herself.body.code, 'own-device')
  })
})
