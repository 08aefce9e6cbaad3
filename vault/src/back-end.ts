/**
 * A place for opaque blobs. It knows nothing of persons, chunks, compression or encryption: all that is above it.
 *
 * Duties of every implementation (`conformance.ts` checks them):
 *
 * - Every call may be repeated after any failure, also at once and from several processes.
 * - `put` replaces whole: a reader sees the old blob or the new one, never a part, whatever is killed meanwhile.
 *   When it has returned, the blob survives a power cut. Several puts of one key at once leave one of the blobs.
 * - `delete` of what is not there succeeds.
 * - Failures are `VaultError`: `get` says `not-found`, `put` says `full`; anything else is `unavailable`.
 */
export interface BackEnd {
  put(key: BlobKey, bytes: Uint8Array): Promise<void>
  /** As many `put`s, none of a key twice, at less cost. After a failure any of them may be there. */
  putAll(blobs: readonly Blob[]): Promise<void>
  get(key: BlobKey): Promise<Buffer>
  has(key: BlobKey): Promise<boolean>
  /** Null where it is not there. */
  facts(key: BlobKey): Promise<BlobFacts | null>
  /** All keys that begin with `prefix` and a slash, in no order; keys put or deleted meanwhile may be there or not. */
  list(prefix: BlobKey): AsyncIterable<BlobKey>
  delete(key: BlobKey): Promise<void>
}

export interface Blob {
  readonly key: BlobKey
  readonly bytes: Uint8Array
}

export interface BlobFacts {
  /** Bytes as they are stored. */
  readonly size: number
  /** When it was last put, by the medium's own clock. */
  readonly putAt: Date
}

/** Segments of lower-case letters, digits and hyphens, joined by slashes; never a dot, so never a way out. */
export type BlobKey = string

const keyShape = /^[a-z0-9-]{1,128}(\/[a-z0-9-]{1,128}){0,7}$/

/** Throws where a key is malformed: that is a mistake of the caller, so it is no VaultError. */
export function assertBlobKey(key: BlobKey): void {
  if (!keyShape.test(key)) throw new TypeError(`not a blob key: ${JSON.stringify(key)}`)
}
