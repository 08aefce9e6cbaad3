import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { SettingsMessage } from '@nahtlos/contract/api/workplace'
import type { LeftSettings } from '@nahtlos/contract/host/report'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { forgetSessions } from '../brokering/sweep.ts'
import { leftLongest } from '../hosts/take-left.ts'
import { signedIn } from '../testing/machine-server.ts'
import { type VaultHost, vaultHost } from '../testing/vault-host.ts'
import { afterSession } from '../vault/may-touch.ts'

const file = '.config/editor/editor.ini'
const day = 24 * 60 * 60_000

describe('what became of settings when nobody was there to be told', () => {
  const opened = new AsyncDisposableStack()
  let vault: VaultHost
  let left: LeftSettings
  before(async () => {
    vault = opened.use(await vaultHost())
    left = { session: vault.session, person: vault.person }
  })
  after(() => opened.disposeAsync())

  const messages = async (): Promise<SettingsMessage[]> =>
    (await vault.browser.ask('GET', '/api/start')).body.settingsMessages
  const told = async () => (await messages()).map(({ kind, title, host, files }) => [kind, title.de, host, files])
  const may = async (host = vault.host) => (await vault.ask(host, 'GET', 'packages/editor-settings')).status === 200
  /** Reports, and waits until the server has taken it. */
  async function report(leftSettings: LeftSettings[]): Promise<void> {
    const { database } = vault.server.services
    const mark = Math.round(Math.random() * 1e9)
    vault.link.memoryAvailable = mark
    // Also in what it reports by itself meanwhile.
    vault.link.leftSettings = leftSettings
    vault.link.report()
    for (;;) {
      const { memory_available } = await database
        .selectFrom('host')
        .select('memory_available')
        .where('id', '=', 'host-a')
        .executeTakeFirstOrThrow()
      if (memory_available === mark) return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const setSession = (change: { state?: 'ended' | 'lost'; since?: Date }) =>
    vault.server.services.database.updateTable('session').set(change).where('id', '=', vault.session).execute()
  const now = () => new Date(Date.now() + vault.server.ahead.milliseconds)

  it('a merge is told until she has seen it, and once', async () => {
    assert.deepEqual(await told(), [])
    const base = await vault.capture({ [file]: 'a=1\n' })
    const entry = async (text: string) => {
      const chunks = [await vault.put(Buffer.from(text))]
      return { type: 'file' as const, path: file, mode: 0o600, size: text.length, modified: 1, chunks }
    }
    const snapshot = (parent: string, entries: Awaited<ReturnType<typeof entry>>[]) =>
      canonicalSnapshot({
        version: 1,
        template: 'editor-settings',
        parent,
        host: 'host-a',
        takenAt: now().toISOString(),
        entries,
      })
    const aside = snapshot(base, [await entry('a=2\n')])
    const next = snapshot(aside.id, [await entry('a=3\n')])
    for (const { id, bytes } of [aside, next]) assert.equal(await vault.put(bytes), id)
    const conflicts = [{ path: file, key: ['', 'a'] }]
    const change = { expected: base, next: next.id, conflicts }
    assert.equal((await vault.ask(vault.host, 'POST', 'packages/editor-settings', change)).status, 200)
    assert.deepEqual(await told(), [['merged', 'Texteditor', null, []]])
    const [{ at } = { at: '' }] = await messages()
    const stranger = vault.browserOf((await signedIn(vault.server)).token)
    await stranger.ask('POST', '/api/start/settings-messages/seen', { until: at })
    assert.equal((await told()).length, 1, 'what somebody else has seen is not seen')
    assert.equal((await vault.browser.ask('POST', '/api/start/settings-messages/seen', { until: at })).status, 204)
    assert.deepEqual(await told(), [])
    assert.equal(chunkId(next.bytes), next.id)
  })

  it('nobody hides from herself what is still to come', async () => {
    const until = new Date(now().getTime() + 10 * day).toISOString()
    await vault.browser.ask('POST', '/api/start/settings-messages/seen', { until })
    await vault.browser.ask('POST', '/api/start/settings-messages/seen', { until: '2020-01-01T00:00:00.000Z' })
    vault.server.ahead.milliseconds += 1000
    const detail = {
      notice: 'settings-too-large' as const,
      template: 'editor-settings',
      title: { de: 'E', en: 'E' },
      files: ['a'],
    }
    vault.link.say(vault.session, 'ended', {
      notices: ['settings-too-large', 'settings-not-saved'],
      details: [
        detail,
        { ...detail, notice: 'settings-not-saved', files: ['b'] },
        { ...detail, notice: 'settings-not-saved', files: [] },
      ],
    })
    await vault.link.hasNot(vault.session)
    assert.deepEqual(await told(), [
      ['too-large', 'E', null, ['a']],
      ['not-saved', 'E', null, ['b']],
    ])
  })

  it('whose host was lost is told on her start page which settings may be missing, until she has seen it', async () => {
    const { database } = vault.server.services
    vault.server.ahead.milliseconds += 1000
    await database
      .updateTable('session')
      .set({ settings_in_use: JSON.stringify(['editor-settings']), notice_details: '[]' })
      .where('id', '=', vault.session)
      .execute()
    await setSession({ state: 'lost', since: now() })
    const [lost, ...others] = await messages()
    assert.deepEqual(others, [])
    assert.deepEqual([lost?.kind, lost?.host, lost?.template], ['lost', 'host-a', null])
    assert.match(lost?.missing.map(({ de }) => de).join() ?? '', /kann fehlen: Texteditor\.$|fehlt: Texteditor\.$/)
    assert.match(lost?.missing.map(({ en }) => en).join() ?? '', /missing: /)
    await vault.browser.ask('POST', '/api/start/settings-messages/seen', { until: lost?.at })
    assert.deepEqual(await messages(), [])
    vault.server.ahead.milliseconds += 1000
    await database.updateTable('session').set({ settings_in_use: '[]' }).where('id', '=', vault.session).execute()
    await setSession({ state: 'lost', since: now() })
    assert.deepEqual(await messages(), [], 'where nothing can be missing, nothing is said')
    await setSession({ state: 'ended', since: now() })
  })

  it('what a host has still to deliver opens her settings to it, to no other, and only where it spoke in time', async () => {
    await report([])
    vault.server.ahead.milliseconds += afterSession + 1000
    assert.equal(await may(), false)
    await report([left])
    assert.equal(await may(), false, 'it said nothing while it could have')
    assert.equal((await told()).filter(([kind]) => kind === 'pending').length, 0)
    await setSession({ since: now() })
    await report([left])
    vault.server.ahead.milliseconds += 2 * afterSession
    await report([left])
    assert.equal(await may(), true)
    assert.equal(await may(vault.foreign), false)
    const [pending] = (await told()).filter(([kind]) => kind === 'pending')
    assert.equal(pending?.[2], 'host-a')
    await vault.browser.ask('POST', '/api/start/settings-messages/seen', { until: now().toISOString() })
    assert.deepEqual(await told(), [pending], 'it is told until it is delivered')
    await report([])
    assert.deepEqual(await told(), [])
    assert.equal(await may(), false)
  })

  it('a host that was lost may deliver when it is back, within thirty days, and its session is not forgotten before', async () => {
    await setSession({ state: 'lost', since: new Date(now().getTime() - 7 * day) })
    assert.equal(await may(), false)
    await report([left])
    assert.equal(await may(), true)
    vault.server.ahead.milliseconds += leftLongest - 8 * day
    await forgetSessions(vault.server.services)
    assert.equal(await may(), true)
    vault.server.ahead.milliseconds += 2 * day
    await report([left])
    assert.equal(await may(), false)
  })
})
