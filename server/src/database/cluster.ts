import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { postgresqlPrograms } from './postgresql-programs.ts'
import type { SystemAccount } from './system-account.ts'

/** The database's superuser and the only role; the unix socket's peer decides who may be it. */
export const databaseRole = 'nahtlos'

export interface Cluster {
  readonly directory: string
  readonly programs: string
}

/**
 * Makes the database cluster below `state` if there is none, and writes who may connect.
 * A crash half way leaves only `postgresql.new`, which the next start throws away.
 */
export async function prepareCluster(state: string, account: SystemAccount): Promise<Cluster> {
  const directory = join(state, 'postgresql')
  const version = await readFile(join(directory, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  const programs = await postgresqlPrograms(version === null ? null : Number(version))
  if (version === null) {
    const fresh = `${directory}.new`
    await rm(fresh, { recursive: true, force: true })
    await mkdir(fresh, { mode: 0o700 })
    await chown(fresh, account.uid, account.gid)
    await enterable(fresh, account)
    const options = ['-D', fresh, '-U', databaseRole, '-E', 'UTF8', '--locale=C.UTF-8', '--auth-local=peer']
    await promisify(execFile)(join(programs, 'initdb'), [...options, '--auth-host=reject'], {
      ...asAccount(account),
      cwd: '/',
    })
    await rename(fresh, directory)
  }
  await allowPeers(directory, account)
  return { directory, programs }
}

/** The part of a spawn that changes the account; only root can, and only root needs to. */
export function asAccount(account: SystemAccount): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: account.uid, gid: account.gid } : {}
}

/** The unix socket tells PostgreSQL who connects (peer): only this server's account and the database's own get in. */
async function allowPeers(directory: string, account: SystemAccount): Promise<void> {
  const names = new Set([account.name])
  if (process.getuid?.() === 0) names.add('root')
  const map = [...names].map((name) => `nahtlos "${name}" ${databaseRole}\n`).join('')
  await replace(join(directory, 'pg_ident.conf'), map, account)
  await replace(join(directory, 'pg_hba.conf'), `local all ${databaseRole} peer map=nahtlos\n`, account)
}

async function replace(path: string, text: string, account: SystemAccount): Promise<void> {
  const fresh = `${path}.new`
  const file = await open(fresh, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.chown(account.uid, account.gid)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
}

/** As another account PostgreSQL must be able to come by every folder above; the error names the place. */
async function enterable(directory: string, account: SystemAccount): Promise<void> {
  if (process.getuid?.() !== 0) return
  const test = promisify(execFile)('/usr/bin/test', ['-w', directory], { ...asAccount(account), cwd: '/' })
  await test.catch((error: unknown) => {
    throw new Error(
      `The account "${account.name}" cannot reach ${directory}. Let it through the folders above (chmod o+x), ` +
        'or keep the state elsewhere, e.g. in /var/lib/nahtlos.',
      { cause: error },
    )
  })
}

/** Others may pass through the state's directory to what is theirs, but see nothing in it. */
export async function prepareState(state: string): Promise<void> {
  await mkdir(state, { recursive: true, mode: 0o711 })
  await chmod(state, 0o711)
}
