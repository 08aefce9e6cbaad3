import type { ChunkId, HeadChange, PackageHead } from '@nahtlos/contract/host/vault'
import type { PersonId } from '@nahtlos/contract/identifiers'

export interface Chunk {
  readonly id: ChunkId
  readonly bytes: Buffer
}

/**
 * The vault as a host sees it (the routes of `@nahtlos/contract/host/vault`), for persons with a session here.
 * Every call may be repeated; `changeHead` then answers that the head is already there.
 * Failures are `VaultError`: `unavailable` where the server cannot be reached, refuses or answers nonsense,
 * `full`, `not-found`, `corrupt`.
 */
export interface SettingsClient {
  head(person: PersonId, template: string, signal?: AbortSignal): Promise<PackageHead>
  /** `moved: false` with the present head where somebody was faster. */
  changeHead(person: PersonId, template: string, change: HeadChange): Promise<{ moved: boolean; head: PackageHead }>
  missing(person: PersonId, ids: readonly ChunkId[]): Promise<ChunkId[]>
  putChunk(person: PersonId, id: ChunkId, bytes: Uint8Array): Promise<void>
  /**
   * Many chunks in one stream. On a failure any of them may be stored.
   *
   * @param bytesOf a chunk's bytes, asked for when it is its turn; what it throws is thrown on
   */
  putChunks(person: PersonId, ids: readonly ChunkId[], bytesOf: (id: ChunkId) => Uint8Array): Promise<void>
  /**
   * Stores some chunks and then moves the head, in one request; what is asked for the same person at the same moment
   * travels together. `not-found` where the vault does not take the snapshot.
   */
  capture(
    person: PersonId,
    template: string,
    chunks: readonly Chunk[],
    change: HeadChange,
  ): Promise<{ moved: boolean; head: PackageHead }>
  /** Those of whom the vault has nothing: their settings were erased, or never saved. */
  unknownPersons(persons: readonly PersonId[]): Promise<PersonId[]>
  /** Many chunks in one stream, in the order asked, each checked; null for one that the vault lacks or has damaged. */
  getChunks(
    person: PersonId,
    ids: readonly ChunkId[],
    signal?: AbortSignal,
  ): AsyncIterable<{ readonly id: ChunkId; readonly bytes: Buffer | null }>
  /** Plain bytes, checked against `id`. */
  getChunk(person: PersonId, id: ChunkId, signal?: AbortSignal): Promise<Buffer>
}
