import { execFile } from 'node:child_process'
import { mkdir, readFile, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SystemAccount } from './system-account.ts'

const run = promisify(execFile)

/** The product's own files as its programs see them. */
export interface ProductTree {
  readonly root: string
  close(): Promise<void>
}

/**
 * The checkout where the system account can read it, else (a clone in /root, say) a read-only bind mount of it
 * in the run directory, which everybody can reach.
 */
export async function productTree(root: string, runDirectory: string, account: SystemAccount): Promise<ProductTree> {
  const place = join(runDirectory, 'product')
  await unmount(place)
  if (await canRead(join(root, 'package.json'), account)) return { root, close: async () => undefined }
  await mkdir(place, { recursive: true })
  await run('mount', ['--bind', root, place])
  await run('mount', ['-o', 'remount,bind,ro', place])
  return { root: place, close: () => unmount(place) }
}

async function canRead(file: string, account: SystemAccount): Promise<boolean> {
  const as = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups']
  return run('setpriv', [...as, 'test', '-r', file]).then(
    () => true,
    () => false,
  )
}

async function unmount(place: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')
  if (!mounts.some((line) => line.split(' ')[4] === place)) return
  // Lazily, because a program that is just ending may still have files open.
  await run('umount', ['-l', place])
  await rmdir(place)
}
