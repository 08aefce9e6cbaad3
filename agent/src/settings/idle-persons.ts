import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PersonId } from '@nahtlos/contract/identifiers'
import { fileErrorCode } from './file-error.ts'
import type { SettingsClient } from './settings-client.ts'

/** Milliseconds after which this host forgets the settings of a person who was not here: they are in the vault. */
const idleAfter = 30 * 24 * 60 * 60 * 1000

/**
 * Removes the caches of persons without a session for thirty days, so that a host's disk holds only those who come.
 * A person whose settings wait to be delivered is kept. Call it now and then; answers who was forgotten.
 */
export async function forgetIdlePersons(cacheDirectory: string, now: Date): Promise<PersonId[]> {
  const forgotten: PersonId[] = []
  for (const person of await namesIn(cacheDirectory)) {
    if (!PersonId.safeParse(person).success) continue
    const folder = join(cacheDirectory, person)
    const sessions = join(folder, 'sessions')
    if ((await namesIn(sessions)).length > 0) continue
    // The folder changes with every session that begins or ends.
    const { mtimeMs } = await stat(sessions).catch(() => stat(folder))
    if (mtimeMs > now.getTime() - idleAfter) continue
    await rm(folder, { recursive: true, force: true })
    forgotten.push(person)
  }
  return forgotten
}

/**
 * Removes what this host has of persons whose settings were erased: the vault knows nothing of them any more, and what
 * is left to deliver of theirs is nobody's. Throws `VaultError` where the server does not answer.
 *
 * @param present persons with a session on this host, who are not asked about
 */
export async function forgetErasedPersons(
  cacheDirectory: string,
  client: Pick<SettingsClient, 'unknownPersons'>,
  present: ReadonlySet<PersonId>,
): Promise<PersonId[]> {
  const here = (await namesIn(cacheDirectory)).filter((name) => PersonId.safeParse(name).success && !present.has(name))
  const erased = here.length === 0 ? [] : await client.unknownPersons(here)
  // Only what was asked about: no answer names a folder.
  const forgotten = here.filter((person) => erased.includes(person))
  for (const person of forgotten) await rm(join(cacheDirectory, person), { recursive: true, force: true })
  return forgotten
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return []
    throw error
  }
}
