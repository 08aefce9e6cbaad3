import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises'
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

const copyOf = async (directory: string) => {
  const copy = await temporaryDirectory()
  await cp(directory, copy, { recursive: true })
  return copy
}
const holdsAll = async (place: DirectoryBackEnd) => {
  for (const { key, bytes } of many) assert.deepEqual(await place.get(key), bytes)
  const listed: string[] = []
  for await (const key of place.list('many')) listed.push(key)
  assert.deepEqual(listed.sort(), many.map(({ key }) => key).sort())
}

test('many blobs are there as soon as their one parcel is, and after a kill or a power cut at any moment from then on', async () => {
  const directory = await temporaryDirectory()
  const place = await DirectoryBackEnd.open(directory)
  await place.putAll(many)
  assert.equal((await parcelsIn(directory)).length, 1)
  const [soon, amidst] = [await copyOf(directory), await copyOf(directory)]
  await holdsAll(place)
  assert.deepEqual(await parcelsIn(directory), [], 'who lists has all in their places')
  const again = await DirectoryBackEnd.open(soon)
  await holdsAll(again)
  assert.deepEqual(await readdir(join(soon, 'incoming')), [])
  // What the disk may have of a file that was being put into its place: nothing, no byte of it, or the half.
  await cp(join(directory, 'blobs'), join(amidst, 'blobs'), { recursive: true })
  const files = (await readdir(join(amidst, 'blobs'), { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  )
  assert.equal(files.length, many.length)
  for (const [at, { parentPath, name }] of files.entries()) {
    const path = join(parentPath, name)
    if (at % 3 === 0) await rm(path)
    else await truncate(path, at % 3 === 1 ? 0 : 40)
  }
  await holdsAll(await DirectoryBackEnd.open(amidst))
  await Promise.all([directory, soon, amidst].map((one) => rm(one, { recursive: true })))
})

test('another server on the same directory finds what is in a parcel still, and loses nothing to whoever settles it', async () => {
  const directory = await temporaryDirectory()
  const other = await DirectoryBackEnd.open(directory)
  const place = await DirectoryBackEnd.open(directory)
  assert.equal(await other.has('many/3'), false)
  await place.putAll(many)
  assert.equal((await other.facts('many/3'))?.size, many[3]?.bytes.length)
  for (const { key, bytes } of many) assert.deepEqual(await other.get(key), bytes)
  assert.equal(await other.has('many/none'), false)
  await holdsAll(other)
  assert.equal((await parcelsIn(directory)).length, 1, 'its owner removes it')
  await place.settle()
  await holdsAll(other)
  await other.delete('many/3')
  assert.equal(await place.has('many/3'), false)
  // Where the folder went away nothing counts as lost.
  await rm(join(directory, 'incoming'), { recursive: true })
  await assert.rejects(place.get('many/3'), { failure: 'unavailable' })
  await assert.rejects(place.has('many/3'), { failure: 'unavailable' })
  assert.deepEqual(await place.get('many/4'), many[4]?.bytes)
  await rm(directory, { recursive: true })
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

test('of a parcel that the medium damaged there is what can be told apart, and nothing good is replaced by it', async () => {
  const directory = await temporaryDirectory()
  const place = await DirectoryBackEnd.open(directory)
  await place.putAll(many)
  const [parcel = ''] = await parcelsIn(directory)
  const path = join(directory, 'incoming', parcel)
  const whole = await readFile(path)
  await writeFile(path, whole.subarray(0, 4000))
  const cut = await copyOf(directory)
  const again = await DirectoryBackEnd.open(cut)
  assert.deepEqual(await again.get('many/0'), many[0]?.bytes)
  assert.equal(await again.has('many/19'), false)
  await place.settle()
  whole.write('x', whole.indexOf('blob 5 '))
  await writeFile(path, whole)
  await writeFile(join(directory, 'incoming', 'parcel-of-nothing'), '')
  await holdsAll(await DirectoryBackEnd.open(directory))
  assert.deepEqual(await parcelsIn(directory), [])
  await Promise.all([rm(directory, { recursive: true }), rm(cut, { recursive: true })])
})

test('where the disk has no room for the places, parcels stay and are read, and go when there is room', {
  skip: process.getuid?.() === 0 ? false : 'mounts a small disk',
}, async () => {
  const directory = await temporaryDirectory()
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', directory])
  try {
    const place = await DirectoryBackEnd.open(directory)
    const blobs = Array.from({ length: 5 }, (_, at) => ({
      key: `large/${at}`,
      bytes: Buffer.alloc(20_000, String(at)),
    }))
    await place.putAll(blobs)
    await writeFile(join(directory, 'filled'), Buffer.alloc(200_000)).catch(() => undefined)
    await assert.rejects(place.settle(), { failure: 'full' })
    for (const reader of [place, await DirectoryBackEnd.open(directory)]) {
      for (const { key, bytes } of blobs) assert.deepEqual(await reader.get(key), bytes)
      for await (const key of reader.list('large')) assert.ok(key)
    }
    await place.delete('large/0')
    assert.equal(await place.has('large/0'), false)
    await rm(join(directory, 'filled'))
    await place.settle()
    assert.deepEqual(await parcelsIn(directory), [])
    for (const { key, bytes } of blobs.slice(1)) assert.deepEqual(await place.get(key), bytes)
  } finally {
    execFileSync('umount', [directory])
    await rm(directory, { recursive: true })
  }
})
