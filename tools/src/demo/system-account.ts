import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { DemoRefusal } from './refusal.ts'

const run = promisify(execFile)

export interface SystemAccount {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** The account that server and gateway run as; it is made where it is missing, without a home and without a login. */
export async function systemAccount(name: string): Promise<SystemAccount> {
  const present = await find(name)
  if (present !== null) return present
  if (process.getuid?.() !== 0) {
    throw new DemoRefusal('Session hosts need root, and this is not root.', 'Call it as root or with sudo.')
  }
  // Two products may start at once: where the other one was faster, the account is there now.
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ]).catch(async (error: unknown) => {
    if ((await find(name)) === null) throw error
  })
  const made = await find(name)
  if (made === null) throw new Error(`useradd made no account ${name}`)
  return made
}

async function find(name: string): Promise<SystemAccount | null> {
  for (const line of (await readFile('/etc/passwd', 'utf8')).split('\n')) {
    const [account, , uid, gid] = line.split(':')
    if (account === name) return { name, uid: Number(uid), gid: Number(gid) }
  }
  return null
}
