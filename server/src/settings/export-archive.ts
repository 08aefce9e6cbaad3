import { pipeline, type Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { isInsideHome } from '@nahtlos/core/settings/glob'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { isVaultFailure } from '@nahtlos/vault/vault-error'
import { type Pack, pack } from 'tar-stream'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

/**
 * All of a person's settings as files, in a tar archive with gzip whose paths begin at the home: unpacking it there
 * gives an app what it had. A damaged file is left out rather than the rest. Throws `not-found` where she has none.
 */
export async function exportArchive(services: Services, person: string): Promise<Readable> {
  const { database, vault, log } = services
  const heads = await database
    .selectFrom('settings_package')
    .select(['template', 'head'])
    .where('person', '=', person)
    .orderBy('template')
    .execute()
  const store = await vault.existing(person)
  if (store === null || heads.length === 0) throw new ProblemError('not-found')
  const archive = pack()
  const packed = pipeline(archive, createGzip(), () => undefined)
  const write = async () => {
    const written = new Set<string>()
    for (const { head } of heads) {
      for (const entry of await entriesOf(store.chunks, head)) {
        if (!isInsideHome(entry.path) || written.has(entry.path)) continue
        written.add(entry.path)
        await writeEntry(archive, store.chunks, entry)
      }
    }
    archive.finalize()
  }
  write().catch((error: unknown) => {
    log.error(error, 'an export broke off')
    packed.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  return packed
}

async function entriesOf(chunks: ChunkStore, head: string): Promise<readonly SnapshotEntry[]> {
  return (await unlessLost(chunks.get(head).then(readSnapshot)))?.entries ?? []
}

async function writeEntry(archive: Pack, chunks: ChunkStore, entry: SnapshotEntry): Promise<void> {
  if (entry.type === 'link') {
    return add(archive, { name: entry.path, type: 'symlink', linkname: entry.to }, null)
  }
  const parts = await unlessLost(Promise.all(entry.chunks.map((id) => chunks.get(id))))
  if (parts === null) return
  const { path: name, mode, size, modified } = entry
  await add(archive, { name, mode, size, mtime: new Date(modified), type: 'file' }, Buffer.concat(parts))
}

function add(archive: Pack, header: Parameters<Pack['entry']>[0], bytes: Buffer | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(error) : resolve())
    if (bytes === null) archive.entry(header, done)
    else archive.entry(header, bytes, done)
  })
}

async function unlessLost<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (isVaultFailure(error, 'not-found') || isVaultFailure(error, 'corrupt')) return null
    throw error
  }
}
