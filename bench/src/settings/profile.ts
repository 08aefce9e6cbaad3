import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What the apps of this profile hold: as many apps, files of each, and bytes altogether. */
export interface ProfileSize {
  readonly apps: number
  readonly files: number
  readonly bytes: number
}

/**
 * Makes a profile out of files that real apps wrote: Firefox and LibreOffice are run with a fresh home, and the desktop
 * of the example city gives its own. They are repeated until there are as many as asked for, each with other bytes in it
 * here and there, so that no copy is another's and compression finds what it finds in real files. Half of the room goes
 * to the databases, as in a real profile. Answers the paths, relative to `home`.
 */
export async function makeProfile(home: string, size: ProfileSize, uid: number): Promise<string[]> {
  const seeds = await seedsOf(`${home}-seeds`)
  const paths: string[] = []
  const perApp = Math.floor(size.files / size.apps)
  const mean = size.bytes / size.files
  const small = seeds.filter(({ length }) => length > 0 && length < mean)
  const large = seeds.filter(({ length }) => length >= mean && length <= 30 * mean)
  let left = size.bytes
  const noise = random(7)
  for (let app = 0; app < size.apps; app++) {
    for (let at = 0; at < perApp; at++) {
      const filesLeft = size.files - paths.length
      // As many large ones as it takes to reach the sum.
      const wantsLarge = left / filesLeft > mean * 0.6 && at % 6 === 0
      const list = wantsLarge ? large : small
      const seed = list[noise() % list.length]
      if (seed === undefined) throw new Error('no app left a file to begin with')
      const bytes = vary(seed, noise)
      left -= bytes.length
      const path = `.config/app-${String(app).padStart(2, '0')}/part-${at % 10}/file-${String(at).padStart(3, '0')}`
      await mkdir(dirname(join(home, path)), { recursive: true, mode: 0o700 })
      await writeFile(join(home, path), bytes, { mode: 0o600 })
      paths.push(path)
    }
  }
  await pad(home, paths, left, large, noise)
  await run('chown', ['-R', `${uid}:${uid}`, home])
  return paths
}

/**
 * Changes some bytes in the middle of one file in a hundred, others each day until each had its turn. Which ones is
 * drawn, so that a day has as many large files among them as the profile has: where things lie evenly, any step by which
 * one counts through them prefers some.
 */
export async function changeSome(home: string, paths: readonly string[], day: number): Promise<number> {
  const some = ofDay(paths, day)
  const now = new Date()
  for (const [at, relative] of some.entries()) {
    const path = join(home, relative)
    const bytes = await readFile(path)
    const insert = Buffer.from(`changed on day ${day} at ${at}\n`)
    const middle = Math.floor(bytes.length / 2)
    await writeFile(path, Buffer.concat([bytes.subarray(0, middle), insert, bytes.subarray(middle)]))
    await utimes(path, now, now)
  }
  return some.length
}

/** A hundredth of them, the same ones each time for the same day. Pure. */
export function ofDay(paths: readonly string[], day: number): readonly string[] {
  const noise = random(11)
  const shuffled = [...paths]
  // Fisher and Yates, from behind.
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = noise() % (last + 1)
    const [one = '', two = ''] = [shuffled[last], shuffled[other]]
    shuffled[last] = two
    shuffled[other] = one
  }
  const begin = Math.floor((paths.length * (day % 100)) / 100)
  return shuffled.slice(begin, Math.floor((paths.length * ((day % 100) + 1)) / 100))
}

let harvested: Promise<Buffer[]> | null = null

/** The apps are run once, whatever profiles are made of what they wrote. */
function seedsOf(directory: string): Promise<Buffer[]> {
  harvested ??= harvest(directory).finally(() => rm(directory, { recursive: true, force: true }))
  return harvested
}

async function harvest(directory: string): Promise<Buffer[]> {
  await rm(directory, { recursive: true, force: true })
  const firefox = join(directory, 'firefox')
  await mkdir(firefox, { recursive: true })
  const environment = { ...process.env, HOME: directory, MOZ_HEADLESS: '1' }
  const picture = join(directory, 'seen.png')
  const options = { env: environment, timeout: 120_000 }
  await run(
    'firefox-esr',
    ['--headless', '--no-remote', '--profile', firefox, '--screenshot', picture, 'about:support'],
    options,
  ).catch(tell)
  await writeFile(join(directory, 'letter.txt'), 'Sehr geehrte Damen und Herren\n')
  const office = `-env:UserInstallation=file://${join(directory, 'office')}`
  await run(
    'soffice',
    [office, '--headless', '--convert-to', 'odt', '--outdir', directory, join(directory, 'letter.txt')],
    options,
  ).catch(tell)
  for (const own of ['/etc/xdg/xfce4', new URL('../../../agent/src/desktop/golden', import.meta.url).pathname]) {
    await run('cp', ['-r', own, join(directory, `desktop-${own.length}`)]).catch(tell)
  }
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files: Buffer[] = []
  for (const entry of entries) if (entry.isFile()) files.push(await readFile(join(entry.parentPath, entry.name)))
  console.log(`${files.length} files of real apps to begin with`)
  return files.sort((a, b) => a.length - b.length)
}

/** An app that cannot run here leaves its part to the others. */
function tell(error: unknown): void {
  console.log(`an app left less than it might: ${String(error).split('\n')[0]}`)
}

/** One byte of about two hundred is another one. */
function vary(seed: Buffer, noise: () => number): Buffer {
  const bytes = Buffer.from(seed)
  for (let at = noise() % 200; at < bytes.length; at += 1 + (noise() % 400)) bytes[at] = noise() & 0xff
  return bytes
}

/** Adds to files what is missing to the sum, from the large ones. */
async function pad(
  home: string,
  paths: readonly string[],
  left: number,
  large: readonly Buffer[],
  noise: () => number,
) {
  for (let at = 0; left > 0 && large.length > 0; at++) {
    const path = join(home, paths[(at * 97) % paths.length] ?? '')
    const more = vary(large[noise() % large.length] ?? Buffer.of(), noise).subarray(0, left)
    await writeFile(path, more, { flag: 'a' })
    left -= more.length
  }
}

/** xorshift32 (Marsaglia 2003): the same profile each time, given the same files. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

export async function bytesIn(directory: string): Promise<{ apparent: number; onDisk: number; files: number }> {
  const found = { apparent: 0, onDisk: 0, files: 0 }
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const { size, blocks } = await stat(join(entry.parentPath, entry.name))
    found.apparent += size
    found.onDisk += blocks * 512
    found.files += 1
  }
  return found
}
