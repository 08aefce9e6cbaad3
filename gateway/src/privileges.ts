import { execFileSync } from 'node:child_process'
import { chownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Gives a directory and the files in it to an account that is about to be become; the renewal writes there. */
export function giveDirectory(directory: string, user: string): void {
  const { uid, gid } = accountOf(user)
  chownSync(directory, uid, gid)
  for (const name of readdirSync(directory)) chownSync(join(directory, name), uid, gid)
}

/** Becomes an account for good, groups first. Whoever was not started as root has nothing to give up. */
export function becomeUser(user: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = accountOf(user)
  process.setgroups?.([gid])
  process.setgid?.(gid)
  process.setuid?.(uid)
  if (process.getuid?.() !== uid || process.geteuid?.() !== uid || process.getgid?.() !== gid)
    throw new Error(`the process did not become ${user}`)
}

/** The name service knows accounts that no file lists. */
function accountOf(user: string): { uid: number; gid: number } {
  const [, , uid, gid] = execFileSync('getent', ['passwd', '--', user], { encoding: 'utf8' }).split(':')
  const numbers = { uid: Number(uid), gid: Number(gid) }
  if (!Number.isInteger(numbers.uid) || !Number.isInteger(numbers.gid) || numbers.uid === 0)
    throw new Error(`${user} is no account to drop to`)
  return numbers
}
