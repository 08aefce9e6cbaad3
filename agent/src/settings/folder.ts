import {
  closeSync,
  constants,
  type Dirent,
  fchownSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  opendirSync,
  openSync,
  readdirSync,
  type Stats,
} from 'node:fs'
import { unlessFileError } from './file-error.ts'

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants

/** The file calls' answers when a name is not there, is a link, is no folder, or changes under our hands. */
const notThere = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG', 'EACCES']

/** Bytes of a folder's own size up to which its names are read at once: about a thousand on ext4. */
const smallListing = 64 * 1024

/**
 * One open folder of a home, and everything done relative to it. The agent is root and the home is written by a
 * person who may mean harm: so no path of more than one name is ever given to the kernel. A folder is opened once,
 * without following links, checked, and its content reached through the descriptor (`/proc/self/fd/N/name`, which is
 * what openat(2) does); renaming or replacing it meanwhile leads nowhere.
 *
 * A folder counts only where it lies on the home's device and belongs to the person, so nothing is ever read or
 * written in a place that she could not read or write herself.
 */
export class Folder {
  readonly #descriptor: number
  readonly #device: number
  readonly #uid: number
  /** Bytes of its list of names: a bound for how many there are. */
  readonly #listing: number

  private constructor(descriptor: number, { dev, size }: Stats, uid: number) {
    this.#descriptor = descriptor
    this.#device = dev
    this.#listing = size
    this.#uid = uid
  }

  /** The home itself, which belongs to the person, or to root as long as it was only just made; else null. */
  static openHome(path: string, uid: number): Folder | null {
    const descriptor = unlessFileError(notThere, () => openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
    if (descriptor === null) return null
    const found = fstatSync(descriptor)
    if (found.uid === uid || found.uid === 0) return new Folder(descriptor, found, uid)
    closeSync(descriptor)
    return null
  }

  /** A folder in this one; null where there is none that counts. */
  enter(name: string): Folder | null {
    const descriptor = this.open(name, O_RDONLY | O_DIRECTORY)
    if (descriptor === null) return null
    const found = fstatSync(descriptor)
    if (found.uid === this.#uid && found.dev === this.#device) return new Folder(descriptor, found, this.#uid)
    closeSync(descriptor)
    return null
  }

  /** Enters a folder and makes it where it is missing, for the person alone. */
  enterOrMake(name: string): Folder | null {
    const made = unlessFileError(['EEXIST'], () => mkdirSync(this.path(name), { mode: 0o700 }) ?? true)
    if (made === null) return this.enter(name)
    const descriptor = this.open(name, O_RDONLY | O_DIRECTORY)
    if (descriptor === null) return null
    const found = fstatSync(descriptor)
    // Somebody may have put another folder in its place: only an empty one of root's own is given away.
    if (found.uid === 0 && found.nlink <= 2 && found.dev === this.#device) {
      fchownSync(descriptor, this.#uid, this.#uid)
      return new Folder(descriptor, found, this.#uid)
    }
    closeSync(descriptor)
    return found.uid === this.#uid ? this.enter(name) : null
  }

  /** A descriptor, never of what a link points to, never waiting for a FIFO's other end; null where there is nothing. */
  open(name: string, flags: number, mode = 0o600): number | null {
    return unlessFileError(notThere, () => openSync(this.path(name), flags | O_NOFOLLOW | O_NONBLOCK, mode))
  }

  facts(name: string): Stats | null {
    return factsOf(this.path(name))
  }

  /** Names in it, some hundred at a time, so that a folder of a million files costs no memory and nobody's time. */
  *names(): Generator<readonly Dirent[]> {
    const path = `/proc/self/fd/${this.#descriptor}`
    if (this.#listing <= smallListing) {
      yield readdirSync(path, { withFileTypes: true })
      return
    }
    const directory = opendirSync(path, { bufferSize: 256 })
    try {
      let batch: Dirent[] = []
      for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
        batch.push(entry)
        if (batch.length < 256) continue
        yield batch
        batch = []
      }
      yield batch
    } finally {
      directory.closeSync()
    }
  }

  /**
   * Runs `work`, which must not wait, with this folder as the process's own: a file call with one name alone then is
   * what fstatat(2) is, and takes half the time of one by way of `/proc`. Nothing else runs in this thread meanwhile,
   * and no other thread of the agent uses a relative path.
   */
  within<T>(work: () => T): T {
    // The agent's own may have been removed below it.
    const before = unlessFileError(['ENOENT'], () => process.cwd()) ?? '/'
    process.chdir(`/proc/self/fd/${this.#descriptor}`)
    try {
      return work()
    } finally {
      unlessFileError(['ENOENT'], () => process.chdir(before) ?? true) ?? process.chdir('/')
    }
  }

  /** For calls that take a path and do not follow links in its last name. */
  path(name: string): string {
    if (name === '' || name === '.' || name === '..' || name.includes('/') || name.includes('\0')) {
      throw new TypeError(`not one name: ${JSON.stringify(name)}`)
    }
    return `/proc/self/fd/${this.#descriptor}/${name}`
  }

  get uid(): number {
    return this.#uid
  }

  [Symbol.dispose](): void {
    closeSync(this.#descriptor)
  }
}

/** For `within`: of one name of that folder, as its `names` gave it. Null where it is not there any more. */
export function factsOf(name: string): Stats | null {
  return unlessFileError(notThere, () => lstatSync(name))
}
