import { type Zippable, zipSync } from 'fflate'

/** A file of an archive; its name may have folders. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A ZIP archive of these files. What is compressed already (PDF, JPEG) is only stored. */
export function zipOf(entries: readonly ZipEntry[], at: Date): Buffer {
  const files: Zippable = {}
  for (const { name, bytes } of entries) files[name] = [bytes, { level: /\.(pdf|jpg)$/.test(name) ? 0 : 6, mtime: at }]
  return Buffer.from(zipSync(files))
}

/** What is written in a file of an archive so that people can read it as well as programs. */
export function jsonEntry(name: string, value: unknown): ZipEntry {
  return { name, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) }
}
