import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** An account of this machine. */
export interface SystemAccount {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Asks the machine's name service; an unknown account is an error that says what to do. */
export async function systemAccount(name: string): Promise<SystemAccount> {
  const found = await promisify(execFile)('getent', ['passwd', '--', name]).catch(() => null)
  const [account, , uid, gid] = found?.stdout.trim().split(':') ?? []
  if (account === undefined || uid === undefined || gid === undefined) {
    throw new Error(`This machine has no account "${name}". Create it (useradd --system ${name}) or name another.`)
  }
  return { name: account, uid: Number(uid), gid: Number(gid) }
}
