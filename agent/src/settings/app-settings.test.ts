import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { App } from '@nahtlos/contract/configuration/app'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { RestoreOrder } from '@nahtlos/contract/host/restore'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { ChunkStore } from '@nahtlos/vault/chunk-store'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { SettingsKeeper, type SettingsKeeperOptions } from './settings-keeper.ts'
import { VaultServer } from './testing/vault-server.ts'

const uid = 200_126
const title = { de: 'Editor', en: 'Editor' }
const app = (id: string, command: string) =>
  App.parse({ kind: 'App', id, title, package: 'editor', command: [command], icon: 'x', categories: ['Utility'] })
const apps = [app('editor', 'editor'), app('viewer', 'viewer')]
const template = (more: Partial<SettingsTemplate> = {}) =>
  SettingsTemplate.parse({
    kind: 'SettingsTemplate',
    id: 'editor',
    title,
    include: ['.config/editor/**'],
    scope: { apps: ['editor', 'viewer'] },
    capture: { continuous: 10 },
    ...more,
  })
const desktop = template({ id: 'desktop', include: ['.desktop'], scope: 'logon', capture: { continuous: 60 } })
const file = '.config/editor/rc'

describe('the settings of an app', { skip: process.getuid?.() === 0 ? false : 'the agent is root' }, () => {
  let root: string
  let server: VaultServer
  let person: string
  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'app-settings-'))
    server = await VaultServer.start(join(root, 'identities'), await DirectoryBackEnd.open(join(root, 'vault')))
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    rmSync(root, { recursive: true })
  })
  beforeEach(() => {
    person = randomUUID()
  })
  afterEach(async () => {
    server.requests.length = 0
  })

  function session(host: string, more: Partial<SettingsKeeperOptions> = {}) {
    const home = join(root, `home-${randomUUID()}`)
    mkdirSync(home, { mode: 0o700 })
    chownSync(home, uid, uid)
    const clock = { now: Date.parse('2026-03-02T08:00:00Z') }
    const options: SettingsKeeperOptions = {
      client: server.client,
      cacheDirectory: join(root, `cache-${host}`),
      host,
      session: randomUUID(),
      person,
      uid,
      home,
      templates: [desktop, template()],
      apps,
      now: () => new Date(clock.now),
      ...more,
    }
    const at = (path: string) => join(home, path)
    const write = (path: string, text: string | Buffer) => {
      const folders = dirname(path).split('/')
      for (let depth = 1; depth <= folders.length; depth++) {
        const folder = at(folders.slice(0, depth).join('/'))
        if (!existsSync(folder)) mkdirSync(folder)
        chownSync(folder, uid, uid)
      }
      writeFileSync(at(path), text)
      chownSync(at(path), uid, uid)
    }
    const read = (path: string) => readFileSync(at(path), 'utf8')
    return { home, keeper: new SettingsKeeper(options), options, clock, at, write, read }
  }
  const saved = () => server.files(person, 'editor')

  test('arrive when its first program starts, and cost a logon nothing', async () => {
    await server.put(person, 'editor', { [file]: 'colour=green\n' })
    const { keeper, at, read } = session('host-a')
    await keeper.restoreAll()
    assert.equal(existsSync(at(file)), false)
    assert.deepEqual(
      server.requests.filter((line) => line.includes('editor')),
      [],
    )
    await keeper.appStarts('editor')
    assert.equal(read(file), 'colour=green\n')
    assert.deepEqual(keeper.inUse, ['desktop', 'editor'])
  })

  test('are captured when the last of its programs has ended, and not before where the template says so', async () => {
    const { keeper, write, clock } = session('host-a', { templates: [template({ capture: 'exit' })] })
    await keeper.restoreAll()
    await keeper.appStarts('editor')
    await keeper.appStarts('viewer')
    write(file, 'colour=red\n')
    clock.now += 3_600_000
    assert.equal(await keeper.captureDue(), false)
    await keeper.appEnded('editor')
    assert.deepEqual(await saved(), {}, 'the viewer still uses them')
    await keeper.appEnded('viewer')
    assert.deepEqual(await saved(), { [file]: 'colour=red\n' })
    assert.deepEqual(keeper.inUse, [])
  })

  test('are captured while it runs, after the seconds that the template says', async () => {
    const { keeper, write, clock } = session('host-a')
    await keeper.restoreAll()
    await keeper.appStarts('editor')
    await keeper.captureDue()
    write(file, 'colour=red\n')
    clock.now += 9_000
    await keeper.captureDue()
    assert.deepEqual(await saved(), {})
    clock.now += 1_000
    await keeper.captureDue()
    assert.deepEqual(await saved(), { [file]: 'colour=red\n' })
  })

  test('are those of the other session when it starts again: changed, new and removed files', async () => {
    const desk = session('host-a')
    const alone = session('host-b')
    await desk.keeper.restoreAll()
    await desk.keeper.appStarts('editor')
    desk.write(file, 'colour=red\n')
    desk.write('.config/editor/old', 'x')
    await desk.keeper.appEnded('editor')

    await alone.keeper.restoreAll()
    await alone.keeper.appStarts('editor')
    alone.write(file, 'colour=red\nfont=large\n')
    alone.write('.config/editor/new', 'y')
    rmSync(alone.at('.config/editor/old'))
    await alone.keeper.appEnded('editor')

    await desk.keeper.appStarts('editor')
    assert.equal(desk.read(file), 'colour=red\nfont=large\n')
    assert.equal(desk.read('.config/editor/new'), 'y')
    assert.equal(existsSync(desk.at('.config/editor/old')), false)
    desk.write('.config/editor/new', 'z')
    await desk.keeper.appEnded('editor')
    assert.deepEqual(await saved(), { [file]: 'colour=red\nfont=large\n', '.config/editor/new': 'z' })
  })

  test('that an agent left half written when it was killed are whole when it has come back', async () => {
    await server.put(person, 'editor', { [file]: 'colour=green\n' })
    const { keeper, options, write, read } = session('host-a')
    await keeper.restoreAll()
    write(file, 'col')
    const next = new SettingsKeeper(options)
    await next.resume()
    await next.appStarts('editor')
    assert.equal(read(file), 'colour=green\n')
    await next.appEnded('editor')
    assert.deepEqual(await saved(), { [file]: 'colour=green\n' })
  })

  test('of an app that was started past its launcher are added, and replace nothing', async () => {
    await server.put(person, 'editor', { [file]: 'colour=green\n' })
    const { keeper, write } = session('host-a')
    await keeper.restoreAll()
    write(file, 'default\n')
    write('.config/editor/bookmarks', 'a\n')
    await keeper.captureChanged()
    assert.equal(await keeper.finish(), 'delivered')
    assert.deepEqual(await saved(), { '.config/editor/bookmarks': 'a\n', [file]: 'colour=green\n' })
  })

  test('begin with the template’s defaults, also while the vault is away, and defaults never replace what is known', async () => {
    const withDefaults = template({ defaults: [{ path: file, text: 'colour=city\n' }] })
    const first = session('host-a', { templates: [withDefaults] })
    await first.keeper.restoreAll()
    await first.keeper.appStarts('editor')
    assert.equal(first.read(file), 'colour=city\n')
    await first.keeper.appEnded('editor')
    assert.deepEqual(await saved(), { [file]: 'colour=city\n' })

    await server.put(person, 'editor', { [file]: 'colour=mine\n' })
    await server.stop()
    const offline = session('host-b', { templates: [withDefaults] })
    try {
      await offline.keeper.restoreAll()
      await offline.keeper.appStarts('editor')
      assert.equal(offline.read(file), 'colour=city\n')
      assert.ok(offline.keeper.notices.has('settings-not-restored'))
      assert.deepEqual(
        offline.keeper.details.map(({ template }) => template),
        ['editor'],
      )
      await offline.keeper.appEnded('editor')
    } finally {
      await server.start()
    }
    await offline.keeper.captureChanged()
    assert.equal(await offline.keeper.finish(), 'delivered')
    assert.deepEqual(await saved(), { [file]: 'colour=mine\n' })
  })

  test('move on to the template of the app’s next version, once, and the former stay for hosts that are behind', async () => {
    const old = template({ versions: { package: 'editor', before: '3' } })
    const next = template({
      id: 'editor-3',
      include: ['.config/editor-3/**'],
      versions: { package: 'editor', from: '3' },
      succeeds: { template: 'editor', moves: [{ from: '.config/editor', to: '.config/editor-3' }] },
    })
    const on = (version: string) => ({ templates: [old, next], installed: async () => ({ editor: version }) })
    const before = session('host-a', on('2.10'))
    await before.keeper.restoreAll()
    await before.keeper.appStarts('editor')
    before.write(file, 'colour=red\n')
    await before.keeper.appEnded('editor')

    const upgraded = session('host-b', on('3.0-1'))
    await upgraded.keeper.restoreAll()
    await upgraded.keeper.appStarts('editor')
    assert.equal(upgraded.read('.config/editor-3/rc'), 'colour=red\n')
    assert.equal(existsSync(upgraded.at('.config/editor')), false)
    upgraded.write('.config/editor-3/rc', 'colour=blue\n')
    await upgraded.keeper.appEnded('editor')
    assert.deepEqual(await server.files(person, 'editor-3'), { '.config/editor-3/rc': 'colour=blue\n' })

    const behind = session('host-c', on('2.10'))
    await behind.keeper.restoreAll()
    await behind.keeper.appStarts('editor')
    assert.equal(behind.read(file), 'colour=red\n')
    const again = session('host-d', on('3.1'))
    await again.keeper.restoreAll()
    await again.keeper.appStarts('editor')
    assert.equal(again.read('.config/editor-3/rc'), 'colour=blue\n')
  })

  test('that have grown too large keep their last good state, and the file that grew is named', async () => {
    const { keeper, write, at } = session('host-a', { templates: [template({ sizeLimit: 10_000 })] })
    await keeper.restoreAll()
    await keeper.appStarts('editor')
    write(file, 'colour=red\n')
    write('.config/editor/small', 'x')
    await keeper.captureChanged()
    write('.config/editor/cache.bin', '')
    truncateSync(at('.config/editor/cache.bin'), 1_000_000_000_000)
    write(file, 'colour=blue\n')
    await keeper.captureChanged()
    assert.deepEqual(await saved(), { [file]: 'colour=red\n', '.config/editor/small': 'x' })
    const [detail] = keeper.details
    assert.deepEqual(
      [detail?.notice, detail?.template, detail?.files[0]],
      ['settings-too-large', 'editor', '.config/editor/cache.bin'],
    )
    rmSync(at('.config/editor/cache.bin'))
    await keeper.captureChanged()
    assert.deepEqual(keeper.details, [])
    assert.deepEqual(await saved(), { [file]: 'colour=blue\n', '.config/editor/small': 'x' })
  })

  test('a database comes as one whole file while its app writes, and no old log is played into a newer one', async () => {
    const { keeper, at, write } = session('host-a')
    await keeper.restoreAll()
    await keeper.appStarts('editor')
    write('.config/editor/rc', '')
    const database = new DatabaseSync(at('.config/editor/places.sqlite'))
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE bookmark (text); INSERT INTO bookmark VALUES ('one')")
    const own = () => {
      for (const ending of ['', '-wal', '-shm']) chownSync(at(`.config/editor/places.sqlite${ending}`), uid, uid)
    }
    own()
    const names = async () => Object.keys(await saved())
    await keeper.captureChanged()
    assert.deepEqual(await names(), ['.config/editor/places.sqlite', '.config/editor/rc'])
    database.exec("INSERT INTO bookmark VALUES ('two')")
    await keeper.captureChanged()

    const other = session('host-b')
    await other.keeper.restoreAll()
    await other.keeper.appStarts('editor')
    const path = other.at('.config/editor/places.sqlite')
    const there = new DatabaseSync(path)
    assert.equal(there.prepare('SELECT count(*) AS n FROM bookmark').get()?.n, 2)
    there.exec("INSERT INTO bookmark VALUES ('three')")
    there.close()
    chownSync(path, uid, uid)
    await other.keeper.appEnded('editor')

    // Killed: its log stays beside the database, and holds less than what the vault has by now.
    const log = readFileSync(at('.config/editor/places.sqlite-wal'))
    database.close()
    write('.config/editor/places.sqlite-wal', log)
    await keeper.appEnded('editor')
    await keeper.appStarts('editor')
    assert.equal(existsSync(at('.config/editor/places.sqlite-wal')), false)
    const again = new DatabaseSync(at('.config/editor/places.sqlite'))
    assert.equal(again.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok')
    assert.equal(again.prepare('SELECT count(*) AS n FROM bookmark').get()?.n, 3)
    again.close()
  })

  test('a database that cannot be read at the end keeps its last whole state, and the person is told which it is', async () => {
    const { keeper, write, at } = session('host-a')
    await keeper.restoreAll()
    await keeper.appStarts('editor')
    write('.config/editor/a.sqlite', '')
    const database = new DatabaseSync(at('.config/editor/a.sqlite'))
    database.exec('CREATE TABLE one (text)')
    database.close()
    await keeper.captureChanged()
    const before = await saved()
    // The journal of a write to several databases at once: nobody but its app can say how that ended.
    const journal = Buffer.alloc(540)
    for (const place of [0, 532]) Buffer.from('d9d505f920a163d7', 'hex').copy(journal, place)
    write('.config/editor/a.sqlite', Buffer.concat([readFileSync(at('.config/editor/a.sqlite')), Buffer.alloc(4096)]))
    write('.config/editor/a.sqlite-journal', journal)
    write('.config/editor/b', 'b')
    await keeper.captureChanged()
    assert.deepEqual(await saved(), { ...before, '.config/editor/b': 'b' })
    const [detail] = keeper.details.filter(({ notice }) => notice === 'settings-not-saved')
    assert.deepEqual(detail?.files, ['.config/editor/a.sqlite'])
    assert.equal(await keeper.finish(), 'delivered')
  })

  test('a home that a hostile person prepared changes nothing outside of it when an app starts again', async () => {
    await server.put(person, 'editor', { [file]: 'colour=green\n', '.config/editor/gone': 'x' })
    const { keeper, at, home } = session('host-a')
    await keeper.restoreAll()
    await keeper.appStarts('editor')
    const outside = join(root, 'outside')
    mkdirSync(outside)
    writeFileSync(join(outside, 'rc'), 'of root')
    writeFileSync(join(outside, 'gone'), 'of root')
    await server.put(person, 'editor', { [file]: 'colour=red\n' })
    rmSync(at('.config/editor'), { recursive: true })
    symlinkSync(outside, at('.config/editor'))
    await keeper.appEnded('editor')
    await keeper.appStarts('editor')
    assert.deepEqual(
      [readFileSync(join(outside, 'rc'), 'utf8'), readFileSync(join(outside, 'gone'), 'utf8')],
      ['of root', 'of root'],
    )
    assert.ok(home)
  })

  describe('a version that was taken back', () => {
    const order = (snapshot: string): RestoreOrder => ({
      id: randomUUID(),
      session: randomUUID(),
      template: 'editor',
      snapshot,
    })
    const head = () => server.heads.get(`${person}/editor`) ?? ''

    /** Texts of a file in all snapshots from the head back to the first. */
    async function history(of = file): Promise<string[]> {
      const found: string[] = []
      const store = new ChunkStore(server.backEnd, person)
      for (let id: string | null = head(); id !== null; ) {
        const snapshot = readSnapshot(await store.get(id))
        const entry = snapshot.entries.find(({ path }) => path === of)
        if (entry?.type === 'file') found.push(String(await store.get(entry.chunks[0] ?? '')))
        id = snapshot.parent
      }
      return found
    }

    test('waits until the app is closed, wins then, and loses nothing', async () => {
      const { keeper, write, read, clock } = session('host-a')
      await keeper.restoreAll()
      await keeper.appStarts('editor')
      write(file, 'colour=today\n')
      await keeper.captureChanged()
      await server.put(person, 'editor', { [file]: 'colour=yesterday\n' })
      const taken = order(head())
      await keeper.takeBack([taken])
      assert.deepEqual(keeper.restores, [{ id: taken.id, state: 'waiting' }])
      write(file, 'colour=now\n')
      clock.now += 60_000
      await keeper.captureDue()
      assert.deepEqual(await saved(), { [file]: 'colour=yesterday\n' }, 'what runs no longer changes it')
      await keeper.appEnded('editor')
      assert.deepEqual(keeper.restores, [{ id: taken.id, state: 'done' }])
      assert.equal(read(file), 'colour=yesterday\n')
      assert.deepEqual(await saved(), { [file]: 'colour=yesterday\n' })
      assert.ok((await history()).includes('colour=now\n'))
      await keeper.takeBack([])
      assert.deepEqual(keeper.restores, [])
    })

    test('takes in what is changed after it, at once, and what is against it goes to the history once', async () => {
      const ini = '.config/editor/editor.ini'
      const { keeper, write, read, clock } = session('host-a')
      await keeper.restoreAll()
      await keeper.appStarts('editor')
      write(ini, 'colour=today\nsize=1\n')
      write('.config/editor/undelivered', 'x')
      await keeper.captureChanged()
      await server.put(person, 'editor', { [ini]: 'colour=yesterday\nsize=1\n' })
      await keeper.takeBack([order(head())])
      for (const size of [2, 3]) {
        write(ini, `colour=now\nsize=${size}\n`)
        write('.config/editor/new', 'new')
        clock.now += 60_000
        await keeper.captureDue()
        assert.deepEqual(await saved(), {
          [ini]: `colour=yesterday\nsize=${size}\n`,
          '.config/editor/new': 'new',
        })
      }
      const before = (await history(ini)).length
      await keeper.appEnded('editor')
      assert.equal(read(ini), 'colour=yesterday\nsize=3\n')
      assert.deepEqual(await saved(), { [ini]: 'colour=yesterday\nsize=3\n', '.config/editor/new': 'new' })
      assert.deepEqual((await history(ini)).slice(0, -before), ['colour=yesterday\nsize=3\n', 'colour=now\nsize=3\n'])
    })

    test('that is without files stays so, whatever a running app writes into those that it had', async () => {
      const { keeper, write, at, clock } = session('host-a')
      await keeper.restoreAll()
      await keeper.appStarts('editor')
      write(file, 'colour=today\n')
      write('.config/editor/blob', Buffer.from([0, 1]))
      await keeper.captureChanged()
      await server.put(person, 'editor', {})
      await keeper.takeBack([order(head())])
      write(file, 'colour=now\n')
      write('.config/editor/blob', Buffer.from([0, 2]))
      clock.now += 60_000
      await keeper.captureDue()
      assert.deepEqual(await saved(), {})
      await keeper.appEnded('editor')
      assert.deepEqual(await saved(), {})
      assert.equal(existsSync(at(file)), false)
      assert.equal((await history())[0], 'colour=now\n')
    })

    test('is there at once where the app does not run, and after a kill where it had to wait', async () => {
      const { keeper, options, write, read } = session('host-a')
      await keeper.restoreAll()
      await keeper.appStarts('editor')
      write(file, 'colour=today\n')
      await keeper.appEnded('editor')
      await server.put(person, 'editor', { [file]: 'colour=yesterday\n' })
      const first = order(head())
      await keeper.takeBack([first])
      assert.deepEqual(keeper.restores, [{ id: first.id, state: 'done' }])
      assert.equal(read(file), 'colour=yesterday\n')

      await keeper.appStarts('editor')
      await server.put(person, 'editor', { [file]: 'colour=last week\n' })
      await keeper.takeBack([order(head())])
      write(file, 'colour=now\n')
      // Killed, and the session ended meanwhile.
      const next = new SettingsKeeper(options)
      await next.resume()
      await next.captureChanged()
      assert.equal(await next.finish(), 'delivered')
      assert.deepEqual(await saved(), { [file]: 'colour=last week\n' })
      assert.ok((await history()).includes('colour=now\n'))
    })

    test('of the desktop itself is for the next logon, and of an app that never started nothing is to be done', async () => {
      const { keeper, write } = session('host-a')
      await keeper.restoreAll()
      write('.desktop', 'today')
      await keeper.captureChanged()
      await server.put(person, 'desktop', { '.desktop': 'yesterday' })
      const [one, two, three] = [
        { ...order(server.heads.get(`${person}/desktop`) ?? ''), template: 'desktop' },
        order('0'.repeat(64)),
        { ...order('0'.repeat(64)), template: 'no-such' },
      ]
      await keeper.takeBack([one, two, three])
      assert.deepEqual(keeper.restores, [
        { id: one.id, state: 'next-logon' },
        { id: two.id, state: 'done' },
        { id: three.id, state: 'failed' },
      ])
      write('.desktop', 'now')
      await keeper.captureChanged()
      assert.equal(await keeper.finish(), 'delivered')
      assert.deepEqual(await server.files(person, 'desktop'), { '.desktop': 'yesterday' })
    })
  })
})
