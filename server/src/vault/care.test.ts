import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import type { VaultFindings, VaultInspection, VaultWork } from '@nahtlos/contract/api/vault'
import { unknownPersonsPath } from '@nahtlos/contract/host/vault'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import { MasterKeys } from '@nahtlos/vault/master-keys'
import { isVaultFailure } from '@nahtlos/vault/vault-error'
import { askAs, readAnswer } from '../testing/gateway-browser.ts'
import { signedIn } from '../testing/machine-server.ts'
import { type VaultHost, vaultHost } from '../testing/vault-host.ts'
import { collectPerson, youth } from './collect-person.ts'

const file = '.config/editor/editor.ini'
const template = 'editor-settings'

describe('the care of the vault', () => {
  const opened = new AsyncDisposableStack()
  let vault: VaultHost
  let shared: VaultHost | undefined
  beforeEach(async () => {
    // One server for all: each test has a person of its own settings, erased before.
    shared ??= opened.use(await vaultHost())
    vault = shared
    await vault.administrator.ask('DELETE', `/api/administration/people/${vault.person}/settings`)
  })
  after(() => opened.disposeAsync())

  const services = () => vault.server.services

  async function inspect(work: VaultWork): Promise<VaultFindings> {
    const path = '/api/administration/vault/inspections'
    const begun = await vault.administrator.ask('POST', path, { work })
    assert.equal(begun.status, 202)
    for (;;) {
      const { body }: { body: VaultInspection } = await vault.administrator.ask('GET', `${path}/${begun.body.id}`)
      if (body.state === 'running') continue
      assert.equal(body.state, 'finished')
      return body.findings
    }
  }

  async function blobs(): Promise<string[]> {
    const files = await readdir(join(vault.directory, 'blobs', 'sealed', vault.person), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => [])
    return files.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name))
  }
  const blobOf = async (id: string) => {
    const own = await services().vault.of(vault.person)
    const name = own.sealed.sealedName(own.chunks.key(id)).split('/').at(-1) ?? ''
    return join(vault.directory, 'blobs', 'sealed', vault.person, name.slice(0, 2), name)
  }
  /** As if everything had been stored long ago. */
  async function age(): Promise<void> {
    const then = new Date(Date.now() - 2 * youth)
    for (const path of await blobs()) await utimes(path, then, then)
  }
  const chunkOf = async (snapshot: string) => {
    const { bytes } = await vault.ask(vault.host, 'GET', `chunks/${snapshot}`)
    const [entry] = readSnapshot(bytes).entries
    assert.ok(entry?.type === 'file' && entry.chunks[0] !== undefined)
    return entry.chunks[0]
  }

  it('finds nothing wrong where nothing is', async () => {
    await vault.capture({ [file]: 'a=1\n' })
    await vault.capture({ [file]: 'a=2\n' })
    const found = await inspect('check')
    assert.deepEqual([found.versions, found.chunks, found.damagedChunks, found.brokenVersions], [2, 4, 0, 0])
    assert.ok(found.bytes > 0)
  })

  it('finds every damaged and every missing chunk, and changes nothing by looking', async () => {
    const first = await vault.capture({ [file]: 'a=1\n' })
    const second = await vault.capture({ [file]: 'a=2\n' })
    await writeFile(await blobOf(await chunkOf(first)), 'damaged')
    await rm(await blobOf(await chunkOf(second)))
    for (const _ of [1, 2]) {
      const found = await inspect('check')
      assert.deepEqual(
        [found.damagedChunks, found.missingChunks, found.brokenVersions, found.brokenPackages, found.repairedPackages],
        [1, 1, 2, 1, 0],
      )
    }
    assert.equal(await vault.head(), second)
  })

  it('repairs a package from the newest version that has the lost file, and says what is lost', async () => {
    await vault.capture({ [file]: 'a=1\n', '.config/editor/kept': 'k' })
    const last = await vault.capture({ [file]: 'a=2\n', '.config/editor/kept': 'k', '.config/editor/new': 'n' })
    const { bytes } = await vault.ask(vault.host, 'GET', `chunks/${last}`)
    const lost = readSnapshot(bytes).entries.filter(({ path }) => path !== '.config/editor/kept')
    for (const entry of lost) if (entry.type === 'file') await rm(await blobOf(entry.chunks[0] ?? ''))
    const found = await inspect('repair')
    assert.deepEqual([found.missingChunks, found.brokenPackages, found.repairedPackages], [2, 1, 1])
    const present = readSnapshot((await vault.ask(vault.host, 'GET', `chunks/${await vault.head()}`)).bytes)
    assert.deepEqual(
      present.entries.map(({ path }) => path),
      [file, '.config/editor/kept'].sort(),
    )
    const { timeline } = (await vault.browser.ask('GET', `/api/settings/packages/${template}`)).body
    assert.deepEqual(
      timeline.map(({ kind, whole }: { kind: string; whole: boolean }) => [kind, whole]),
      [
        ['repaired', true],
        ['captured', false],
        ['captured', true],
      ],
    )
    const broken = await vault.browser.ask('POST', `/api/settings/packages/${template}/restoration`, {
      version: timeline[1].number,
    })
    assert.deepEqual([broken.status, broken.body.code], [422, 'settings-damaged'])
    const again = await inspect('repair')
    assert.deepEqual([again.brokenPackages, again.repairedPackages], [0, 0])
  })

  it('repairs what a damaged snapshot hides, and a damaged chunk is taken again from a host', async () => {
    const first = await vault.capture({ [file]: 'a=1\n' })
    const second = await vault.capture({ [file]: 'a=2\n' })
    await writeFile(await blobOf(second), randomBytes(300))
    const found = await inspect('repair')
    assert.deepEqual([found.damagedChunks, found.repairedPackages, found.deletedChunks], [1, 1, 1])
    const present = readSnapshot((await vault.ask(vault.host, 'GET', `chunks/${await vault.head()}`)).bytes)
    assert.equal(present.entries[0]?.type === 'file' && present.entries[0].chunks[0], await chunkOf(first))
    assert.deepEqual((await vault.ask(vault.host, 'POST', 'missing', [second])).body, [second])
  })

  it('collects what no version names, and nothing else', async () => {
    await vault.capture({ [file]: 'a=1\n' })
    await vault.put(randomBytes(2000))
    const before = await blobs()
    assert.equal((await inspect('collect')).deletedChunks, 0, 'it may belong to a capture under way')
    await age()
    const found = await inspect('collect')
    assert.deepEqual([found.unusedChunks, found.deletedChunks, found.forgottenVersions], [1, 1, 0])
    assert.equal((await blobs()).length, before.length - 1)
    assert.equal((await inspect('check')).brokenVersions, 0)
  })

  it('enforces the versions kept once no session may merge from them', async () => {
    for (let at = 0; at < 12; at++) await vault.capture({ [file]: `a=${at}\n` })
    await age()
    assert.equal((await inspect('collect')).forgottenVersions, 0, 'the session that began before may need them')
    await services()
      .database.updateTable('session')
      .set({ started_at: new Date(Date.now() + 60_000) })
      .execute()
    const found = await inspect('collect')
    assert.equal(found.forgottenVersions, 7)
    assert.ok(found.deletedChunks >= 13)
    const { timeline } = (await vault.browser.ask('GET', `/api/settings/packages/${template}`)).body
    assert.equal(timeline.length, 5)
    assert.equal((await inspect('check')).brokenVersions, 0)
    await services()
      .database.updateTable('session')
      .set({ started_at: new Date(0) })
      .execute()
  })

  it('may collect while captures run: every one that was answered is whole', async () => {
    let going = true
    const collecting = (async () => {
      while (going) {
        await age()
        await collectPerson(services(), vault.person)
      }
    })()
    const done: string[] = []
    let refused = 0
    for (let at = 0; at < 40; at++) {
      try {
        // Content that comes again after it was collected is the hard case.
        done.push(await vault.capture({ [file]: `a=${at % 3}\n`, '.config/editor/n': String(at) }))
      } catch {
        // What was just collected is refused by the head change, and sent anew by a host.
        refused += 1
      }
    }
    going = false
    await collecting
    assert.ok(done.length > 0, `${refused} refused`)
    const found = await inspect('check')
    assert.deepEqual([found.missingChunks, found.damagedChunks, found.brokenVersions], [0, 0, 0])
  })

  it('never collects where a version cannot be read', async () => {
    const first = await vault.capture({ [file]: 'a=1\n' })
    await vault.capture({ [file]: 'a=2\n' })
    const kept = await readFile(await blobOf(first))
    await rm(await blobOf(first))
    await age()
    const before = await blobs()
    assert.equal((await inspect('collect')).deletedChunks, 0)
    assert.deepEqual(await blobs(), before)
    await writeFile(await blobOf(first), kept)
    assert.equal((await inspect('check')).brokenVersions, 0)
  })

  it('erases a person: nothing of hers can be read afterwards, with every copy of her blobs and all present keys', async () => {
    await vault.capture({ [file]: 'Geheimnis=1\n' })
    const own = await services().vault.of(vault.person)
    const chunk = await chunkOf((await vault.head()) ?? '')
    const copies = new Map<string, Buffer>()
    for (const path of await blobs()) copies.set(path, await readFile(path))
    const row = await services()
      .database.selectFrom('vault_key')
      .selectAll()
      .where('person', '=', vault.person)
      .executeTakeFirstOrThrow()
    const { status, body } = await vault.administrator.ask(
      'DELETE',
      `/api/administration/people/${vault.person}/settings`,
    )
    assert.deepEqual([status, body], [200, { packages: 1, versions: 1, blobs: 2 }])
    assert.deepEqual(await blobs(), [])
    assert.equal(await services().vault.existing(vault.person), null)
    // A host that asks hears it, once nothing of hers runs any more; of her whose key is there it hears nothing.
    const stranger = (await signedIn(vault.server)).id
    const ask = async (asked: string[]) => {
      const answer = await askAs(vault.host, vault.server.addresses.internalAddress, unknownPersonsPath, {
        method: 'POST',
        body: JSON.stringify(asked),
        headers: { 'content-type': 'application/json' },
      })
      return (await readAnswer(answer)).body
    }
    assert.deepEqual(await ask([vault.person, stranger]), [stranger], 'her session still runs')
    const setState = (state: 'ended' | 'ready') =>
      services().database.updateTable('session').set({ state }).where('person', '=', vault.person).execute()
    await setState('ended')
    assert.deepEqual(await ask([vault.person]), [vault.person])
    await setState('ready')
    // Somebody puts a copy of her blobs back: they are unreadable, and the next collection removes them.
    await vault.capture({ [file]: 'after=1\n' })
    for (const [path, bytes] of copies) await writeFile(path, bytes, { flush: true }).catch(() => undefined)
    const now = await services().vault.of(vault.person)
    await assert.rejects(now.chunks.get(chunk), (error) => isVaultFailure(error, 'not-found'))
    // Somebody has a copy of the database too: after a rotation its key opens nothing.
    const later = MasterKeys.parse(MasterKeys.generate())
    assert.throws(() => later.unwrap(vault.person, { masterKey: row.master_key, wrapped: row.wrapped }))
    assert.notDeepEqual(own.sealed.sealedName('a/b'), now.sealed.sealedName('a/b'))
  })

  it('wraps all data keys anew when the master key changes, and then does without the old one', async () => {
    await vault.capture({ [file]: 'a=1\n' })
    const path = join(services().server.state, 'vault-master.key')
    const old = await readFile(path, 'utf8')
    const next = MasterKeys.generate()
    await writeFile(path, `${next}\n${old}`)
    const rotated = await vault.administrator.ask('POST', '/api/administration/vault/rotation')
    assert.deepEqual(rotated.body, { masterKey: MasterKeys.parse(next).currentId, wrapped: 1, left: 0 })
    await writeFile(path, `${next}\n`)
    services().vault.forget(vault.person)
    assert.equal((await inspect('check')).brokenVersions, 0)
    const twice = await vault.administrator.ask('POST', '/api/administration/vault/rotation')
    assert.equal(twice.body.wrapped, 0)
    // With another master key alone nothing can be opened, and that is told.
    await writeFile(path, `${MasterKeys.generate()}\n`)
    services().vault.forget(vault.person)
    assert.equal((await inspect('check')).unreadablePeople, 1)
    assert.equal((await vault.administrator.ask('POST', '/api/administration/vault/rotation')).body.left, 1)
    assert.equal((await vault.ask(vault.host, 'GET', `chunks/${'0'.repeat(64)}`)).status, 422)
    // One key that is damaged keeps no other from being wrapped anew.
    const other = (await signedIn(vault.server)).id
    await writeFile(path, `${next}\n`)
    await services().vault.of(other)
    await services()
      .database.updateTable('vault_key')
      .set({ wrapped: Buffer.alloc(60) })
      .where('person', '=', other)
      .execute()
    await writeFile(path, `${MasterKeys.generate()}\n${next}\n`)
    const third = await vault.administrator.ask('POST', '/api/administration/vault/rotation')
    assert.deepEqual([third.body.wrapped, third.body.left], [1, 1])
    await services().database.deleteFrom('vault_key').where('person', '=', other).execute()
    services().vault.forget(vault.person)
  })

  it('seals at its start what lay there plain before', async () => {
    const { vault: store, database, log } = services()
    const { adoptPlainChunks } = await import('./adopt-plain-chunks.ts')
    const { ChunkStore } = await import('@nahtlos/vault/chunk-store')
    const { chunkId } = await import('@nahtlos/vault/chunk-id')
    const bytes = Buffer.from('from before')
    const plain = new ChunkStore(store.backEnd, vault.person)
    await plain.put(chunkId(bytes), bytes)
    await adoptPlainChunks(store, database, log)
    assert.equal(await plain.has(chunkId(bytes)), false)
    assert.deepEqual(await (await store.of(vault.person)).chunks.get(chunkId(bytes)), bytes)
  })

  it('is the administrators’ alone, and one inspection runs at a time', async () => {
    const user = vault.browserOf((await signedIn(vault.server)).token)
    assert.equal((await user.ask('POST', '/api/administration/vault/inspections', { work: 'check' })).status, 403)
    assert.equal((await vault.browser.ask('DELETE', `/api/administration/people/${vault.person}/settings`)).status, 403)
    const path = '/api/administration/vault/inspections'
    assert.equal((await vault.administrator.ask('POST', path, { work: 'destroy' })).status, 400)
    const unknown = '00000000-0000-4000-8000-000000000000'
    assert.equal((await vault.administrator.ask('GET', `${path}/${unknown}`)).status, 404)
    assert.equal(
      (await vault.administrator.ask('DELETE', `/api/administration/people/${unknown}/settings`)).status,
      404,
    )
  })
})
