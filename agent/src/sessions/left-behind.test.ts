import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { realSystem } from '../system/real-system.ts'
import { leftBehind } from './left-behind.ts'
import { sessionPaths } from './session-paths.ts'

const places = { state: '/state', run: '/run/none', homes: '/none', homeDrives: '/none', makeHomeDrives: false }

/** Somebody whom this host has never seen. */
function somebody(hasOther = false) {
  const id = randomUUID()
  const account = `nobody-${randomInt(1_000_000)}`
  return { id, uid: 2_000_000 + randomInt(1_000_000), account, paths: sessionPaths(places, id, account), hasOther }
}

test('a host that is as it was before has nothing to tell', async () => {
  assert.deepEqual(await leftBehind(realSystem(), somebody()), [])
})

test('a process, a file and a directory of the person are found', async (t) => {
  const ended = somebody()
  const child = spawn('sleep', ['1000'], { uid: ended.uid, gid: ended.uid, stdio: 'ignore' })
  await once(child, 'spawn')
  const directory = await mkdtemp(join(tmpdir(), 'left-'))
  t.after(async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
    await rm(directory, { recursive: true })
  })
  await chown(directory, ended.uid, ended.uid)
  const left = await leftBehind(realSystem(), { ...ended, paths: { ...ended.paths, home: directory } })
  assert.deepEqual(left.toSorted(), [directory, directory, `process ${child.pid} (sleep)`].toSorted())
})

test('what may belong to another session of the same person is not counted as left behind', async (t) => {
  const ended = somebody(true)
  const child = spawn('sleep', ['1000'], { uid: ended.uid, gid: ended.uid, stdio: 'ignore' })
  t.after(async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  await once(child, 'spawn')
  assert.deepEqual(await leftBehind(realSystem(), ended), [])
})
