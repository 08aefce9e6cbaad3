import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'
import { Zip, type ZipInputFile } from 'fflate'

/** A file of an archive; its name may have folders. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

const compressed = promisify(deflateRaw) as (bytes: Uint8Array, options: { level: number }) => Promise<Buffer>
/** The method's number in the ZIP format (APPNOTE 4.4.5). */
const [stored, deflated] = [0, 8]

/**
 * A ZIP archive of these files. What is compressed already (PDF, JPEG) is only stored; everything else is compressed
 * beside the main thread, where megabytes would keep others waiting.
 */
export async function zipOf(entries: readonly ZipEntry[], at: Date): Promise<Buffer> {
  const parts: Uint8Array[] = []
  const zip = new Zip((error, part) => {
    if (error !== null) throw error
    parts.push(part)
  })
  for (const { name, bytes } of entries) {
    const isStored = /\.(pdf|jpg)$/.test(name)
    const data = new Uint8Array(isStored ? bytes : await compressed(bytes, { level: 1 }))
    const file: ZipInputFile = {
      filename: name,
      mtime: at,
      size: bytes.length,
      crc: crc32(bytes),
      compression: isStored ? stored : deflated,
    }
    zip.add(file)
    file.ondata?.(null, data, true)
  }
  zip.end()
  return Buffer.concat(parts)
}

/** What is written in a file of an archive so that people can read it as well as programs. */
export function jsonEntry(name: string, value: unknown): ZipEntry {
  return { name, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) }
}
