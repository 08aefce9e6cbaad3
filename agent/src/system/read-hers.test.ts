import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chown, link, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readHers } from './read-hers.ts'

const uid = 299_998
let directory: string
const at = (name: string) => join(directory, name)
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hers-'))
  await writeFile(at('good'), ':7\n')
  await chown(at('good'), uid, uid)
})
after(() => rm(directory, { recursive: true }))

test('a plain file of hers is read, and what is not there is nothing', async () => {
  assert.equal(await readHers(at('good'), uid, 16), ':7\n')
  assert.equal(await readHers(at('missing'), uid, 16), null)
})

test('a link is not followed, wherever it leads', async () => {
  for (const [name, to] of Object.entries({ secret: '/etc/shadow', endless: '/dev/zero', own: at('good') })) {
    await symlink(to, at(name))
    assert.equal(await readHers(at(name), uid, 16), null, name)
  }
})

test('a FIFO that nobody writes into keeps nobody waiting', async () => {
  execFileSync('mkfifo', [at('fifo')])
  await chown(at('fifo'), uid, uid)
  assert.equal(await readHers(at('fifo'), uid, 16), null)
})

test('what is longer than it may be is not read, nor held in memory', async () => {
  await writeFile(at('huge'), 'x')
  await truncate(at('huge'), 2 ** 40)
  await chown(at('huge'), uid, uid)
  assert.equal(await readHers(at('huge'), uid, 16), null)
})

test('another one’s file is refused, and a second name of a file too', async () => {
  await writeFile(at('other'), 'root')
  assert.equal(await readHers(at('other'), uid, 16), null)
  await link(at('good'), at('second'))
  assert.equal(await readHers(at('second'), uid, 16), null)
  await rm(at('second'))
})
