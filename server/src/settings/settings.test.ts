import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { SettingsTimeline } from '@nahtlos/contract/api/settings'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { pack } from 'tar-stream'
import type { GatewayBrowser } from '../testing/gateway-browser.ts'
import { signedIn } from '../testing/machine-server.ts'
import { type VaultHost, vaultHost } from '../testing/vault-host.ts'
import { exportArchive } from './export-archive.ts'

const file = '.config/editor/editor.ini'
const template = 'editor-settings'

describe('a person’s own settings', () => {
  const opened = new AsyncDisposableStack()
  let vault: VaultHost
  let stranger: GatewayBrowser
  before(async () => {
    vault = opened.use(await vaultHost())
    stranger = vault.browserOf((await signedIn(vault.server)).token)
  })
  after(() => opened.disposeAsync())

  const timeline = async (): Promise<SettingsTimeline> =>
    (await vault.browser.ask('GET', `/api/settings/packages/${template}`)).body

  /** The files of the head, as a host would get them. */
  async function headFiles(of = template): Promise<Record<string, string>> {
    const { bytes } = await vault.ask(vault.host, 'GET', `chunks/${await vault.head(of)}`)
    const found: Record<string, string> = {}
    for (const entry of readSnapshot(bytes).entries) {
      if (entry.type === 'link') found[entry.path] = `-> ${entry.to}`
      else {
        const parts = await Promise.all(entry.chunks.map((id) => vault.ask(vault.host, 'GET', `chunks/${id}`)))
        found[entry.path] = Buffer.concat(parts.map((part) => part.bytes)).toString()
      }
    }
    return found
  }

  it('are none at first', async () => {
    assert.deepEqual((await vault.browser.ask('GET', '/api/settings')).body, [])
    assert.equal((await vault.browser.ask('GET', `/api/settings/packages/${template}`)).status, 404)
    assert.equal((await vault.browser.ask('GET', '/api/settings/archive')).status, 404)
  })

  it('are a timeline that says when, on which host, and what changed', async () => {
    await vault.capture({ [file]: '[view]\nsize=26\n' })
    await vault.capture({ [file]: '[view]\nsize=48\nfont=Sans 12\n' })
    const [mine] = (await vault.browser.ask('GET', '/api/settings')).body
    assert.deepEqual([mine.template, mine.title.de, mine.versions, mine.restores], [template, 'Texteditor', 2, []])
    const { timeline: versions } = await timeline()
    assert.deepEqual(
      versions.map(({ host, kind, current, changes, whole }) => ({
        host,
        kind,
        current,
        whole,
        changes: changes.map((one) => one.de),
      })),
      [
        {
          host: 'host-a',
          kind: 'captured',
          current: true,
          whole: true,
          changes: ['editor.ini: view/size 26 → 48', 'editor.ini: Schrift „Sans 12“ (neu)'],
        },
        { host: 'host-a', kind: 'captured', current: false, whole: true, changes: ['editor.ini: view/size 26 (neu)'] },
      ],
    )
  })

  it('go back to a version, and forward again, and nothing is lost by it', async () => {
    const [second, first] = (await timeline()).timeline
    const restored = await vault.browser.ask('POST', `/api/settings/packages/${template}/restoration`, {
      version: first?.number,
    })
    assert.equal(restored.status, 200)
    const [present] = restored.body.timeline
    assert.deepEqual([present.kind, present.current, present.host, present.by], ['restored', true, null, null])
    assert.equal(present.restoredFrom, first?.at)
    assert.deepEqual(await headFiles(), { [file]: '[view]\nsize=26\n' })
    await vault.browser.ask('POST', `/api/settings/packages/${template}/restoration`, { version: second?.number })
    assert.deepEqual(await headFiles(), { [file]: '[view]\nsize=48\nfont=Sans 12\n' })
    const versions = (await timeline()).timeline.length
    await vault.browser.ask('POST', `/api/settings/packages/${template}/restoration`, { version: second?.number })
    assert.equal((await timeline()).timeline.length, versions, 'what is there already is no new version')
  })

  it('are told to the running session, until its host has taken them over', async () => {
    const order = (await vault.link.told(({ restores }) => restores.length === 1)).restores[0]
    assert.deepEqual([order?.session, order?.template, order?.snapshot], [vault.session, template, await vault.head()])
    const states = async () => (await timeline()).restores.map(({ state }) => state)
    assert.deepEqual(await states(), ['asked'])
    const id = order?.id ?? ''
    vault.link.say(vault.session, 'ready', { restores: [{ id, state: 'waiting' }] })
    await until(async () => (await states())[0] === 'waiting')
    vault.link.say(vault.session, 'ready', { restores: [{ id, state: 'done' }] })
    await vault.link.told(({ restores }) => restores.length === 0)
    assert.deepEqual(await states(), ['done'])
    // A host cannot open it again, nor speak of another session's.
    vault.link.say(vault.session, 'ready', { restores: [{ id, state: 'waiting' }] })
    await vault.capture({ '.config/unrelated/other': 'x' }, 'unrelated')
    assert.deepEqual(await states(), ['done'])
  })

  it('are reset to what the workspace gives, and that can be taken back', async () => {
    const before = await headFiles()
    const [last] = (await timeline()).timeline
    assert.equal((await vault.browser.ask('POST', `/api/settings/packages/${template}/reset`)).status, 200)
    assert.deepEqual(await headFiles(), {})
    const [present] = (await timeline()).timeline
    assert.deepEqual(
      [present?.kind, present?.changes[0]?.de],
      ['reset', 'editor.ini: view/size wieder wie voreingestellt'],
    )
    await vault.browser.ask('POST', `/api/settings/packages/${template}/restoration`, { version: last?.number })
    assert.deepEqual(await headFiles(), before)
  })

  it('leave as a file only from where something may be taken out', async () => {
    const events = () =>
      vault.server.services.database.selectFrom('event').select('id').where('kind', '=', 'settings.exported').execute()
    const before = await events()
    const refused = await vault.from('outside').ask('GET', '/api/settings/archive')
    assert.deepEqual([refused.status, refused.body.code], [403, 'no-taking-out'])
    assert.match(JSON.stringify(refused.body), /Von hier aus dürfen Sie nichts .*zum Beispiel im Amt/)
    assert.deepEqual(await events(), before, 'nothing was exported')
    // The rest of the page is hers from there, too.
    assert.equal((await vault.from('outside').ask('GET', '/api/settings')).status, 200)
    const allowed = await vault.browser.ask('GET', '/api/settings/archive')
    assert.equal(allowed.status, 200)
    assert.equal((await events()).length, before.length + 1)
  })

  it('can be taken along as an archive that any tar unpacks, and brought back', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'archive-'))
    opened.defer(() => rm(directory, { recursive: true }))
    await vault.capture({ [file]: '[view]\nsize=48\n', '.config/editor/leer': '' })
    const { status, bytes } = await vault.browser.ask('GET', '/api/settings/archive')
    assert.equal(status, 200)
    execFileSync('tar', ['-xzf', '-'], { cwd: directory, input: bytes })
    assert.equal(await readFile(join(directory, file), 'utf8'), '[view]\nsize=48\n')
    await writeFile(join(directory, file), '[view]\nsize=99\n')
    await writeFile(join(directory, 'fremd.txt'), 'belongs to no app')
    await symlink('editor.ini', join(directory, '.config/editor/link'))
    const archive = execFileSync('tar', ['-czf', '-', '.'], { cwd: directory, maxBuffer: 1e8 })
    const imported = await vault.browser.ask('POST', '/api/settings/archive', archive)
    assert.deepEqual(imported.body, {
      packages: [{ template, title: { de: 'Texteditor', en: 'Text editor' }, files: 3 }],
      leftOut: 2,
    })
    assert.deepEqual(await headFiles(), {
      [file]: '[view]\nsize=99\n',
      '.config/editor/leer': '',
      '.config/editor/link': '-> editor.ini',
    })
    assert.equal((await timeline()).timeline[0]?.kind, 'imported')
  })

  it('come back from an archive readable, whatever modes it has, and whole, however many chunks they are', async () => {
    const text = randomBytes(3_000_000).toString('base64')
    const archive = pack()
    archive.entry({ name: file, mode: 0o040 }, text)
    archive.finalize()
    const parts: Buffer[] = []
    for await (const part of archive) parts.push(part as Buffer)
    const imported = await vault.browser.ask('POST', '/api/settings/archive', gzipSync(Buffer.concat(parts)))
    assert.equal(imported.status, 200)
    const { bytes } = await vault.ask(vault.host, 'GET', `chunks/${await vault.head()}`)
    const [entry] = readSnapshot(bytes).entries
    assert.equal(entry?.type === 'file' && entry.mode, 0o640)
    const exported = await vault.browser.ask('GET', '/api/settings/archive')
    const unpacked = execFileSync('tar', ['-xzOf', '-', file], { input: exported.bytes, maxBuffer: 1e8 })
    assert.equal(unpacked.toString(), text)
  })

  it('are not changed by an archive that is none, breaks off, leads elsewhere or is a bomb', async () => {
    const head = await vault.head()
    const packed = async (name: string, bytes: Buffer) => {
      const archive = pack()
      archive.entry({ name }, bytes)
      archive.finalize()
      const parts: Buffer[] = []
      for await (const part of archive) parts.push(part as Buffer)
      return gzipSync(Buffer.concat(parts))
    }
    const good = await packed(file, Buffer.from('[view]\nsize=1\n'))
    const large = await packed('no-setting', Buffer.alloc(100 * 1024 * 1024))
    const both = await Promise.all([1, 2].map(() => vault.browser.ask('POST', '/api/settings/archive', large)))
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 429], 'one at a time')
    for (const [archive, status] of [
      [Buffer.from('no archive at all'), 422],
      [gzipSync(Buffer.from('not a tar file'.repeat(100))), 422],
      [good.subarray(0, good.length - 30), 422],
      [gzipSync(Buffer.alloc(0)), 422],
      [await packed(file, Buffer.alloc(70 * 1024 * 1024)), 413],
      [await packed(`../${file}`, Buffer.from('x')), 200],
      [await packed(`/${file}`, Buffer.from('x')), 200],
    ] as const) {
      const answer = await vault.browser.ask('POST', '/api/settings/archive', archive)
      assert.equal(answer.status, status, JSON.stringify(answer.body))
      if (status === 200) assert.deepEqual(answer.body, { packages: [], leftOut: 1 })
    }
    assert.equal(await vault.head(), head)
    assert.equal((await vault.browser.ask('POST', '/api/settings/archive', { no: 'archive' })).status, 400)
  })

  it('are reset to the defaults that somebody begins with, where the template has some', async () => {
    await vault.capture(
      { '.config/viewer/viewer.ini': '[view]\nzoom=9\n', '.config/viewer/more': 'x' },
      'viewer-settings',
    )
    const reset = await vault.browser.ask('POST', '/api/settings/packages/viewer-settings/reset')
    assert.equal(reset.status, 200)
    assert.deepEqual(await headFiles('viewer-settings'), { '.config/viewer/viewer.ini': '[view]\nzoom=1\n' })
    assert.deepEqual([reset.body.timeline[0].kind, reset.body.timeline.length], ['reset', 2])
    await vault.browser.ask('POST', '/api/settings/packages/viewer-settings/reset')
    assert.equal((await vault.browser.ask('GET', '/api/settings/packages/viewer-settings')).body.timeline.length, 2)
  })

  it('are nobody else’s: a foreign version, package or person looks like one that is not there', async () => {
    const [mine] = (await timeline()).timeline
    for (const [method, path, body] of [
      ['GET', `packages/${template}`, undefined],
      ['POST', `packages/${template}/restoration`, { version: mine?.number }],
      ['POST', `packages/${template}/reset`, undefined],
      ['GET', 'archive', undefined],
    ] as const) {
      assert.equal((await stranger.ask(method, `/api/settings/${path}`, body)).status, 404, path)
    }
    assert.deepEqual((await stranger.ask('GET', '/api/settings')).body, [])
    const other = await vault.capture({ '.config/x': 'y' }, 'other-app')
    assert.ok(other)
    const foreign = await vault.browser.ask('POST', '/api/settings/packages/other-app/restoration', {
      version: mine?.number,
    })
    assert.equal(foreign.status, 404, 'a version of another package')
    assert.equal((await vault.browser.ask('POST', '/api/settings/packages/Not-A-Slug/reset')).status, 400)
  })

  it('leave a record of who did what, without a value of any setting', async () => {
    const rows = await vault.server.services.database.selectFrom('event').select(['kind', 'details', 'actor']).execute()
    const kinds = new Set(rows.map(({ kind }) => kind))
    for (const kind of ['settings.restored', 'settings.reset', 'settings.exported', 'settings.imported']) {
      assert.ok(kinds.has(kind), kind)
    }
    assert.ok(!JSON.stringify(rows.map(({ details }) => details)).includes('Sans'))
  })

  it('are read no further for an archive that nobody takes any more, and nothing is said of it', async () => {
    const count = 24
    const files = Array.from({ length: count }, (_, at) => [
      `.config/editor/${at}`,
      randomBytes(150_000).toString('hex'),
    ])
    await vault.capture(Object.fromEntries(files))
    const { services } = vault.server
    const errors: unknown[] = []
    let read = 0
    const watched: typeof services = {
      ...services,
      log: Object.assign(Object.create(services.log), { error: (...said: unknown[]) => errors.push(said) }),
      vault: {
        ...services.vault,
        existing: async (person) => {
          const mine = await services.vault.existing(person)
          if (mine === null) return null
          const { chunks } = mine
          const get: typeof chunks.get = async (id) => {
            read += 1
            return chunks.get(id)
          }
          return { ...mine, chunks: { get } as typeof chunks }
        },
      },
    }
    const broken = await exportArchive(watched, vault.person)
    await once(broken, 'readable')
    broken.destroy()
    await once(broken, 'close')
    const atTheEnd = read
    const whole = await exportArchive(watched, vault.person)
    let bytes = 0
    for await (const part of whole) bytes += part.length
    assert.ok(bytes > count * 150_000)
    const ofOne = read - atTheEnd
    assert.ok(atTheEnd < ofOne / 2, `${atTheEnd} chunks were read for nobody, ${ofOne} for somebody`)
    assert.deepEqual(errors, [])
  })
})

/** Asks again with every turn of the event loop until it is so. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}
