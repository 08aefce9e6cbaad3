import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { canonicalSnapshot, readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { ChunkStore } from '@nahtlos/vault/chunk-store'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { cleanHome } from './clean-home.ts'
import { SettingsKeeper, type SettingsKeeperOptions, sentTogether } from './settings-keeper.ts'
import { VaultServer } from './testing/vault-server.ts'

const uid = 200_123
const isRoot = process.getuid?.() === 0
const template = SettingsTemplate.parse({
  kind: 'SettingsTemplate',
  id: 'desktop',
  title: { de: 'Schreibtisch', en: 'Desktop' },
  include: ['.config/desk/**', '.deskrc'],
  exclude: ['.config/desk/cache/**'],
  sizeLimit: 1_000_000,
})

describe('the settings of a session', { skip: isRoot ? false : 'the agent is root' }, () => {
  let root: string
  let server: VaultServer
  let backEnd: DirectoryBackEnd
  let person: string

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'keeper-'))
    backEnd = await DirectoryBackEnd.open(join(root, 'vault'))
    server = await VaultServer.start(join(root, 'identities'), backEnd)
  })
  after(async () => {
    await server[Symbol.asyncDispose]()
    rmSync(root, { recursive: true })
  })
  beforeEach(() => {
    person = randomUUID()
    server.requests.length = 0
  })
  afterEach(() => {
    server.useBackEnd(backEnd)
    server.beforeHeadChange = async () => undefined
  })

  /** A new session on a host, with an empty home. */
  function session(host: string, more: Partial<SettingsKeeperOptions> = {}) {
    const home = join(root, `home-${randomUUID()}`)
    mkdirSync(home, { mode: 0o700 })
    chownSync(home, uid, uid)
    const problems: string[] = []
    const options: SettingsKeeperOptions = {
      client: server.client,
      cacheDirectory: join(root, `cache-${host}`),
      host,
      session: randomUUID(),
      person,
      uid,
      home,
      templates: [template],
      report: (_, problem) => problems.push(problem),
      ...more,
    }
    const keeper = new SettingsKeeper(options)
    return { home, keeper, options, problems, write: (path: string, text: string) => write(options.home, path, text) }
  }

  function write(home: string, path: string, text: string): void {
    const folders = dirname(path).split('/')
    for (let depth = 1; depth <= folders.length; depth++) {
      const folder = join(home, ...folders.slice(0, depth))
      if (!existsSync(folder)) mkdirSync(folder)
      chownSync(folder, uid, uid)
    }
    writeFileSync(join(home, path), text)
    chownSync(join(home, path), uid, uid)
  }

  const read = (home: string, path: string) => readFileSync(join(home, path), 'utf8')
  const head = () => server.heads.get(`${person}/desktop`) ?? null
  async function snapshotAt(id: string | null) {
    assert.ok(id !== null)
    return readSnapshot(await new ChunkStore(backEnd, person).get(id))
  }
  /** Puts a snapshot into the vault as another host would, and makes it the head. */
  async function plant(entries: SnapshotEntry[], contents: string[] = []): Promise<void> {
    const store = new ChunkStore(backEnd, person)
    for (const content of contents) await store.put(chunkId(Buffer.from(content)), Buffer.from(content))
    const takenAt = new Date().toISOString()
    const parent = head()
    const { id, bytes } = canonicalSnapshot({ version: 1, template: 'desktop', parent, host: 'evil', takenAt, entries })
    await store.put(id, bytes)
    server.heads.set(`${person}/desktop`, id)
  }
  function fileEntry(path: string, content: string, modified = 1000): SnapshotEntry & { type: 'file' } {
    const bytes = Buffer.from(content)
    const chunks = bytes.length > 0 ? [chunkId(bytes)] : []
    return { type: 'file', path, mode: 0o600, size: bytes.length, modified, chunks }
  }

  test('what was set on one host is there on the other, with owner, mode, time and links', async () => {
    const first = session('host-a')
    await first.keeper.restoreAll()
    first.write('.config/desk/panel.xml', 'links')
    first.write('.config/desk/empty', '')
    first.write('.config/desk/run', '#!/bin/sh')
    chmodSync(join(first.home, '.config/desk/run'), 0o4755)
    utimesSync(join(first.home, '.config/desk/panel.xml'), 1_700_000_000, 1_700_000_000)
    first.write('.config/desk/large', 'Zeile\n'.repeat(80_000))
    first.write('.config/desk/cache/thumbnail', 'no setting')
    first.write('other', 'no setting either')
    symlinkSync('desk/panel.xml', join(first.home, '.config/desk/link'))
    await first.keeper.captureChanged()
    assert.equal(await first.keeper.finish(), 'delivered')

    const second = session('host-b')
    await second.keeper.restoreAll()
    assert.deepEqual([...second.keeper.notices], [])
    assert.equal(read(second.home, '.config/desk/panel.xml'), 'links')
    assert.equal(read(second.home, '.config/desk/large').length, 480_000)
    assert.equal(read(second.home, '.config/desk/empty'), '')
    assert.equal(readlinkSync(join(second.home, '.config/desk/link')), 'desk/panel.xml')
    assert.deepEqual(readdirSync(second.home), ['.config'])
    assert.equal(existsSync(join(second.home, '.config/desk/cache')), false)
    const panel = statSync(join(second.home, '.config/desk/panel.xml'))
    assert.deepEqual([panel.uid, panel.gid, panel.mtimeMs], [uid, uid, 1_700_000_000_000])
    assert.equal(statSync(join(second.home, '.config/desk/run')).mode & 0o7777, 0o755)
    assert.equal(statSync(join(second.home, '.config')).uid, uid)
  })

  test('an unchanged home sends nothing, and a changed file only itself', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.config/desk/a', 'a')
    one.write('.config/desk/b', 'b')
    await one.keeper.captureChanged()
    server.requests.length = 0
    server.received = 0
    await one.keeper.captureChanged()
    assert.equal(server.requests.length, 0)
    one.write('.config/desk/b', 'new b')
    await one.keeper.captureChanged()
    assert.equal(server.received, 2, 'the chunk and the snapshot')
    assert.deepEqual(server.requests, [`POST /agent/vault/${person}/captures`], 'in one request')
  })

  test('what several packages changed travels in one request, and what is much in a stream of its own', async () => {
    const ids = ['one', 'two', 'three', 'four']
    const templates = ids.map((id) => SettingsTemplate.parse({ ...template, id, include: [`.${id}/**`] }))
    const one = session('host-a', { templates })
    await one.keeper.restoreAll()
    for (const id of ids) one.write(`.${id}/rc`, id)
    server.requests.length = 0
    await one.keeper.captureChanged()
    assert.deepEqual(server.requests, [`POST /agent/vault/${person}/captures`])
    for (let at = 0; at < 100; at++) one.write(`.two/many-${at}`, `setting ${at}`)
    one.write('.one/rc', 'another')
    server.requests.length = 0
    await one.keeper.captureChanged()
    assert.deepEqual(server.requests.toSorted(), [
      `POST /agent/vault/${person}/captures`,
      `POST /agent/vault/${person}/chunks`,
      `POST /agent/vault/${person}/missing`,
      `POST /agent/vault/${person}/packages/two`,
    ])
    const later = session('host-b', { templates })
    await later.keeper.restoreAll()
    assert.deepEqual([read(later.home, '.one/rc'), read(later.home, '.two/many-99')], ['another', 'setting 99'])
  })

  test('a file rewritten with the same content is no change', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.config/desk/a', 'a')
    await one.keeper.captureChanged()
    const before = head()
    one.write('.config/desk/a', 'a')
    await one.keeper.captureChanged()
    assert.equal(head(), before)
  })

  test('the second logon on a host asks the network for the head alone', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    for (let at = 0; at < 10; at++) one.write(`.config/desk/${at}`, `setting ${at}`)
    await one.keeper.captureChanged()
    await one.keeper.finish()
    server.requests.length = 0
    const two = session('host-a')
    await two.keeper.restoreAll()
    assert.equal(read(two.home, '.config/desk/7'), 'setting 7')
    assert.deepEqual(server.requests, [`GET /agent/vault/${person}/packages/desktop`])
  })

  test('a removed file stays removed', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.config/desk/a', 'a')
    one.write('.config/desk/b', 'b')
    await one.keeper.captureChanged()
    rmSync(join(one.home, '.config/desk/a'))
    await one.keeper.captureChanged()
    const two = session('host-b')
    await two.keeper.restoreAll()
    assert.deepEqual(readdirSync(join(two.home, '.config/desk')), ['b'])
  })

  test('two sessions that changed different files are merged, without a word', async () => {
    const [desktop, app] = [session('host-a'), session('host-b')]
    await desktop.keeper.restoreAll()
    await app.keeper.restoreAll()
    desktop.write('.config/desk/panel', 'from the desktop')
    app.write('.config/desk/editor', 'from the app')
    await desktop.keeper.captureChanged()
    await app.keeper.captureChanged()
    assert.deepEqual([...app.keeper.notices], [])
    // The first session's home doesn't have the other's file; that is no removal.
    desktop.write('.config/desk/panel', 'again')
    await desktop.keeper.captureChanged()
    const later = session('host-c')
    await later.keeper.restoreAll()
    assert.equal(read(later.home, '.config/desk/panel'), 'again')
    assert.equal(read(later.home, '.config/desk/editor'), 'from the app')
  })

  test('two sessions that changed different settings in one file are merged, without a word', async () => {
    const first = session('host-a')
    await first.keeper.restoreAll()
    first.write('.config/desk/panel.ini', '# mine\n[panel]\nsize=26\nposition=top\n')
    await first.keeper.captureChanged()
    const [desktop, app] = [session('host-a'), session('host-b')]
    await desktop.keeper.restoreAll()
    await app.keeper.restoreAll()
    desktop.write('.config/desk/panel.ini', '# mine\n[panel]\nsize=48\nposition=top\n')
    app.write('.config/desk/panel.ini', '# mine\n[panel]\nsize=26\nposition=top\ncolour=red\n')
    await desktop.keeper.captureChanged()
    await app.keeper.captureChanged()
    assert.deepEqual([...app.keeper.notices], [])
    const later = session('host-c')
    await later.keeper.restoreAll()
    assert.equal(read(later.home, '.config/desk/panel.ini'), '# mine\n[panel]\nsize=48\nposition=top\ncolour=red\n')
  })

  test('the same setting changed twice is named, and no other is lost with it', async () => {
    const [one, two] = [session('host-a'), session('host-b')]
    await one.keeper.restoreAll()
    await two.keeper.restoreAll()
    one.write('.config/desk/a.json', '{ "size": 26, "mine": 1 }')
    two.write('.config/desk/a.json', '{ "size": 48, "hers": 2 }')
    utimesSync(join(one.home, '.config/desk/a.json'), 1_700_000_000, 1_700_000_000)
    await one.keeper.captureChanged()
    await two.keeper.captureChanged()
    assert.match(two.problems.join(), /changed twice: \.config\/desk\/a\.json \(size\)$/)
    const later = session('host-c')
    await later.keeper.restoreAll()
    const merged = JSON.parse(read(later.home, '.config/desk/a.json'))
    assert.deepEqual(merged, { size: 48, mine: 1, hers: 2 })
  })

  test('who lost a setting to another session, and changes it once more, has it, whatever else is written later', async () => {
    const file = '.config/desk/a.ini'
    const [one, two] = [session('host-a'), session('host-b')]
    await one.keeper.restoreAll()
    await two.keeper.restoreAll()
    let clock = 1_700_000_000
    const change = async ({ keeper, home, write }: typeof one, text: string) => {
      write(file, text)
      clock += 1
      utimesSync(join(home, file), clock, clock)
      await keeper.captureChanged()
    }
    await change(one, '[a]\nsize=1\n')
    await change(two, '[a]\nsize=2\nhers=1\n')
    assert.match(two.problems.join(), /changed twice: \.config\/desk\/a\.ini \(a\/size\)$/)
    // What she changes beside it is merged into what the other session made of it.
    await change(one, '[a]\nsize=1\nmine=1\n')
    // Her next word on it, and then something else of the other session, which reaches the vault first.
    one.write(file, '[a]\nsize=3\nmine=1\n')
    utimesSync(join(one.home, file), clock + 1, clock + 1)
    clock += 2
    await change(two, '[a]\nsize=2\nhers=2\n')
    await one.keeper.captureChanged()
    assert.deepEqual([one.problems, [...one.keeper.notices]], [[], []])
    const later = session('host-c')
    await later.keeper.restoreAll()
    assert.deepEqual(read(later.home, file).trim().split('\n').sort(), ['[a]', 'hers=2', 'mine=1', 'size=3'])
  })

  test('a file that no merge was made for costs nobody anything', async () => {
    const first = session('host-a')
    await first.keeper.restoreAll()
    first.write('.config/desk/a.json', '{"a":[1],"b":1}')
    first.write('.config/desk/b.json', '{"x":1}')
    await first.keeper.captureChanged()
    const [one, two] = [session('host-a'), session('host-b')]
    await one.keeper.restoreAll()
    await two.keeper.restoreAll()
    one.write('.config/desk/a.json', '{"a":[1, /* x */ 2],"b":1}')
    one.write('.config/desk/b.json', '{"x":1,"a":1}')
    await one.keeper.captureChanged()
    two.write('.config/desk/a.json', '{"a":[1],"b":2}')
    two.write('.config/desk/b.json', '{}')
    await two.keeper.captureChanged()
    assert.equal(await two.keeper.finish(), 'delivered')
    assert.deepEqual([...two.keeper.notices], [])
    const later = session('host-c')
    await later.keeper.restoreAll()
    assert.equal(read(later.home, '.config/desk/a.json'), '{"a":[1, /* x */ 2],"b":2}')
    assert.equal(read(later.home, '.config/desk/b.json'), '{"a": 1}')
  })

  test('a conflict in a key that nobody would read is told by its file, and saved', async () => {
    const [one, two] = [session('host-a'), session('host-b')]
    await one.keeper.restoreAll()
    await two.keeper.restoreAll()
    const keys = ['x'.repeat(2000), ...Array.from({ length: 60 }, (_, at) => String(at).repeat(400))]
    const text = (value: number) => JSON.stringify(Object.fromEntries(keys.map((key) => [key, value])))
    one.write('.config/desk/a.json', text(1))
    two.write('.config/desk/a.json', text(2))
    await one.keeper.captureChanged()
    await two.keeper.captureChanged()
    assert.equal(await two.keeper.finish(), 'delivered')
  })

  test('a mistake in the code that one package meets is told, and every other package is saved', async () => {
    const other = SettingsTemplate.parse({ ...template, id: 'other', include: ['.other'] })
    const client = new Proxy(server.client, {
      get(target, name) {
        if (name !== 'capture') return Reflect.get(target, name, target).bind(target)
        return async (...[who, id, chunks, change]: Parameters<typeof target.capture>) => {
          if (id === 'other') throw new TypeError('a mistake')
          return target.capture(who, id, chunks, change)
        }
      },
    })
    const one = session('host-a', { client, templates: [other, template] })
    await one.keeper.restoreAll()
    one.write('.other', 'x')
    one.write('.deskrc', 'saved')
    await one.keeper.captureChanged()
    assert.equal(await one.keeper.finish(), 'kept-here')
    assert.deepEqual(
      one.keeper.details.map(({ notice, template: id }) => [notice, id]),
      [['settings-not-saved', 'other']],
    )
    assert.match(one.problems.join(), /a mistake/)
    const later = session('host-b')
    await later.keeper.restoreAll()
    assert.equal(read(later.home, '.deskrc'), 'saved')
  })

  test('where two sessions changed one file the later change wins, the person is told, and the other is in history', async () => {
    const [one, two] = [session('host-a'), session('host-b')]
    await one.keeper.restoreAll()
    await two.keeper.restoreAll()
    one.write('.deskrc', 'later')
    two.write('.deskrc', 'earlier')
    utimesSync(join(two.home, '.deskrc'), 1_700_000_000, 1_700_000_000)
    await one.keeper.captureChanged()
    const former = head()
    await two.keeper.captureChanged()
    assert.deepEqual([...two.keeper.notices], ['settings-merged'])
    const merged = await snapshotAt(head())
    assert.deepEqual(
      merged.entries.map((entry) => entry.type === 'file' && entry.chunks),
      [[chunkId(Buffer.from('later'))]],
    )
    const lost = await snapshotAt(merged.parent)
    assert.deepEqual(
      lost.entries.map((entry) => entry.type === 'file' && entry.chunks),
      [[chunkId(Buffer.from('earlier'))]],
    )
    assert.equal(lost.parent, former)
  })

  test('a head that moves just before the change is merged in the same round', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.config/desk/mine', 'mine')
    let raced = false
    server.beforeHeadChange = async () => {
      if (raced) return
      raced = true
      await plant([fileEntry('.config/desk/theirs', 'theirs')], ['theirs'])
    }
    await one.keeper.captureChanged()
    const paths = (await snapshotAt(head())).entries.map(({ path }) => path)
    assert.deepEqual(paths, ['.config/desk/mine', '.config/desk/theirs'])
    assert.deepEqual([...one.keeper.notices], [])
  })

  test('a package beyond its size limit keeps the last good snapshot, and says so until it fits again', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.deskrc', 'good')
    await one.keeper.captureChanged()
    const good = head()
    one.write('.config/desk/huge', '')
    truncateSync(join(one.home, '.config/desk/huge'), 2 ** 40)
    await one.keeper.captureChanged()
    assert.deepEqual([...one.keeper.notices], ['settings-too-large'])
    assert.equal(head(), good)
    rmSync(join(one.home, '.config/desk/huge'))
    await one.keeper.captureChanged()
    assert.deepEqual([...one.keeper.notices], [])
  })

  test('an unreachable vault loses nothing: the next capture delivers', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.deskrc', 'changed while away')
    await server.stop()
    await one.keeper.captureChanged()
    assert.deepEqual([...one.keeper.notices], ['settings-not-saved'])
    await server.start()
    await one.keeper.captureChanged()
    assert.deepEqual([...one.keeper.notices], [])
    assert.equal((await snapshotAt(head())).entries.length, 1)
  })

  test('what a session could not deliver at its end is delivered by the next one on this host', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    await server.stop()
    one.write('.deskrc', 'last words')
    await one.keeper.captureChanged()
    assert.equal(await one.keeper.finish(), 'kept-here')
    await cleanHome(one.home)
    await server.start()
    const two = session('host-a')
    await two.keeper.restoreAll()
    assert.equal(read(two.home, '.deskrc'), 'last words')
    assert.equal((await snapshotAt(head())).entries.length, 1)
    assert.equal(await one.keeper.finish(), 'delivered', 'nothing is left to the old one')
  })

  test('a server that is updated after its hosts gets what they kept until then', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    server.isFormer = true
    one.write('.deskrc', 'kept')
    await one.keeper.captureChanged()
    assert.equal(await one.keeper.finish(), 'kept-here')
    assert.equal(head(), null)
    server.isFormer = false
    assert.equal(await one.keeper.finish(), 'delivered')
    const two = session('host-b')
    await two.keeper.restoreAll()
    assert.equal(read(two.home, '.deskrc'), 'kept')
  })

  test('a session may try to deliver again after its home is gone', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    await server.stop()
    one.write('.deskrc', 'last words')
    await one.keeper.captureChanged()
    assert.equal(await one.keeper.finish(), 'kept-here')
    await cleanHome(one.home)
    await server.start()
    assert.equal(await one.keeper.finish(), 'delivered')
    const two = session('host-b')
    await two.keeper.restoreAll()
    assert.equal(read(two.home, '.deskrc'), 'last words')
  })

  test('without the vault a session starts from the last state of this host, also one never delivered', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.deskrc', 'known')
    await one.keeper.captureChanged()
    await one.keeper.finish()
    await server.stop()
    const two = session('host-a')
    await two.keeper.restoreAll()
    assert.deepEqual([...two.keeper.notices], ['settings-not-restored'])
    assert.equal(read(two.home, '.deskrc'), 'known')
    two.write('.deskrc', 'changed offline')
    await two.keeper.captureChanged()
    assert.equal(await two.keeper.finish(), 'kept-here')
    const three = session('host-a')
    await three.keeper.restoreAll()
    assert.equal(read(three.home, '.deskrc'), 'changed offline')
    await server.start()
    await three.keeper.captureChanged()
    assert.equal(await three.keeper.finish(), 'delivered')
    const four = session('host-b')
    await four.keeper.restoreAll()
    assert.equal(read(four.home, '.deskrc'), 'changed offline')
  })

  test('defaults of a session that began without its settings never replace them', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.deskrc', 'chosen long ago')
    await one.keeper.captureChanged()
    await one.keeper.finish()
    await server.stop()
    const two = session('host-never-seen')
    await two.keeper.restoreAll()
    two.write('.deskrc', 'default')
    two.write('.config/desk/new', 'new')
    await two.keeper.captureChanged()
    await server.start()
    await two.keeper.captureChanged()
    await two.keeper.finish()
    const three = session('host-b')
    await three.keeper.restoreAll()
    assert.equal(read(three.home, '.deskrc'), 'chosen long ago')
    assert.equal(read(three.home, '.config/desk/new'), 'new')
    const history = await snapshotAt((await snapshotAt(head())).parent)
    assert.ok(
      history.entries.some((entry) => entry.type === 'file' && entry.chunks[0] === chunkId(Buffer.from('default'))),
    )
  })

  test('a full vault is told, and nothing is lost', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    const small = join(root, 'small')
    mkdirSync(small)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', small])
    try {
      server.useBackEnd(await DirectoryBackEnd.open(small))
      const text = Array.from({ length: 10_000 }, (_, at) => chunkId(Buffer.from(String(at)))).join('')
      one.write('.config/desk/large', text)
      await one.keeper.captureChanged()
      assert.deepEqual([...one.keeper.notices], ['settings-not-saved'])
      assert.equal(head(), null)
      server.useBackEnd(backEnd)
      await one.keeper.captureChanged()
      assert.deepEqual([...one.keeper.notices], [])
      const two = session('host-b')
      await two.keeper.restoreAll()
      assert.equal(read(two.home, '.config/desk/large'), text)
    } finally {
      execFileSync('umount', [small])
    }
  })

  test('what the disk did not take counts as captured by nobody, though the disk takes the word that it was', async () => {
    const one = session('host-full')
    await one.keeper.restoreAll()
    one.write('.deskrc', 'in the home alone\n'.repeat(1000))
    // There is room for what is said of the session, and none for what was captured.
    const packs = join(one.options.cacheDirectory, person, 'packs')
    mkdirSync(packs)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', packs])
    try {
      await server.stop()
      await one.keeper.captureChanged()
      assert.equal(await one.keeper.finish(), 'unsafe', 'the home is not to be emptied')
      assert.ok(one.keeper.notices.has('settings-not-saved'))
      assert.match(one.problems.join(), /ENOSPC/)
    } finally {
      execFileSync('umount', [packs])
    }
    await one.keeper.captureChanged()
    assert.equal(await one.keeper.finish(), 'kept-here')
    await server.start()
    rmSync(one.home, { recursive: true })
    assert.equal(await one.keeper.finish(), 'delivered')
    const later = session('host-b')
    await later.keeper.restoreAll()
    assert.equal(read(later.home, '.deskrc'), 'in the home alone\n'.repeat(1000))
  })

  test('whatever a package meets, nothing is being delivered any more when its capture ends', async () => {
    // As many as are sent before the last one is read.
    const ids = Array.from({ length: sentTogether }, (_, at) => `app-${at}`)
    const templates = [...ids, 'last'].map((id) =>
      SettingsTemplate.parse({
        ...template,
        id,
        include: [`.${id}/**`],
        scope: id === 'last' ? { apps: ['never-started'] } : 'logon',
      }),
    )
    const report = (id: string) => {
      if (id === 'last') throw new Error('a mistake')
    }
    const one = session('host-a', { templates, report })
    await one.keeper.restoreAll()
    for (const id of [...ids, 'last']) one.write(`.${id}/rc`, id)
    // Each takes many times as long as reading the last package.
    server.beforeHeadChange = async () => {
      for (let turn = 0; turn < 1000; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
    await one.keeper.captureChanged()
    assert.ok(one.keeper.notices.has('settings-not-saved'), 'the mistake is told')
    assert.deepEqual(
      ids.filter((id) => !server.heads.has(`${person}/${id}`)),
      [],
    )
  })

  test('a chunk that the vault lost leaves out its file and tells it; everything else goes on', async () => {
    await plant([fileEntry('.config/desk/good', 'good'), fileEntry('.config/desk/lost', 'lost')], ['good'])
    const one = session('host-a')
    await one.keeper.restoreAll()
    assert.deepEqual([...one.keeper.notices], ['settings-not-restored'])
    assert.equal(read(one.home, '.config/desk/good'), 'good')
    one.write('.deskrc', 'more')
    await one.keeper.captureChanged()
    const paths = (await snapshotAt(head())).entries.map(({ path }) => path)
    assert.deepEqual(paths, ['.config/desk/good', '.deskrc'])
  })

  test('a file that did not fit into the home is not counted as removed', async () => {
    const large = 'Zeile\n'.repeat(20_000)
    const bytes = Buffer.from(large)
    await plant(
      [{ ...fileEntry('.config/desk/large', large), chunks: [chunkId(bytes)] }, fileEntry('.deskrc', 'x')],
      [large, 'x'],
    )
    const one = session('host-a')
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=64k,mode=700,uid=${uid}`, 'tmpfs', one.home])
    try {
      await one.keeper.restoreAll()
      assert.deepEqual([...one.keeper.notices], ['settings-not-restored'])
      assert.deepEqual(readdirSync(join(one.home, '.config/desk')), [])
      one.write('.deskrc', 'changed')
      await one.keeper.captureChanged()
    } finally {
      execFileSync('umount', [one.home])
    }
    const two = session('host-b')
    await two.keeper.restoreAll()
    assert.equal(read(two.home, '.config/desk/large'), large)
    assert.equal(read(two.home, '.deskrc'), 'changed')
  })

  test('a head that the vault lost does not keep what comes later from being saved', async () => {
    server.heads.set(`${person}/desktop`, 'f'.repeat(64))
    const one = session('host-a')
    await one.keeper.restoreAll()
    assert.deepEqual([...one.keeper.notices], ['settings-not-restored'])
    one.write('.deskrc', 'chosen anew')
    await one.keeper.captureChanged()
    const two = session('host-b')
    await two.keeper.restoreAll()
    assert.equal(read(two.home, '.deskrc'), 'chosen anew')
  })

  test('a killed agent goes on where it was', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.config/desk/a', 'a')
    await one.keeper.captureChanged()
    const other = session('host-b')
    await other.keeper.restoreAll()
    other.write('.config/desk/b', 'b')
    await other.keeper.captureChanged()
    // Another process, the same session: it knows that `b` was never in this home, and that `a` was.
    const again = new SettingsKeeper(one.options)
    await again.resume()
    rmSync(join(one.home, '.config/desk/a'))
    one.write('.config/desk/c', 'c')
    await again.captureChanged()
    assert.equal(await again.finish(), 'delivered')
    const paths = (await snapshotAt(head())).entries.map(({ path }) => path)
    assert.deepEqual(paths, ['.config/desk/b', '.config/desk/c'])
  })

  test('a session that goes on without knowing where it stood says so, and replaces nothing', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.deskrc', 'chosen')
    await one.keeper.captureChanged()
    rmSync(join(one.options.cacheDirectory, person, 'sessions', `${one.options.session}.json`))
    const again = new SettingsKeeper(one.options)
    await again.resume()
    assert.deepEqual([...again.notices], ['settings-not-restored'])
    one.write('.deskrc', 'of a home that nobody knows')
    await again.captureChanged()
    const later = session('host-b')
    await later.keeper.restoreAll()
    assert.equal(read(later.home, '.deskrc'), 'chosen')
    assert.deepEqual([...later.keeper.notices], [])
  })

  test('what arrived just before a kill is no change of somebody else’s', async () => {
    const file = '.config/desk/a.ini'
    const [one, two] = [session('host-a'), session('host-b')]
    await one.keeper.restoreAll()
    one.write(file, '[a]\nsize=1\n')
    await one.keeper.captureChanged()
    await two.keeper.restoreAll()
    const state = join(one.options.cacheDirectory, person, 'sessions', `${one.options.session}.json`)
    let asKilled = ''
    server.beforeHeadChange = async () => {
      asKilled ||= readFileSync(state, 'utf8')
    }
    one.write(file, '[a]\nsize=2\n')
    await one.keeper.captureChanged()
    // The answer never came: this is what the next run of the agent finds.
    writeFileSync(state, asKilled)
    one.write(file, '[a]\nsize=3\n')
    utimesSync(join(one.home, file), 1_700_000_000, 1_700_000_000)
    two.write(file, '[a]\nsize=1\nhers=1\n')
    await two.keeper.captureChanged()
    const again = new SettingsKeeper({ ...one.options, report: (_, problem) => assert.fail(problem) })
    await again.resume()
    await again.captureChanged()
    const later = session('host-c')
    await later.keeper.restoreAll()
    assert.deepEqual(read(later.home, file).trim().split('\n').sort(), ['[a]', 'hers=1', 'size=3'])
  })

  test('captures never run twice at once', async () => {
    const one = session('host-a')
    await one.keeper.restoreAll()
    one.write('.deskrc', 'x')
    await Promise.all([one.keeper.captureChanged(), one.keeper.captureChanged(), one.keeper.captureChanged()])
    assert.equal(server.requests.filter((request) => request.endsWith('/captures')).length, 1)
  })

  describe('in the hands of a hostile person', () => {
    test('capture follows no link out of the home, neither of a file nor of a folder', async () => {
      const one = session('host-a')
      await one.keeper.restoreAll()
      const secret = join(root, 'secret')
      mkdirSync(secret, { recursive: true })
      writeFileSync(join(secret, 'shadow'), 'root only')
      one.write('.config/x', '')
      symlinkSync(secret, join(one.home, '.config/desk'))
      symlinkSync(join(secret, 'shadow'), join(one.home, '.deskrc'))
      await one.keeper.captureChanged()
      const { entries } = await snapshotAt(head())
      assert.deepEqual(entries, [{ type: 'link', path: '.deskrc', to: join(secret, 'shadow') }])
    })

    test('capture takes no hard link to a file of somebody else, no FIFO and no socket', async () => {
      const one = session('host-a')
      await one.keeper.restoreAll()
      one.write('.config/desk/own', 'own')
      writeFileSync(join(root, 'of-root'), 'root only')
      linkSync(join(root, 'of-root'), join(one.home, '.config/desk/hard'))
      execFileSync('mkfifo', [join(one.home, '.config/desk/fifo')])
      execFileSync('mknod', [join(one.home, '.config/desk/device'), 'c', '1', '5'])
      await one.keeper.captureChanged()
      assert.deepEqual(
        (await snapshotAt(head())).entries.map(({ path }) => path),
        ['.config/desk/own'],
      )
    })

    test('capture stays on the device of the home', async () => {
      const one = session('host-a')
      await one.keeper.restoreAll()
      one.write('.config/desk/own', 'own')
      one.write('.config/desk/mounted/x', 'below')
      const mounted = join(one.home, '.config/desk/mounted')
      execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', mounted])
      try {
        writeFileSync(join(mounted, 'file'), 'elsewhere')
        chownSync(mounted, uid, uid)
        chownSync(join(mounted, 'file'), uid, uid)
        await one.keeper.captureChanged()
        const paths = (await snapshotAt(head())).entries.map(({ path }) => path)
        assert.deepEqual(paths, ['.config/desk/own'])
      } finally {
        execFileSync('umount', [mounted])
      }
    })

    test('restore writes through no link that was planted, and over no file', async () => {
      await plant(
        [fileEntry('.config/desk/a', 'from the vault'), fileEntry('.deskrc', 'from the vault')],
        ['from the vault'],
      )
      const target = join(root, `target-${randomUUID()}`)
      mkdirSync(target)
      chownSync(target, uid, uid)
      writeFileSync(join(target, 'victim'), 'untouched')
      const one = session('host-a')
      mkdirSync(join(one.home, '.config'))
      chownSync(join(one.home, '.config'), uid, uid)
      symlinkSync(target, join(one.home, '.config/desk'))
      symlinkSync(join(target, 'victim'), join(one.home, '.deskrc'))
      await one.keeper.restoreAll()
      assert.deepEqual(readdirSync(target), ['victim'])
      assert.equal(readFileSync(join(target, 'victim'), 'utf8'), 'untouched')
    })

    test('restore enters no folder that belongs to somebody else', async () => {
      await plant([fileEntry('.config/desk/a', 'x')], ['x'])
      const one = session('host-a')
      mkdirSync(join(one.home, '.config/desk'), { recursive: true })
      await one.keeper.restoreAll()
      assert.deepEqual(readdirSync(join(one.home, '.config/desk')), [])
      assert.equal(lstatSync(join(one.home, '.config')).uid, 0)
    })

    test('a snapshot of a captured host places nothing outside its template or the home', async () => {
      const paths = [
        '../escape',
        '.config/desk/../../../escape',
        '/etc/escape',
        '.bashrc',
        '.config//desk/x',
        '.config/desk/.',
      ]
      await plant(
        [
          ...paths.map((path) => fileEntry(path, 'x')),
          { type: 'link', path: '.config/desk/out', to: root },
          fileEntry('.config/desk/out/through', 'x'),
          fileEntry('.config/desk/good', 'x'),
        ],
        ['x'],
      )
      const one = session('host-a')
      await one.keeper.restoreAll()
      assert.deepEqual(readdirSync(one.home), ['.config'])
      assert.deepEqual(readdirSync(join(one.home, '.config/desk')), ['good', 'out'])
      assert.equal(existsSync(join(root, 'through')), false)
      assert.equal(existsSync(join(root, 'escape')), false)
      assert.equal(one.problems.filter((problem) => problem.startsWith('refused')).length, 7)
    })

    test('a home that is a link, or somebody else’s, is not touched', async () => {
      await plant([fileEntry('.deskrc', 'x')], ['x'])
      const real = join(root, `real-${randomUUID()}`)
      mkdirSync(real)
      chownSync(real, uid, uid)
      const link = join(root, `link-${randomUUID()}`)
      symlinkSync(real, link)
      const linked = session('host-a', { home: link })
      await linked.keeper.restoreAll()
      await linked.keeper.captureChanged()
      assert.deepEqual(readdirSync(real), [])
      assert.deepEqual([...linked.keeper.notices].sort(), ['settings-not-restored', 'settings-not-saved'])
      const foreign = session('host-a')
      chownSync(foreign.home, uid + 1, uid + 1)
      await foreign.keeper.restoreAll()
      assert.deepEqual(readdirSync(foreign.home), [])
    })
  })
})
