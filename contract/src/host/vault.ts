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

/** Moves the head from `expected` to `next`; answers 409 with the present head where somebody was faster. */
export const HeadChange = z.strictObject({ expected: SnapshotId.nullable(), next: SnapshotId })
export type HeadChange = z.infer<typeof HeadChange>

/**
 * Vault routes on the server's internal listener, for agents, each for a person with a session on that host only:
 *
 * - `GET  /agent/vault/{person}/packages/{template}` → PackageHead
 * - `POST /agent/vault/{person}/packages/{template}` HeadChange → PackageHead (200, or 409 with the present head)
 * - `POST /agent/vault/{person}/missing` ChunkId[] → ChunkId[] that the vault lacks
 * - `PUT  /agent/vault/{person}/chunks/{id}` raw bytes → 204; 422 where the hash differs; 507 where the vault is full
 * - `GET  /agent/vault/{person}/chunks/{id}` → raw bytes
 *
 * Snapshots are stored as chunks too: their id is the hash of their canonical JSON.
 */
export const vaultPrefix = '/agent/vault'
/** The largest chunk in bytes. */
export const chunkMaximum = 1024 * 1024
