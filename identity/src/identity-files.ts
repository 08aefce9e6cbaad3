import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The parts of an identity as they stand on disk, all text. */
export interface IdentityFiles {
  /** PKCS #8, PEM. */
  readonly key: string
  /** PEM. */
  readonly certificate: string
  /** PEM. */
  readonly authority: string
  /** What no certificate says, JSON. */
  readonly description: string
}

const names = { key: 'key.pem', nextKey: 'key.next.pem', certificate: 'certificate.pem', authority: 'authority.pem' }
const descriptionName = 'identity.json'

/**
 * Replaces all files so that a crash at any moment leaves a usable identity: the certificate's rename is the moment of
 * change. Before it, `key.pem` fits; after it, `key.next.pem` does, until that too is renamed. {@link readKeyFor} knows.
 */
export async function writeIdentityFiles(directory: string, files: IdentityFiles): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await replaceFile(join(directory, names.nextKey), files.key, 0o600)
  await replaceFile(join(directory, names.authority), files.authority, 0o644)
  await replaceFile(join(directory, descriptionName), files.description, 0o644)
  await replaceFile(join(directory, names.certificate), files.certificate, 0o644)
  await rename(join(directory, names.nextKey), join(directory, names.key))
  await syncDirectory(directory)
}

/** @param fits says whether a key belongs to the certificate that was read. Null where no identity was ever written. */
export async function readIdentityFiles(
  directory: string,
  fits: (key: string, certificate: string) => boolean,
): Promise<IdentityFiles | null> {
  const [certificate, authority, description] = await Promise.all(
    [names.certificate, names.authority, descriptionName].map((name) => readIfThere(join(directory, name))),
  )
  if (certificate == null || authority == null || description == null) return null
  const key = await readKeyFor(directory, (candidate) => fits(candidate, certificate))
  return key === null ? null : { key, certificate, authority, description }
}

async function readKeyFor(directory: string, fits: (key: string) => boolean): Promise<string | null> {
  const present = await readIfThere(join(directory, names.key))
  if (present !== null && fits(present)) return present
  const next = await readIfThere(join(directory, names.nextKey))
  if (next !== null && fits(next)) {
    await rename(join(directory, names.nextKey), join(directory, names.key))
    return next
  }
  return present
}

/** Writes a file that appears whole or not at all, and is on the disk when this returns. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const fresh = `${path}.${randomBytes(8).toString('hex')}`
  const file = await open(fresh, 'wx', mode)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
  await syncDirectory(dirname(path))
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
