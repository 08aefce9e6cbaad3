import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import type { GatewayBrowser } from '../testing/gateway-browser.ts'
import { type SignedIn, signedIn } from '../testing/machine-server.ts'
import { type VaultHost, vaultHost } from '../testing/vault-host.ts'

const template = 'editor-settings'
const reason = 'Anruf: Schrift ist viel zu klein'

describe('the help desk', () => {
  const opened = new AsyncDisposableStack()
  let vault: VaultHost
  let helper: SignedIn
  let desk: GatewayBrowser
  let colleague: GatewayBrowser
  before(async () => {
    vault = opened.use(await vaultHost())
    helper = await signedIn(vault.server, ['help-desk'])
    desk = vault.browserOf(helper.token)
    colleague = vault.browserOf((await signedIn(vault.server, ['help-desk'])).token)
    await vault.capture({ '.config/editor/e.ini': '[mail]\naddress=anna@privat.example\n' })
    await vault.capture({ '.config/editor/e.ini': '[mail]\naddress=anna@neu.example\n' })
  })
  after(() => opened.disposeAsync())

  const ask = (basis: string, more: object = {}) =>
    desk.ask('POST', '/api/help-desk/accesses', { person: vault.person, basis, reason, ...more })
  const settingsBy = (access: string, browser = desk) =>
    browser.ask('GET', `/api/help-desk/accesses/${access}/settings`)
  const decide = (access: string, granted: boolean, browser = vault.browser) =>
    browser.ask('POST', `/api/settings/accesses/${access}/decision`, { granted })
  const recorded = async (access: string) => {
    const rows = await vault.server.services.database.selectFrom('event').selectAll().orderBy('id').execute()
    return rows.filter(({ details }) => details.access === access).map(({ kind }) => kind)
  }

  it('sees nothing before the person consents, then what was changed but no value, and nothing after an hour', async () => {
    const { status, body } = await ask('consent')
    assert.deepEqual([status, body.state, body.until], [201, 'asked', null])
    assert.equal((await settingsBy(body.id)).status, 404)
    const [request] = (await vault.browser.ask('GET', '/api/settings/accesses')).body
    assert.deepEqual(
      [request.id, request.helper.id, request.reason, request.state],
      [body.id, helper.id, reason, 'asked'],
    )
    assert.equal((await decide(body.id, true)).body.state, 'granted')
    assert.equal((await settingsBy(body.id)).body[0].template, template)
    const timeline = await desk.ask('GET', `/api/help-desk/accesses/${body.id}/settings/${template}`)
    assert.deepEqual(timeline.body.timeline[0].changes[0].de, 'e.ini: mail/address geändert')
    assert.ok(!JSON.stringify(timeline.body).includes('example'))
    assert.deepEqual(await recorded(body.id), [
      'settings-access.asked',
      'settings-access.granted',
      'settings-access.used',
      'settings-access.used',
    ])
    vault.server.ahead.milliseconds += 61 * 60_000
    assert.equal((await settingsBy(body.id)).status, 404)
    assert.equal((await decide(body.id, true)).status, 409)
  })

  it('may look for a stated reason; the person sees who and why, and can end it', async () => {
    const { body } = await ask('reason')
    assert.equal(body.state, 'granted')
    assert.equal((await settingsBy(body.id)).status, 200)
    const [seen] = (await vault.browser.ask('GET', '/api/settings/accesses')).body
    assert.deepEqual([seen.id, seen.basis, seen.reason], [body.id, 'reason', reason])
    assert.equal((await decide(body.id, false)).body.state, 'over')
    assert.equal((await settingsBy(body.id)).status, 404)
    assert.deepEqual(await recorded(body.id), [
      'settings-access.taken',
      'settings-access.used',
      'settings-access.denied',
    ])
  })

  it('restores and resets for the person, which says who it was', async () => {
    const { body } = await ask('reason')
    const path = `/api/help-desk/accesses/${body.id}/settings/${template}`
    const { timeline } = (await desk.ask('GET', path)).body
    const restored = await desk.ask('POST', `${path}/restoration`, { version: timeline.at(-1).number })
    assert.equal(restored.status, 200)
    const mine = (await vault.browser.ask('GET', `/api/settings/packages/${template}`)).body.timeline[0]
    assert.deepEqual([mine.kind, mine.by], ['restored', helper.account])
    assert.equal((await desk.ask('POST', `${path}/reset`)).status, 200)
    assert.deepEqual((await recorded(body.id)).slice(-2), ['settings.restored', 'settings.reset'])
  })

  it('takes over an archive for the person, which says who it was, and takes none out', async () => {
    const { body } = await ask('reason')
    const path = `/api/help-desk/accesses/${body.id}/archive`
    const archive = pack()
    archive.entry({ name: '.config/editor/e.ini' }, '[mail]\naddress=anna@alt.example\n')
    archive.finalize()
    const bytes = gzipSync(await buffer(archive))
    const imported = await desk.ask('POST', path, bytes)
    assert.deepEqual(
      imported.body.packages.map((one: { template: string; files: number }) => [one.template, one.files]),
      [[template, 1]],
    )
    const mine = (await vault.browser.ask('GET', `/api/settings/packages/${template}`)).body.timeline[0]
    assert.deepEqual([mine.kind, mine.by], ['imported', helper.account])
    assert.deepEqual((await recorded(body.id)).slice(-1), ['settings.imported'])
    assert.equal((await desk.ask('GET', path)).status, 404, 'the way out')
    assert.equal((await colleague.ask('POST', path, bytes)).status, 404, 'a look of somebody else')
    assert.equal((await vault.browser.ask('POST', path, bytes)).status, 403)
    assert.equal((await desk.ask('POST', path, Buffer.from('no archive'))).status, 422)
    await decide(body.id, false)
    assert.equal((await desk.ask('POST', path, bytes)).status, 404, 'a look that was ended')
  })

  it('gets nothing by a refused, foreign or invented access, and cannot consent for the person', async () => {
    const { body } = await ask('consent')
    assert.equal((await decide(body.id, true, desk)).status, 404)
    assert.equal((await decide(body.id, false)).body.state, 'denied')
    assert.equal((await settingsBy(body.id)).status, 404)
    const granted = (await ask('reason')).body.id
    for (const [access, browser] of [
      [granted, colleague],
      ['00000000-0000-4000-8000-000000000000', desk],
    ] as const) {
      assert.equal((await settingsBy(access, browser)).status, 404)
      const path = `/api/help-desk/accesses/${access}/settings/${template}`
      assert.equal((await browser.ask('GET', path)).status, 404)
      assert.equal((await browser.ask('POST', `${path}/reset`)).status, 404)
    }
    assert.equal((await vault.browser.ask('GET', `/api/help-desk/accesses/${granted}/settings`)).status, 403)
  })

  it('needs a reason worth the name, a person who is there, and somebody else than itself', async () => {
    assert.equal((await ask('reason', { reason: 'weil' })).status, 400)
    assert.equal((await ask('because')).status, 400)
    assert.equal((await ask('consent', { person: '00000000-0000-4000-8000-000000000000' })).status, 404)
    assert.equal((await ask('reason', { person: helper.id })).status, 403)
  })
})
