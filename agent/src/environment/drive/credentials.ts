import { join } from 'node:path'
import type { System } from '../../system/system.ts'
import { ActionFailure } from '../action-module.ts'

/** How somebody is known to a file server. */
export interface Credentials {
  readonly username: string
  readonly password: string
  readonly domain: string | null
}

/**
 * A person's name and password for the servers of one store: the file `STORE/ACCOUNT` below the host's own directory,
 * in the form of mount.cifs(8), `username=…`, `password=…`, `domain=…`. Only root may be able to read it.
 */
export async function credentialsOf(
  system: System,
  directory: string,
  store: string,
  account: string,
): Promise<Credentials> {
  const path = join(directory, store, account)
  const text = await system.readText(path)
  if (text === null) throw new ActionFailure(`the store ${store} has nothing for ${account}`)
  const facts = await system.file(path)
  if (facts === null || facts.uid !== 0 || (facts.mode & 0o077) !== 0)
    throw new ActionFailure(`${path} can be read by others than root`)
  const values = new Map(text.split('\n').map((line) => line.split(/=(.*)/s, 2) as [string, string | undefined]))
  const username = values.get('username') ?? account
  const password = values.get('password')
  if (password === undefined || /[\p{Cc}]/u.test(username + password))
    throw new ActionFailure(`${path} has no password that could be used`)
  return { username, password, domain: values.get('domain') ?? null }
}
