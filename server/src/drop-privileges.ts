import { chown, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { prepareState } from './database/cluster.ts'
import { type SystemAccount, systemAccount } from './database/system-account.ts'
import type { ServerConfiguration } from './server-configuration.ts'

/** Gives the server's directories to its account and becomes that account for good; does nothing without root. */
export async function dropPrivileges(configuration: ServerConfiguration): Promise<void> {
  const { user, state, vault } = configuration
  if (user === null || process.getuid?.() !== 0) return
  const account = await systemAccount(user)
  await prepareState(state)
  if (vault.directory !== null) await mkdir(vault.directory, { recursive: true, mode: 0o700 })
  for (const directory of [state, vault.directory]) if (directory !== null) await give(directory, account)
  process.setgroups?.([account.gid])
  process.setgid?.(account.gid)
  process.setuid?.(account.uid)
}

/** The directory and the files right in it; deeper ones were made by the account itself. */
async function give(directory: string, account: SystemAccount): Promise<void> {
  await chown(directory, account.uid, account.gid)
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    await chown(join(directory, entry.name), account.uid, account.gid)
  }
}
