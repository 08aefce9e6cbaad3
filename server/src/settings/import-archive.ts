import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { isInsideHome } from '@nahtlos/core/settings/glob'
import { type Selection, selectionOf } from '@nahtlos/core/settings/selection'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { VaultError } from '@nahtlos/vault/vault-error'
import { extract, type Header } from 'tar-stream'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { changePackages, type Deed, putBytes, told } from './change-package.ts'

/** What one archive may hold: more than any settings, less than a disk. */
const fileMost = 20_000
const bytesMost = 512 * 1024 * 1024

interface Part {
  readonly template: SettingsTemplate
  readonly selection: Selection
  readonly entries: Map<string, SnapshotEntry>
  size: number
}

export interface Imported {
  readonly packages: { readonly template: SettingsTemplate; readonly files: number }[]
  readonly leftOut: number
}

/**
 * Makes a new version of each package that the archive has files of. Nothing is changed unless the whole archive can be
 * read and every package keeps its size limit; what belongs to no template of the configuration is left out.
 *
 * Everybody imports one archive at a time, and a server few.
 *
 * @throws ProblemError `archive-unreadable`, `input-too-large`, `too-many-requests`
 */
export async function importArchive(services: Services, deed: Deed, archive: Readable): Promise<Imported> {
  if (importing.has(deed.person) || importing.size >= importsAtOnce) {
    archive.resume()
    throw new ProblemError('too-many-requests')
  }
  importing.add(deed.person)
  try {
    return await importOne(services, deed, archive)
  } finally {
    importing.delete(deed.person)
  }
}

/** Whose archives are being read: what they bring stays in the store for an hour even where it is refused. */
const importing = new Set<string>()
const importsAtOnce = 4

async function importOne(services: Services, deed: Deed, archive: Readable): Promise<Imported> {
  const templates = [...(services.published.current()?.configuration.settings.values() ?? [])]
  const parts: Part[] = templates.map((template) => {
    return { template, selection: selectionOf(template), entries: new Map(), size: 0 }
  })
  return told(async () => {
    const { chunks } = await services.vault.of(deed.person)
    const leftOut = await readArchive(archive, chunks, parts)
    const found = parts.filter(({ entries }) => entries.size > 0)
    const changes = found.map(({ template, entries }) => ({
      template: template.id,
      entries: [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    }))
    await changePackages(services, deed, changes, { kind: 'imported' }, 'settings.imported')
    return { packages: found.map(({ template, entries }) => ({ template, files: entries.size })), leftOut }
  })
}

/** Answers how many files belong to no template. */
async function readArchive(archive: Readable, chunks: ChunkStore, parts: readonly Part[]): Promise<number> {
  const entries = extract()
  let count = 0
  let total = 0
  let leftOut = 0
  pipeline(archive, createGunzip(), entries, () => undefined)
  try {
    for await (const entry of entries) {
      const { header } = entry
      const path = header.name.replace(/^\.\//, '')
      if (++count > fileMost) throw new ProblemError('input-too-large')
      const isSetting = header.type === 'file' || header.type === 'symlink'
      const concerned = isSetting && isInsideHome(path) ? parts.filter(({ selection }) => selection.has(path)) : []
      if (isSetting && concerned.length === 0) leftOut += 1
      const limit = Math.max(0, ...concerned.map(({ template, size }) => template.sizeLimit - size))
      const bytes: Buffer[] = []
      let size = 0
      for await (const part of entry as AsyncIterable<Buffer>) {
        size += part.length
        total += part.length
        // What is left out is read on, but not kept; a bomb ends here too.
        if (total > bytesMost || (concerned.length > 0 && size > limit)) throw new ProblemError('input-too-large')
        if (concerned.length > 0) bytes.push(part)
      }
      if (concerned.length === 0) continue
      const made = await entryOf(chunks, path, header, Buffer.concat(bytes))
      for (const part of concerned) {
        part.entries.set(path, made)
        part.size += size
      }
    }
  } catch (error) {
    if (error instanceof ProblemError || error instanceof VaultError) throw error
    throw new ProblemError('archive-unreadable', { cause: error })
  } finally {
    entries.destroy()
    archive.resume()
  }
  if (count === 0) throw new ProblemError('archive-unreadable')
  return leftOut
}

async function entryOf(chunks: ChunkStore, path: string, header: Header, bytes: Buffer): Promise<SnapshotEntry> {
  if (header.type === 'symlink') {
    const to = header.linkname ?? ''
    if (to === '' || to.length > 4096) throw new ProblemError('archive-unreadable')
    return { type: 'link', path, to }
  }
  const ids = await putBytes(chunks, bytes)
  // Its app has to read and write it, whatever the archive says.
  const mode = ((header.mode ?? 0) & 0o777) | 0o600
  const modified = header.mtime?.getTime() ?? 0
  return { type: 'file', path, mode, size: bytes.length, modified, chunks: ids }
}
