import type { ChunkId, Snapshot } from '@nahtlos/contract/host/vault'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import type { ChunkStore } from '@nahtlos/vault/chunk-store'
import { isVaultFailure } from '@nahtlos/vault/vault-error'

export type Health = 'whole' | 'damaged' | 'missing'

/** Reads each chunk of one person once, and remembers how it was. Throws where the vault does not answer. */
export class ChunkHealth {
  readonly #chunks: ChunkStore
  readonly #known = new Map<ChunkId, Health>()

  constructor(chunks: ChunkStore) {
    this.#chunks = chunks
  }

  get known(): ReadonlyMap<ChunkId, Health> {
    return this.#known
  }

  async of(id: ChunkId): Promise<Health> {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const { health } = await this.#read(id)
    return health
  }

  async areWhole(ids: readonly ChunkId[]): Promise<boolean> {
    let whole = true
    // All of them, so that the findings name every one.
    for (const id of ids) if ((await this.of(id)) !== 'whole') whole = false
    return whole
  }

  /** Null where it is lost, or is no snapshot. */
  async snapshot(id: ChunkId): Promise<Snapshot | null> {
    const { bytes } = await this.#read(id)
    if (bytes === null) return null
    try {
      return readSnapshot(bytes)
    } catch (error) {
      if (!isVaultFailure(error, 'corrupt')) throw error
      this.#known.set(id, 'damaged')
      return null
    }
  }

  async #read(id: ChunkId): Promise<{ health: Health; bytes: Buffer | null }> {
    try {
      const bytes = await this.#chunks.get(id)
      this.#known.set(id, 'whole')
      return { health: 'whole', bytes }
    } catch (error) {
      const health = isVaultFailure(error, 'corrupt')
        ? 'damaged'
        : isVaultFailure(error, 'not-found')
          ? 'missing'
          : null
      if (health === null) throw error
      this.#known.set(id, health)
      return { health, bytes: null }
    }
  }
}

/** The chunks that a snapshot's files are made of. */
export function chunksIn(snapshot: Pick<Snapshot, 'entries'>): ChunkId[] {
  return snapshot.entries.flatMap((entry) => (entry.type === 'file' ? entry.chunks : []))
}
