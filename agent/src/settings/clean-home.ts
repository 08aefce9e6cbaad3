import {
  closeSync,
  constants,
  fstatSync,
  opendirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
} from 'node:fs'
import { Breath } from './breath.ts'

/** The home still has something in it, and why it was left. */
export class HomeNotCleaned extends Error {
  override readonly name = 'HomeNotCleaned'
}

/** Folders open at once; what lies deeper is moved up first, for a person may nest without end. */
const depthLimit = 64

/**
 * Removes everything in a home; the folder itself stays. Call it when none of the person's processes is left.
 *
 * It never leaves the home: links are removed, not followed. It refuses, before the first file is gone, where
 * anything is mounted in the home (her documents would be), and stops at anything on another device.
 */
export async function cleanHome(home: string): Promise<void> {
  const mounted = mountsBelow(realpathSync(home), readFileSync('/proc/self/mountinfo', 'utf8'))
  if (mounted.length > 0) throw new HomeNotCleaned(`mounted in the home: ${mounted.join(', ')}`)
  const descriptor = openFolder(home)
  try {
    const { dev } = fstatSync(descriptor)
    await emptyFolder({ home: descriptor, device: dev, moved: 0, breath: new Breath() }, descriptor, 0)
  } finally {
    closeSync(descriptor)
  }
}

/** Mount points in or at a folder, after proc(5): field five, with octal escapes. */
export function mountsBelow(folder: string, mountInfo: string): string[] {
  const points = mountInfo
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .map((point) =>
      point.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
    )
  return points.filter((point) => point.startsWith(`${folder}/`))
}

interface Cleaning {
  readonly home: number
  readonly device: number
  readonly breath: Breath
  /** Folders moved up so far, for their new names. */
  moved: number
}

/** Removing while listing may hide names from the list, so it is listed until nothing is left. */
async function emptyFolder(cleaning: Cleaning, folder: number, depth: number): Promise<void> {
  while (await removeListed(cleaning, folder, depth)) await cleaning.breath.taken()
}

/** False where the folder was empty. */
async function removeListed(cleaning: Cleaning, folder: number, depth: number): Promise<boolean> {
  const at = `/proc/self/fd/${folder}`
  // Names as Latin-1, which keeps every byte: a name need not be UTF-8.
  const directory = opendirSync(at, { encoding: 'latin1', bufferSize: 256 })
  let found = false
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      found = true
      await cleaning.breath.taken()
      const path = Buffer.from(`${at}/${entry.name}`, 'latin1')
      if (!entry.isDirectory()) unlinkSync(path)
      else if (depth < depthLimit) await removeFolder(cleaning, path, depth)
      else renameSync(path, `/proc/self/fd/${cleaning.home}/.deep-${process.hrtime.bigint()}-${cleaning.moved++}`)
    }
  } finally {
    directory.closeSync()
  }
  return found
}

async function removeFolder(cleaning: Cleaning, path: Buffer, depth: number): Promise<void> {
  const folder = openFolder(path)
  try {
    if (fstatSync(folder).dev !== cleaning.device) throw new HomeNotCleaned('a folder of the home is on another device')
    await emptyFolder(cleaning, folder, depth + 1)
  } finally {
    closeSync(folder)
  }
  rmdirSync(path)
}

function openFolder(path: string | Buffer): number {
  return openSync(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
}
