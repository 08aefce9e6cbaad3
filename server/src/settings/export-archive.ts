import { once } from 'node:events'
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
  const gone = new AbortController()
  // When nobody takes it any more, what waits to be written is not waited for.
  const packed = pipeline(archive, createGzip(), () => gone.abort(new Error('nobody takes the archive any more')))
  const write = async () => {
    const written = new Set<string>()
    for (const { head } of heads) {
      for (const entry of await entriesOf(store.chunks, head)) {
        if (!isInsideHome(entry.path) || written.has(entry.path)) continue
        written.add(entry.path)
        await writeEntry(archive, store.chunks, entry, gone.signal)
      }
    }
    archive.finalize()
  }
  write().catch((error: unknown) => {
    if (!gone.signal.aborted) log.error(error, 'an export broke off')
    packed.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  return packed
}

async function entriesOf(chunks: ChunkStore, head: string): Promise<readonly SnapshotEntry[]> {
  return (await unlessLost(chunks.get(head).then(readSnapshot)))?.entries ?? []
}

/** A file is taken chunk by chunk, when it is known that all of it is there: no more of it is ever held. */
async function writeEntry(archive: Pack, chunks: ChunkStore, entry: SnapshotEntry, gone: AbortSignal): Promise<void> {
  gone.throwIfAborted()
  const { promise: left, reject } = Promise.withResolvers<never>()
  const leave = () => reject(gone.reason)
  gone.addEventListener('abort', leave)
  try {
    await Promise.race([left, entry.type === 'link' ? writeLink(archive, entry) : writeFile(archive, chunks, entry)])
  } finally {
    gone.removeEventListener('abort', leave)
  }
}

function writeLink(archive: Pack, { path: name, to: linkname }: SnapshotEntry & { type: 'link' }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  archive.entry({ name, type: 'symlink', linkname }, (error) => (error ? reject(error) : resolve()))
  return promise
}

async function writeFile(archive: Pack, chunks: ChunkStore, entry: SnapshotEntry & { type: 'file' }): Promise<void> {
  for (const id of entry.chunks) if ((await unlessLost(chunks.get(id))) === null) return
  const { path: name, mode, size, modified } = entry
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const sink = archive.entry({ name, mode, size, mtime: new Date(modified), type: 'file' }, (error) =>
    error ? reject(error) : resolve(),
  )
  // It fails whenever nobody takes the archive any more, also while a chunk is being read.
  sink.on('error', reject)
  promise.catch(() => undefined)
  for (const id of entry.chunks) if (!sink.write(await chunks.get(id))) await once(sink, 'drain')
  sink.end(undefined)
  await promise
}

async function unlessLost<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (isVaultFailure(error, 'not-found') || isVaultFailure(error, 'corrupt')) return null
    throw error
  }
}
