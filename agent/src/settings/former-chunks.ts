import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ChunkId } from '@nahtlos/contract/host/vault'
import { chunkId } from '@nahtlos/vault/chunk-id'
import { unlessFileError } from './file-error.ts'

/** Chunks of a host that an agent before 27 November 2026 kept, one in a file: they are read, and go bit by bit. */
export class FormerChunks {
  readonly #folder: string
  readonly #isThere: boolean

  constructor(folder: string) {
    this.#folder = folder
    this.#isThere = existsSync(folder)
  }

  has(id: ChunkId): boolean {
    return this.#isThere && statSync(this.#path(id), { throwIfNoEntry: false }) !== undefined
  }

  /** Null for one that is not there or damaged. */
  read(id: ChunkId): Buffer | null {
    if (!this.#isThere) return null
    const bytes = unlessFileError(['ENOENT'], () => readFileSync(this.#path(id)))
    return bytes !== null && chunkId(bytes) === id ? bytes : null
  }

  /** What is of use comes from the vault once more, into a pack. */
  removeAllBut(needed: ReadonlySet<ChunkId>): void {
    if (!this.#isThere) return
    for (const entry of readdirSync(this.#folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && !needed.has(entry.name)) rmSync(join(entry.parentPath, entry.name), { force: true })
    }
    if (needed.size === 0) rmSync(this.#folder, { recursive: true, force: true })
  }

  #path(id: ChunkId): string {
    return join(this.#folder, id.slice(0, 2), id)
  }
}
