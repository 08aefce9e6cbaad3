import { ChunkId, chunkMaximum } from '@nahtlos/contract/host/vault'
import { PersonId } from '@nahtlos/contract/identifiers'
import type { BackEnd, BlobKey } from './back-end.ts'
import { chunkId } from './chunk-id.ts'
import { fromStoredForm, toStoredForm } from './stored-form.ts'
import { isVaultFailure, VaultError } from './vault-error.ts'

/** A chunk that is to be stored. */
export interface NewChunk {
  readonly id: ChunkId
  readonly plain: Uint8Array
  /** The form of the store out of which `plain` was unpacked: it is stored as it came. */
  readonly packed?: Buffer
}

/**
 * One person's chunks. Nothing is shared between persons: not even whether somebody else has the same file can be
 * learned. The server gives it a `SealedBackEnd`, so that everything lies encrypted with the person's own key.
 *
 * Every chunk is checked against its name when it comes and when it goes. All calls may be repeated; failures are
 * `VaultError`. Persons and ids that are malformed throw a TypeError: routes check them first.
 */
export class ChunkStore {
  readonly #backEnd: BackEnd
  readonly #prefix: BlobKey

  constructor(backEnd: BackEnd, person: PersonId) {
    if (!PersonId.safeParse(person).success) throw new TypeError('not a person id')
    this.#backEnd = backEnd
    this.#prefix = `persons/${person.toLowerCase()}/chunks`
  }

  /**
   * Stores plain bytes under their hash. `corrupt` where `id` is another hash or the chunk is larger than
   * `chunkMaximum`: nothing is stored then. A damaged chunk of the same name is replaced by the good one.
   */
  async put(id: ChunkId, plain: Uint8Array): Promise<void> {
    await this.putAll([{ id, plain }])
  }

  /** As many `put`s at less cost: where one is `corrupt`, none of them is stored. */
  async putAll(chunks: readonly NewChunk[]): Promise<void> {
    const wanted = new Map<ChunkId, NewChunk>()
    for (const chunk of chunks) {
      const { id, plain } = chunk
      if (plain.length > chunkMaximum) throw new VaultError('corrupt', `a chunk of ${plain.length} bytes is too large`)
      if (chunkId(plain) !== id) throw new VaultError('corrupt', `these bytes are not chunk ${id}`)
      wanted.set(id, chunk)
    }
    const blobs = await Promise.all(
      [...wanted.values()].map(async ({ id, plain, packed }) =>
        (await this.#isGood(id)) ? [] : [{ key: this.key(id), bytes: packed ?? (await toStoredForm(plain)) }],
      ),
    )
    const lacking = blobs.flat()
    if (lacking.length > 0) await this.#backEnd.putAll(lacking)
  }

  /** The plain bytes; `not-found`, or `corrupt` where the medium changed them. */
  async get(id: ChunkId): Promise<Buffer> {
    const plain = await fromStoredForm(await this.#backEnd.get(this.key(id)), chunkMaximum)
    if (chunkId(plain) !== id) throw new VaultError('corrupt', `chunk ${id} is damaged`)
    return plain
  }

  /** In the form of the store, for whoever unpacks and checks it herself (`fromStoredForm`); fails as `get` does. */
  getPacked(id: ChunkId): Promise<Buffer> {
    return this.#backEnd.get(this.key(id))
  }

  has(id: ChunkId): Promise<boolean> {
    return this.#backEnd.has(this.key(id))
  }

  /** Those of `ids` that have to be put, each once, in the order given. */
  async missing(ids: readonly ChunkId[]): Promise<ChunkId[]> {
    const wanted = [...new Set(ids)]
    const present = await Promise.all(wanted.map((id) => this.has(id)))
    return wanted.filter((_, index) => !present[index])
  }

  /** The back end's key of a chunk. */
  key(id: ChunkId): BlobKey {
    if (!ChunkId.safeParse(id).success) throw new TypeError('not a chunk id')
    return `${this.#prefix}/${id}`
  }

  async #isGood(id: ChunkId): Promise<boolean> {
    try {
      // Most are new, and a failure costs more than the question.
      if (!(await this.has(id))) return false
      await this.get(id)
      return true
    } catch (error) {
      if (isVaultFailure(error, 'not-found') || isVaultFailure(error, 'corrupt')) return false
      throw error
    }
  }
}
