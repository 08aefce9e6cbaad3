import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { cp, mkdtemp, readdir, rm, truncate, utimes, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mock, test } from 'node:test'
import { backEndConformance } from './conformance.ts'
import { DirectoryBackEnd } from './directory-back-end.ts'

const module = new URL('./directory-back-end.ts', import.meta.url).href

async function temporaryDirectory(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'vault-'))
}

async function openAt(directory: string, dispose: () => void = () => undefined) {
  const backEnd = await DirectoryBackEnd.open(directory)
  return Object.assign(backEnd, {
    [Symbol.asyncDispose]: async () => {
      dispose()
      await rm(directory, { recursive: true, force: true })
    },
  })
}

/** A program that opens the directory and runs `body` with `place`. */
function programme(directory: string, body: string): string {
  return `import { DirectoryBackEnd } from ${JSON.stringify(module)}
    const place = await DirectoryBackEnd.open(${JSON.stringify(directory)})
    ${body}`
}

backEndConformance({
  name: 'a directory',
  open: async () => openAt(await temporaryDirectory()),

  openSmall: async () => {
    if (process.getuid?.() !== 0) return null
    const directory = await temporaryDirectory()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=0700', 'tmpfs', directory])
    return openAt(directory, () => execFileSync('umount', [directory]))
  },

  killDuringPut: async (key, bytes) => {
    const directory = await temporaryDirectory()
    const body = `console.log('ready')
      for (;;) await place.put(${JSON.stringify(key)}, Buffer.alloc(${bytes}, 'k'))`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', programme(directory, body)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    // A temporary file is there: a put is under way.
    while ((await readdir(join(directory, 'incoming'))).length === 0) assert.equal(child.exitCode, null)
    child.kill('SIGKILL')
    await once(child, 'exit')
    return openAt(directory)
  },

  openBroken: async () => {
    const directory = await temporaryDirectory()
    const opened = await openAt(directory)
    // Where folders were there is a file now: the kernel fails every call, for root too.
    for (const name of ['blobs', 'incoming']) {
      await rm(join(directory, name), { recursive: true })
      await writeFile(join(directory, name), '')
    }
    return opened
  },

  // A disk that does not answer holds the process in the kernel; no program can tell.
  openSilent: async () => null,

  cutShort: async (key, bytes, limit) => {
    const directory = await temporaryDirectory()
    const body = `await place.put(${JSON.stringify(key)}, Buffer.alloc(${bytes}, 's')).then(
      () => console.log('stored'), (error) => console.log(error.failure))`
    // prlimit counts bytes; a write across the limit is cut short, the next one fails with EFBIG.
    const command = [`--fsize=${limit}`, process.execPath, '--input-type=module', '--eval', programme(directory, body)]
    const failure = execFileSync('prlimit', command, { encoding: 'utf8' }).trim()
    return { failure, place: await openAt(directory) }
  },
})

test('what a killed writer left is removed an hour later, and not before', async () => {
  const directory = await temporaryDirectory()
  await DirectoryBackEnd.open(directory)
  const [old, young] = ['old', 'young'].map((name) => join(directory, 'incoming', name))
  await writeFile(old ?? '', 'x')
  await writeFile(young ?? '', 'x')
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
  await utimes(old ?? '', twoHoursAgo, twoHoursAgo)
  await DirectoryBackEnd.open(directory)
  assert.deepEqual(await readdir(join(directory, 'incoming')), ['young'])
  await rm(directory, { recursive: true })
})

const many = Array.from({ length: 20 }, (_, at) => ({
  key: `many/${at}`,
  bytes: Buffer.from(`blob ${at} `.repeat(90)),
}))
const parcelsIn = async (directory: string) =>
  (await readdir(join(directory, 'incoming'))).filter((name) => name.startsWith('parcel-'))

test('what a power cut took of many blobs before they were forced to disk is there again', async () => {
  const directory = await temporaryDirectory()
  const place = await DirectoryBackEnd.open(directory)
  await place.putAll(many)
  assert.equal((await parcelsIn(directory)).length, 1)
  // What the disk may have of a file that was not forced: nothing, no byte of it, or the half.
  const after = await temporaryDirectory()
  await cp(directory, after, { recursive: true })
  const files = (await readdir(join(after, 'blobs'), { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  )
  for (const [at, { parentPath, name }] of files.entries()) {
    const path = join(parentPath, name)
    if (at % 3 === 0) await rm(path)
    else await truncate(path, at % 3 === 1 ? 0 : 40)
  }
  const again = await DirectoryBackEnd.open(after)
  for (const { key, bytes } of many) assert.deepEqual(await again.get(key), bytes)
  assert.deepEqual(await readdir(join(after, 'incoming')), [])
  // The first one goes on, whoever put what its parcel held.
  await rm(join(directory, 'incoming', (await parcelsIn(directory))[0] ?? ''))
  await place.settle()
  await Promise.all([rm(directory, { recursive: true }), rm(after, { recursive: true })])
})

test('blobs whose parcel does not come to the disk are nowhere: the next one who has them would take them for safe', async () => {
  const directory = await temporaryDirectory()
  const place = await DirectoryBackEnd.open(directory)
  const { renameSync } = fs
  const failing = mock.method(fs, 'renameSync', (from: string, to: string) => {
    if (to.includes('/parcel-')) throw Object.assign(new Error('no room'), { code: 'ENOSPC' })
    renameSync(from, to)
  })
  syncBuiltinESMExports()
  try {
    await assert.rejects(place.putAll(many), { failure: 'full' })
    for (const { key } of many) assert.equal(await place.has(key), false, key)
    assert.deepEqual(await readdir(join(directory, 'incoming')), [])
  } finally {
    failing.mock.restore()
    syncBuiltinESMExports()
  }
  await place.putAll(many)
  assert.equal(await place.has('many/3'), true)
  await rm(directory, { recursive: true })
})

test('a parcel goes when its blobs are forced to disk themselves, whichever of them were deleted meanwhile', async () => {
  const directory = await temporaryDirectory()
  const place = await DirectoryBackEnd.open(directory)
  await place.putAll(many)
  await place.delete('many/3')
  await place.settle()
  assert.deepEqual(await parcelsIn(directory), [])
  assert.equal(await place.has('many/3'), false)
  assert.equal(await place.has('many/4'), true)
  await rm(directory, { recursive: true })
})

test('a parcel that was damaged is no reason not to start, and changes nothing', async () => {
  const directory = await temporaryDirectory()
  const place = await DirectoryBackEnd.open(directory)
  await place.putAll(many)
  const [parcel = ''] = await parcelsIn(directory)
  await truncate(join(directory, 'incoming', parcel), 700)
  await writeFile(join(directory, 'incoming', 'parcel-of-nothing'), '')
  const again = await DirectoryBackEnd.open(directory)
  for (const { key, bytes } of many) assert.deepEqual(await again.get(key), bytes)
  assert.deepEqual(await parcelsIn(directory), [])
  await rm(directory, { recursive: true })
})
