import { promisify } from 'node:util'
import { constants, zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib'
import { VaultError } from './vault-error.ts'

/**
 * How a chunk looks in a back end: one byte that names the form, then the chunk in it.
 * Forms to come (a person's own key, another compression) get a byte of their own, and old chunks stay readable.
 */
const zstandard = 1

/** Bytes that are unpacked at once: handing them to a thread would take longer. */
const smallMost = 64 * 1024

/** The same of packing, which is slower. */
const packedAtOnce = 64 * 1024

const compress = promisify(zstdCompress)
const decompress = promisify(zstdDecompress)

/** Plain bytes → stored bytes: zstd (RFC 8878) level 3 behind the form byte. */
export async function toStoredForm(plain: Uint8Array): Promise<Buffer> {
  const options = {
    params: { [constants.ZSTD_c_compressionLevel]: 3 },
    // So its tables are as large as the chunk needs, and all comes out at once.
    pledgedSrcSize: plain.length,
    chunkSize: Math.max(1024, plain.length + 512),
  }
  const packed = plain.length <= packedAtOnce ? zstdCompressSync(plain, options) : await compress(plain, options)
  return Buffer.concat([Buffer.of(zstandard), packed])
}

/** Stored bytes → plain bytes, at most `maximum` of them; `corrupt` where they cannot be read. */
export async function fromStoredForm(stored: Buffer, maximum: number): Promise<Buffer> {
  if (stored[0] !== zstandard) throw new VaultError('corrupt', `a chunk of unknown form ${stored[0] ?? '(empty)'}`)
  try {
    const packed = stored.subarray(1)
    // Room for most at once: each further piece costs as much as the first.
    const chunkSize = Math.max(1024, packed.length * 4)
    if (packed.length <= smallMost) return zstdDecompressSync(packed, { maxOutputLength: maximum, chunkSize })
    return await decompress(packed, { maxOutputLength: maximum })
  } catch (error) {
    throw new VaultError('corrupt', 'a chunk that cannot be unpacked', error)
  }
}
