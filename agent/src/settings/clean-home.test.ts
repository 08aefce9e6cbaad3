import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { cleanHome, HomeNotCleaned, mountsBelow } from './clean-home.ts'

const isRoot = process.getuid?.() === 0
let root: string
let home: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'clean-'))
  home = join(root, 'home')
  mkdirSync(home)
})
afterEach(() => rmSync(root, { recursive: true }))

test('everything goes and the home stays', async () => {
  mkdirSync(join(home, 'a/b/c'), { recursive: true })
  mkdirSync(join(home, 'Dokumente'))
  for (const path of ['.x', 'a/y', 'a/b/c/z']) writeFileSync(join(home, path), 'x')
  for (let at = 0; at < 1500; at++) writeFileSync(join(home, 'a', `many-${at}`), '')
  execFileSync('mkfifo', [join(home, 'fifo')])
  // A name that is no UTF-8.
  writeFileSync(Buffer.concat([Buffer.from(`${home}/`), Buffer.of(0x66, 0xff, 0xfe)]), '')
  mkdirSync(Buffer.concat([Buffer.from(`${home}/`), Buffer.of(0xe4)]))
  await cleanHome(home)
  assert.deepEqual(readdirSync(home), [])
  await cleanHome(home)
})

test('links are removed, not followed', async () => {
  const outside = join(root, 'outside')
  mkdirSync(outside)
  writeFileSync(join(outside, 'kept'), 'kept')
  symlinkSync(outside, join(home, 'folder'))
  symlinkSync(join(outside, 'kept'), join(home, 'file'))
  await cleanHome(home)
  assert.deepEqual(readdirSync(home), [])
  assert.equal(readFileSync(join(outside, 'kept'), 'utf8'), 'kept')
})

test('a home that is itself a link is refused', async () => {
  writeFileSync(join(home, 'kept'), '')
  symlinkSync(home, join(root, 'link'))
  await assert.rejects(cleanHome(join(root, 'link')))
  assert.ok(existsSync(join(home, 'kept')))
})

test('folders nested deeper than any path may be long are removed too', async () => {
  const name = 'd'.repeat(100)
  // Built from the inside: each level wraps the one before, so no long path is ever needed.
  for (let depth = 0; depth < 300; depth++) {
    mkdirSync(join(root, 'wrap'))
    if (depth > 0) renameSync(join(home, name), join(root, 'wrap', name))
    renameSync(join(root, 'wrap'), join(home, name))
  }
  await cleanHome(home)
  assert.deepEqual(readdirSync(home), [])
})

test('a mount in the home is refused before anything is gone', {
  skip: isRoot ? false : 'mounting needs root',
}, async () => {
  for (const kind of ['another device', 'a bind mount of the same device']) {
    const documents = join(home, 'Doku mente')
    const drive = join(root, 'drive')
    mkdirSync(documents, { recursive: true })
    mkdirSync(drive, { recursive: true })
    writeFileSync(join(home, 'a'), '')
    execFileSync(
      'mount',
      kind === 'another device' ? ['-t', 'tmpfs', 'tmpfs', documents] : ['--bind', drive, documents],
    )
    try {
      writeFileSync(join(documents, 'letter'), 'dear')
      await assert.rejects(cleanHome(home), HomeNotCleaned)
      assert.equal(readFileSync(join(documents, 'letter'), 'utf8'), 'dear')
      assert.ok(existsSync(join(home, 'a')))
    } finally {
      execFileSync('umount', [documents])
    }
  }
})

test('mounts are found under names with spaces, and not in neighbours', () => {
  const info =
    '36 35 98:0 / /homes/anna/Doku\\040mente rw - ext4 /dev/x rw\n37 35 98:0 / /homes/anna2/x rw - ext4 y rw\n'
  assert.deepEqual(mountsBelow('/homes/anna', info), ['/homes/anna/Doku mente'])
})
