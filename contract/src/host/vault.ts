import { z } from 'zod'
import { HostId, Instant, Slug } from '../identifiers.ts'

/** SHA-256 of a chunk's plain bytes, lower-case hexadecimal. */
export const ChunkId = z.string().regex(/^[0-9a-f]{64}$/)
export type ChunkId = z.infer<typeof ChunkId>

/** One file, folder or symbolic link of a snapshot. Paths are relative to the home, with `/`. */
export const SnapshotEntry = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('file'),
    path: z.string().min(1).max(4096),
    /** Permission bits, e.g. 0o600. */
    mode: z.number().int().min(0).max(0o777),
    size: z.number().int().min(0),
    /** Milliseconds since the Unix epoch. */
    modified: z.number(),
    chunks: z.array(ChunkId),
  }),
  z.strictObject({
    type: z.literal('link'),
    path: z.string().min(1).max(4096),
    to: z.string().min(1).max(4096),
  }),
])
export type SnapshotEntry = z.infer<typeof SnapshotEntry>

/** One version of a settings package; entries are sorted by path, so equal contents are equal texts. */
export const Snapshot = z.strictObject({
  version: z.literal(1),
  template: Slug,
  /** The snapshot this one came from; null for the first. */
  parent: z.string().nullable(),
  host: HostId,
  takenAt: Instant,
  entries: z.array(SnapshotEntry),
})
export type Snapshot = z.infer<typeof Snapshot>

/** SHA-256 of the snapshot's canonical JSON. */
export const SnapshotId = ChunkId
export type SnapshotId = z.infer<typeof SnapshotId>

/** The head of a package: compare-and-swap in PostgreSQL. */
export const PackageHead = z.strictObject({ snapshot: SnapshotId.nullable() })
export type PackageHead = z.infer<typeof PackageHead>

/** Two sessions changed the same thing differently: a whole file, or one key of it. */
export const MergeConflict = z.strictObject({
  path: z.string().min(1).max(4096),
  /** The names that lead to the key; null for the whole file. */
  key: z.array(z.string().max(1000)).max(32).nullable(),
})
export type MergeConflict = z.infer<typeof MergeConflict>
/** As many conflicts of one merge as are told to the person. */
export const conflictMaximum = 50

/**
 * Moves the head from `expected` to `next`; answers 409 with the present head where somebody was faster.
 *
 * Where `next` is a merge with conflicts, its parent is a snapshot with what lost them, whose parent is `expected`:
 * both go to the history, and the person is told which settings they were.
 */
export const HeadChange = z.strictObject({
  expected: SnapshotId.nullable(),
  next: SnapshotId,
  conflicts: z.array(MergeConflict).max(conflictMaximum).default([]),
})
export type HeadChange = z.input<typeof HeadChange>

/** A change of one package's head among several. */
export const NamedHeadChange = HeadChange.extend({ template: Slug })
export type NamedHeadChange = z.input<typeof NamedHeadChange>
/** Changes of heads in one request at most. */
export const changesAtOnce = 200
/** The head after it; `refused` where what it names is not whole, or not this host's. */
export const CaptureAnswer = z.strictObject({
  outcome: z.enum(['moved', 'overtaken', 'refused']),
  head: SnapshotId.nullable(),
})
export type CaptureAnswer = z.infer<typeof CaptureAnswer>
/** In place of a chunk's id: the frame holds the changes of the heads. */
export const captureMark = '0'.repeat(64)

/**
 * Vault routes on the server's internal listener, for agents, each for a person with a session on that host only:
 *
 * - `GET  /agent/vault/{person}/packages/{template}` → PackageHead
 * - `POST /agent/vault/{person}/packages/{template}` HeadChange → PackageHead (200, or 409 with the present head)
 * - `POST /agent/vault/{person}/missing` ChunkId[] → ChunkId[] that the vault lacks
 * - `PUT  /agent/vault/{person}/chunks/{id}` raw bytes → 204; 422 where the hash differs; 507 where the vault is full
 * - `GET  /agent/vault/{person}/chunks/{id}` → raw bytes; 422 where the vault's copy is damaged
 * - `POST /agent/vault/{person}/wanted` ChunkId[] → one stream of chunk frames, in the order asked; packed ones for who
 *   accepts exactly `packedChunksType`
 * - `POST /agent/vault/{person}/chunks` one stream of chunk frames → 204 when all are stored; 422 and 507 as above,
 *   and then any of them may be stored
 * - `POST /agent/vault/{person}/captures` one such stream of chunk frames, the last of which has the id `captureMark` and
 *   NamedHeadChange[] as JSON → CaptureAnswer[], one for each in their order, when all is stored; 422 and 507 as above
 *
 * A chunk frame is the id's 32 bytes, the length as a 32-bit big-endian number, and as many bytes: the chunk, or in a
 * stream of `packedChunksType` the chunk in the form of the store (up as well as down; what has the id `captureMark` is
 * never packed). In an answer the length `chunkAbsent` says that the vault does not have this chunk, or has it damaged.
 *
 * Snapshots are stored as chunks too: their id is the hash of their canonical JSON.
 */
export const vaultPrefix = '/agent/vault'
/**
 * `POST` PersonId[] (at most `personsAtOnce`) → those of them of whom the vault has nothing: their settings were
 * erased, or never saved. A host removes what it has of them.
 */
export const unknownPersonsPath = '/agent/unknown-persons'
export const personsAtOnce = 5_000
/** Media types of a stream of chunk frames: plain, and each chunk in the form of the store (`vault/src/stored-form.ts`). */
export const chunksType = 'application/x-nahtlos-chunks'
export const packedChunksType = 'application/x-nahtlos-packed-chunks'
/** In place of a frame's length: the vault does not have this chunk. */
export const chunkAbsent = 0xffff_ffff
/** Ids in one question at most. */
export const chunksAtOnce = 10_000
/** The largest chunk in bytes. */
export const chunkMaximum = 1024 * 1024
