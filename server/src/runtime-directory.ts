import { createHash } from 'node:crypto'
import { chmod, chown, lstat, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** The longest path of a unix socket on Linux is 107 bytes (unix(7)); PostgreSQL appends `/.s.PGSQL.5432`. */
const longest = 80

/**
 * The directory for the sockets of the server at `state`: below it where the path is short enough, else below
 * /tmp under a name that follows from the state's path, so that a later start finds it again.
 * Only `owner` may enter it; one that belongs to somebody else is refused, since anybody may write to /tmp.
 */
export async function runtimeDirectory(state: string, name: string, owner: { uid: number; gid: number }) {
  const near = join(resolve(state), name)
  const hash = createHash('sha256').update(near).digest('hex').slice(0, 16)
  const directory = Buffer.byteLength(near) <= longest ? near : join('/tmp', `nahtlos-${hash}`)
  const made = await mkdir(directory, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
  if (made) await chown(directory, owner.uid, owner.gid)
  const present = await lstat(directory)
  if (!present.isDirectory() || present.uid !== owner.uid) {
    throw new Error(`${directory} does not belong to user ${owner.uid}. Remove it and start again.`)
  }
  await chmod(directory, 0o700)
  return directory
}
