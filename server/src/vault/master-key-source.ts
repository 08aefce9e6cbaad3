import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MasterKeys } from '@nahtlos/vault/master-keys'
import type { ServerConfiguration } from '../server-configuration.ts'

/**
 * Reads the master keys where the configuration says: a file, or an environment variable. Without a word on it the file
 * is `vault-master.key` in the server's state, made at the first start; replicas share a copy of it.
 *
 * Whoever has this key, the database and the store can read everybody's settings; without it nobody can. It belongs into
 * no backup that the other two are in.
 */
export async function readMasterKeys(server: ServerConfiguration): Promise<MasterKeys> {
  const { environment, file } = server.vault.masterKey
  if (environment !== null) {
    const text = process.env[environment]
    if (text === undefined || text === '') throw new Error(`the environment variable ${environment} has no master key`)
    return MasterKeys.parse(text)
  }
  const path = file ?? join(server.state, 'vault-master.key')
  if (file === null) await makeWhereMissing(path)
  return MasterKeys.parse(await readFile(path, 'utf8'))
}

async function makeWhereMissing(path: string): Promise<void> {
  try {
    const made = await open(path, 'wx', 0o600)
    try {
      await made.writeFile(`${MasterKeys.generate()}\n`)
      await made.sync()
    } finally {
      await made.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
