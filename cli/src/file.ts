import { open, readFile } from 'node:fs/promises'
import { Failure } from './failure.ts'
import type { Say } from './language.ts'

/** The bytes of a file that somebody named. */
export async function readBytes(path: string, say: Say): Promise<Buffer> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(say({ de: '{} lässt sich nicht lesen.', en: '{} cannot be read.' }, path), '', [
      error.code ?? error.message,
    ])
  })
}

/** Writes a file that somebody named, for this account alone: what goes into one is about people. */
export async function writePrivate(path: string, content: string | Uint8Array, say: Say): Promise<void> {
  try {
    await using file = await open(path, 'w', 0o600)
    // One that was there already keeps what others may do with it; a pipe is nobody's to change.
    if ((await file.stat()).isFile()) await file.chmod(0o600)
    await file.writeFile(content)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Failure(
      say({ de: '{} lässt sich nicht schreiben.', en: '{} cannot be written.' }, path),
      say({ de: 'Nennen Sie eine Datei, die Sie schreiben dürfen.', en: 'Name a file that you may write.' }),
      [code ?? message],
    )
  }
}
