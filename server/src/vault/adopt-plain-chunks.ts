import { PersonId } from '@nahtlos/contract/identifiers'
import type { Logger } from 'pino'
import type { Database } from '../database/database.ts'
import type { Vault } from './vault.ts'

/**
 * Seals what a server without sealing stored (`persons/PERSON/chunks/ID`), and removes the plain blobs. Being killed in
 * the middle of it leaves the rest to the next start. Chunks of people who are not there any more are removed.
 */
export async function adoptPlainChunks(vault: Vault, database: Database, log: Logger): Promise<void> {
  let adopted = 0
  for await (const key of vault.backEnd.list('persons')) {
    const person = key.split('/')[1] ?? ''
    if (await isThere(database, person)) await (await vault.of(person)).sealed.put(key, await vault.backEnd.get(key))
    await vault.backEnd.delete(key)
    adopted += 1
  }
  if (adopted > 0) log.info({ chunks: adopted }, 'chunks of before were sealed')
}

async function isThere(database: Database, person: string): Promise<boolean> {
  if (!PersonId.safeParse(person).success) return false
  const row = await database.selectFrom('person').select('id').where('id', '=', person).executeTakeFirst()
  return row !== undefined
}
