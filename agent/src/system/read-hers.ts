import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

const { O_NOFOLLOW, O_NONBLOCK, O_NOCTTY, O_RDONLY } = constants

/** `System.readHers`. What is looked at is what is read: the file is opened first, and asked afterwards. */
export async function readHers(path: string, uid: number, most: number): Promise<string | null> {
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY).catch(nothingToRead)
  if (file === null) return null
  try {
    const facts = await file.stat()
    if (!facts.isFile() || facts.uid !== uid || facts.nlink !== 1) return null
    return await upTo(file, most)
  } finally {
    await file.close()
  }
}

/** It may grow while it is read, so its size tells nothing. */
async function upTo(file: FileHandle, most: number): Promise<string | null> {
  const bytes = Buffer.alloc(most + 1)
  let length = 0
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length)
    if (bytesRead === 0) return bytes.toString('utf8', 0, length)
    length += bytesRead
  }
  return null
}

/** Not there, a link, or a socket or device that cannot be opened: in each case nothing of hers. */
function nothingToRead(error: unknown): null {
  const codes = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ENODEV']
  if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return null
  throw error
}
