import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import {
  captureMark,
  chunkMaximum,
  type MergeConflict,
  packedChunksType,
  vaultPrefix,
} from '@nahtlos/contract/host/vault'
import { canonicalSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { type ChunkFrame, decodeFrames, encodeFrame } from '@nahtlos/vault/chunk-frames'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { fromStoredForm, toStoredForm } from '@nahtlos/vault/stored-form'
import { askAs, readAnswer } from '../testing/gateway-browser.ts'
import { temporaryDirectory } from '../testing/temporary-state.ts'
import { type VaultHost, vaultHost } from '../testing/vault-host.ts'

async function* once(bytes: Buffer) {
  yield bytes
}
async function framesIn(bytes: Buffer): Promise<ChunkFrame[]> {
  const frames: ChunkFrame[] = []
  for await (const frame of decodeFrames(once(bytes))) frames.push(frame)
  return frames
}

describe('streams of chunks', () => {
  const opened = new AsyncDisposableStack()
  let vault: VaultHost
  before(async () => {
    vault = opened.use(await vaultHost())
  })
  after(() => opened.disposeAsync())

  const send = (...frames: Buffer[]) => vault.ask(vault.host, 'POST', 'chunks', Buffer.concat(frames))
  const frame = (bytes: Buffer) => encodeFrame(chunkId(bytes), bytes)

  /** Overwrites every blob that is stored with `bytes`. */
  async function spoil(bytes: Buffer): Promise<void> {
    for (const file of await readdir(vault.directory, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) await writeFile(join(file.parentPath, file.name), bytes)
    }
  }

  it('carry many chunks up and down, in the order asked, and say which are not there', async () => {
    const chunks = Array.from({ length: 60 }, (_, at) => randomBytes(at * 700))
    assert.equal((await send(...chunks.map(frame))).status, 204)
    const ids = chunks.map(chunkId)
    assert.deepEqual((await vault.ask(vault.host, 'POST', 'missing', ids)).body, [])
    const absent = chunkId(Buffer.from('never'))
    const { status, bytes } = await vault.ask(vault.host, 'POST', 'wanted', [...ids.toReversed(), absent, ids[3]])
    assert.equal(status, 200)
    const wanted = [
      ...chunks.toReversed().map((one) => ({ id: chunkId(one), bytes: one })),
      { id: absent, bytes: null },
    ]
    assert.deepEqual(await framesIn(bytes), [...wanted, { id: ids[3], bytes: chunks[3] }])
  })

  it('carry chunks down as they are stored, for who unpacks them herself', async () => {
    const plain = Buffer.from('[view]\nzoom=1\n'.repeat(100))
    await send(frame(plain))
    const address = vault.server.addresses.internalAddress
    const answer = await askAs(vault.host, address, `${vaultPrefix}/${vault.person}/wanted`, {
      method: 'POST',
      body: JSON.stringify([chunkId(plain)]),
      headers: { 'content-type': 'application/json', accept: packedChunksType },
    })
    const { status, bytes } = await readAnswer(answer)
    assert.equal(status, 200)
    const [packed] = await framesIn(bytes)
    assert.ok(packed?.bytes && packed.bytes.length < plain.length / 4)
    assert.deepEqual(await fromStoredForm(packed.bytes, chunkMaximum), plain)
  })

  /** What a host sends, each chunk in the form of the store. */
  async function sendPacked(path: string, ...frames: Buffer[]) {
    const address = vault.server.addresses.internalAddress
    const answer = await askAs(vault.host, address, `${vaultPrefix}/${vault.person}/${path}`, {
      method: 'POST',
      body: Buffer.concat(frames),
      headers: { 'content-type': packedChunksType },
    })
    return readAnswer(answer)
  }
  const packedFrame = async (bytes: Buffer, id = chunkId(bytes)) => encodeFrame(id, await toStoredForm(bytes))

  it('carry chunks up as they are stored, and a head with them', async () => {
    const file = Buffer.from('[view]\nzoom=2\n'.repeat(9000))
    const entry = { type: 'file' as const, path: '.packed', mode: 0o600, size: file.length, modified: 1 }
    const made = canonicalSnapshot({
      version: 1,
      template: 'packed',
      parent: null,
      host: 'host-a',
      takenAt: '2026-03-02T08:00:00.000Z',
      entries: [{ ...entry, chunks: [chunkId(file)] }],
    })
    const change = { template: 'packed', expected: null, next: made.id }
    const mark = encodeFrame(captureMark, Buffer.from(JSON.stringify([change])))
    const { status, body } = await sendPacked('captures', await packedFrame(file), await packedFrame(made.bytes), mark)
    assert.deepEqual([status, body], [200, [{ outcome: 'moved', head: made.id }]])
    const { bytes } = await vault.ask(vault.host, 'POST', 'wanted', [chunkId(file), made.id])
    assert.deepEqual(
      (await framesIn(bytes)).map((one) => one.bytes),
      [file, made.bytes],
    )
  })

  it('are refused where a packed chunk is another one, none at all, torn, or a bomb', async () => {
    const good = Buffer.from('a good one '.repeat(50))
    const torn = (await toStoredForm(good)).subarray(0, -9)
    const bomb = Buffer.alloc(chunkMaximum + 1)
    for (const bad of [
      await packedFrame(good, chunkId(Buffer.from('another'))),
      frame(Buffer.from('plain, in a stream of packed ones')),
      encodeFrame(chunkId(good), torn),
      encodeFrame(chunkId(good), Buffer.of()),
      await packedFrame(bomb),
      await packedFrame(Buffer.alloc(64 * 1024 * 1024)),
    ]) {
      const { status, body } = await sendPacked('chunks', bad)
      assert.deepEqual([status, body.code], [422, 'settings-damaged'])
    }
    const asked = [chunkId(Buffer.from('another')), chunkId(good), chunkId(bomb)]
    assert.deepEqual((await vault.ask(vault.host, 'POST', 'missing', asked)).body, asked)
  })

  it('are refused where a chunk is not what its name says, is a giant, or the stream breaks off', async () => {
    const good = frame(Buffer.from('good'))
    const wrong = encodeFrame(chunkId(Buffer.from('a')), Buffer.from('b'))
    const giant = Buffer.from(good)
    giant.writeUInt32BE(0x7fff_ffff, 32)
    for (const bad of [wrong, giant, good.subarray(0, -1), Buffer.from('short'), encodeFrame(chunkId(good), null)]) {
      const { status, body } = await send(good, bad)
      assert.equal(status, 422)
      assert.equal(body.code, 'settings-damaged')
    }
    assert.deepEqual((await vault.ask(vault.host, 'POST', 'missing', [chunkId(Buffer.from('a'))])).body.length, 1)
    assert.equal((await vault.ask(vault.host, 'POST', 'chunks', ['no', 'stream'])).status, 400)
    assert.equal((await vault.ask(vault.host, 'POST', 'wanted', ['../..'])).status, 400)
  })

  it('are closed to a host that has nothing to do with the person', async () => {
    const bytes = Buffer.from('mine')
    assert.equal((await send(frame(bytes))).status, 204)
    assert.equal((await vault.ask(vault.foreign, 'POST', 'chunks', frame(bytes))).status, 404)
    assert.equal((await vault.ask(vault.foreign, 'POST', 'wanted', [chunkId(bytes)])).status, 404)
  })

  it('leave nothing readable on the disk', async () => {
    const plain = Buffer.from('Gehaltsmitteilung '.repeat(20))
    await send(frame(plain))
    const found = spawnSync('grep', ['-rla', 'Gehaltsmitteilung', vault.directory], { encoding: 'utf8' })
    assert.deepEqual([found.status, found.stdout], [1, ''])
  })

  it('answer 422 for a chunk that the medium damaged, and it heals by being sent again', async () => {
    const bytes = randomBytes(3000)
    await send(frame(bytes))
    await spoil(Buffer.from('not what was stored'))
    const { status, body } = await vault.ask(vault.host, 'GET', `chunks/${chunkId(bytes)}`)
    assert.deepEqual([status, body.code], [422, 'settings-damaged'])
    const told = await vault.ask(vault.host, 'POST', 'wanted', [chunkId(bytes)])
    assert.deepEqual(await framesIn(told.bytes), [{ id: chunkId(bytes), bytes: null }])
    assert.equal((await send(frame(bytes))).status, 204)
    assert.deepEqual((await vault.ask(vault.host, 'GET', `chunks/${chunkId(bytes)}`)).bytes, bytes)
  })

  it('bring chunks and the heads of several packages at once, each taken or refused alone', async () => {
    const made = (template: string, text: string, parent: string | null) => {
      const chunks = [chunkId(Buffer.from(text))]
      const entries = [{ type: 'file' as const, path: '.rc', mode: 0o600, size: text.length, modified: 1, chunks }]
      return canonicalSnapshot({
        version: 1,
        template,
        parent,
        host: 'host-a',
        takenAt: '2026-03-02T08:00:00.000Z',
        entries,
      })
    }
    const first = await vault.capture({ '.rc': 'before' }, 'twice')
    const [alone, twice, late] = [made('alone', 'new', null), made('twice', 'new', first), made('twice', 'late', null)]
    const hollow = made('hollow', 'of which the vault has no chunk', null)
    const changes = [
      { template: 'twice', expected: first, next: twice.id },
      { template: 'hollow', expected: null, next: hollow.id },
      { template: 'alone', expected: null, next: alone.id },
      { template: 'twice', expected: null, next: late.id },
    ]
    const chunks = [Buffer.from('new'), Buffer.from('late'), ...[alone, twice, late, hollow].map(({ bytes }) => bytes)]
    const mark = (value: unknown) => encodeFrame(captureMark, Buffer.from(JSON.stringify(value)))
    const stream = Buffer.concat([...chunks.map(frame), mark(changes)])
    const answers = [
      { outcome: 'moved', head: twice.id },
      { outcome: 'refused', head: null },
      { outcome: 'moved', head: alone.id },
      { outcome: 'overtaken', head: twice.id },
    ]
    const { status, body } = await vault.ask(vault.host, 'POST', 'captures', stream)
    assert.deepEqual([status, body], [200, answers])
    assert.deepEqual((await vault.ask(vault.host, 'POST', 'captures', stream)).body, answers, 'and once more the same')
    assert.deepEqual(await Promise.all(['alone', 'twice', 'hollow'].map((id) => vault.head(id))), [
      alone.id,
      twice.id,
      null,
    ])

    const asked = async (...parts: Buffer[]) =>
      (await vault.ask(vault.host, 'POST', 'captures', Buffer.concat(parts))).status
    assert.equal(await asked(frame(Buffer.from('new'))), 422, 'no change is named')
    assert.equal(await asked(encodeFrame(chunkId(Buffer.from('a')), Buffer.from('b')), mark(changes)), 422)
    assert.equal(await asked(encodeFrame(captureMark, Buffer.from('{'))), 400)
    assert.equal(await asked(mark([{ template: '../..', expected: null, next: twice.id }])), 400)
    assert.equal(await asked(mark(Array.from({ length: 201 }, () => changes[0]))), 400)
    assert.equal((await vault.ask(vault.host, 'POST', 'captures', changes)).status, 400)
    assert.equal((await vault.ask(vault.foreign, 'POST', 'captures', stream)).status, 404)
  })

  it('bring a merge to the history with what it set aside', async () => {
    const template = 'merged'
    const first = await vault.capture({ '.config/editor/a': '1' }, template)
    const made = (text: string, parent: string) => {
      const chunks = [chunkId(Buffer.from(text))]
      const entries = [{ type: 'file' as const, path: '.config/editor/a', mode: 0o600, size: 1, modified: 1, chunks }]
      const takenAt = '2026-03-02T08:00:00.000Z'
      return canonicalSnapshot({ version: 1, template, parent, host: 'host-a', takenAt, entries })
    }
    const aside = made('2', first)
    const next = made('3', aside.id)
    for (const bytes of [Buffer.from('2'), Buffer.from('3'), aside.bytes, next.bytes]) await vault.put(bytes)
    const conflicts: MergeConflict[] = [{ path: '.config/editor/a', key: null }]
    const change = { expected: first, next: next.id, conflicts }
    assert.equal((await vault.ask(vault.host, 'POST', `packages/${template}`, change)).status, 200)
    const rows = await vault.server.services.database
      .selectFrom('settings_snapshot')
      .select(['snapshot', 'kind', 'conflicts'])
      .where('template', '=', template)
      .orderBy('number')
      .execute()
    assert.deepEqual(rows, [
      { snapshot: first, kind: 'captured', conflicts: [] },
      { snapshot: aside.id, kind: 'set-aside', conflicts: [] },
      { snapshot: next.id, kind: 'merged', conflicts },
    ])
    const many = Array.from({ length: 51 }, () => conflicts[0])
    const refused = { expected: next.id, next: next.id, conflicts: many }
    assert.equal((await vault.ask(vault.host, 'POST', `packages/${template}`, refused)).status, 400)
  })
})

it('a full store is told as such, keeps the last good version, and takes the next one when there is room', async (context) => {
  if (process.getuid?.() !== 0) return context.skip('needs root to mount a small file system')
  await using opened = new AsyncDisposableStack()
  const directory = join(opened.use(await temporaryDirectory()).path, 'small')
  await mkdir(directory)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=0700', 'tmpfs', directory])
  opened.defer(() => void execFileSync('umount', [directory]))
  const masterKey = { file: null, environment: null }
  const vault = opened.use(await vaultHost({ vault: { directory, s3: null, masterKey } }))
  const good = await vault.capture({ '.config/editor/a': 'good' })
  const large = Array.from({ length: 4 }, () => randomBytes(700_000))
  const answers = []
  for (const bytes of large) answers.push(await vault.ask(vault.host, 'PUT', `chunks/${chunkId(bytes)}`, bytes))
  const stream = Buffer.concat(large.map((bytes) => encodeFrame(chunkId(bytes), bytes)))
  answers.push(await vault.ask(vault.host, 'POST', 'chunks', stream))
  const refused = answers.filter(({ status }) => status === 507)
  assert.ok(refused.length >= 2 && refused.every(({ body }) => body.code === 'vault-full'))
  assert.equal(await vault.head(), good)
  execFileSync('mount', ['-o', 'remount,size=8m', directory])
  assert.equal((await vault.ask(vault.host, 'POST', 'chunks', stream)).status, 204)
})
