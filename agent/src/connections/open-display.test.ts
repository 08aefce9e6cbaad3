import assert from 'node:assert/strict'
import { once } from 'node:events'
import { link, mkdtemp, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { DisplayUnreachable, openDisplay } from './open-display.ts'

let directory: string
const own = process.getuid?.() ?? 0
const server = createServer((socket) => socket.end('hello'))
const at = (name: string) => join(directory, name)
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'display-'))
  server.listen(at('real'))
  await once(server, 'listening')
})
after(async () => {
  server.close()
  await rm(directory, { recursive: true })
})

test('the person’s own socket is connected to', async () => {
  const socket = await openDisplay(at('real'), own)
  assert.equal(String((await once(socket, 'data'))[0]), 'hello')
})

test('a link in its place leads nowhere', async () => {
  await symlink(at('real'), at('link'))
  await assert.rejects(openDisplay(at('link'), own), DisplayUnreachable)
})

test('somebody else’s socket is refused, also under a second name', async () => {
  await assert.rejects(openDisplay(at('real'), own + 1), DisplayUnreachable)
  await link(at('real'), at('second'))
  await assert.rejects(openDisplay(at('second'), own), DisplayUnreachable)
  await rm(at('second'))
})

test('nothing there is an expected answer', async () => {
  await assert.rejects(openDisplay(at('missing'), own), DisplayUnreachable)
})
