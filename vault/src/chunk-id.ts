import { hash } from 'node:crypto'
import type { ChunkId } from '@nahtlos/contract/host/vault'

/** SHA-256 (FIPS 180-4) of the plain bytes, lower-case hexadecimal. */
export function chunkId(plain: Uint8Array): ChunkId {
  return hash('sha256', plain, 'hex')
}
