import { createHash } from 'node:crypto'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { entropyOf } from '@nahtlos/core/settings/discover/judge-file'
import { isDatabase } from '@nahtlos/core/settings/sqlite-log'

export interface FoundFile {
  readonly path: string
  readonly size: number
  readonly entropy: number
  readonly isDatabase: boolean
  readonly hash: string
  /** Null for what is no text. */
  readonly lines: readonly string[] | null
}

const readMaximum = 8 * 1024 * 1024

/** All files of a home, by their paths; links, sockets and the like are none. */
export async function writtenFiles(home: string): Promise<Map<string, FoundFile>> {
  const found = new Map<string, FoundFile>()
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const facts = await lstat(path)
    if (!facts.isFile()) continue
    const bytes = facts.size > readMaximum ? Buffer.alloc(0) : await readFile(path)
    const name = relative(home, path)
    found.set(name, {
      path: name,
      size: facts.size,
      entropy: entropyOf(bytes.subarray(0, 65_536)),
      isDatabase: isDatabase(bytes),
      hash: createHash('sha256').update(bytes).digest('hex'),
      lines: bytes.includes(0) ? null : bytes.toString('utf8').split('\n'),
    })
  }
  return found
}
