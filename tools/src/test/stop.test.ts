import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { aliveOf, descendantsOf, type Known } from './descendants.ts'

const root = mkdtempSync(join(tmpdir(), 'stopped-'))
after(() => rmSync(root, { recursive: true }))

const url = (file: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, file)).href)

/** Runs the planted files one after the other as `./nahtlos test` does, and keeps what it tells. */
const runner = (grace: number, files: readonly string[]) => `
  import { runNodeTests } from ${url('node-runner.ts')}
  import { listenForStop } from ${url('stop.ts')}
  const stopped = listenForStop(console.log, ${grace})
  for (const file of ${JSON.stringify(files)})
    if (!stopped.aborted) await runNodeTests(${JSON.stringify(root)}, file, () => {})
  if (!stopped.aborted) console.log('all ran')
`

/** Holds a process until its hook ends it, notes what happens, and waits in a test within a test for ever. */
const holding = (notes: string, cleansUp: boolean) => `
  import { spawn } from 'node:child_process'
  import { once } from 'node:events'
  import { appendFileSync } from 'node:fs'
  import { after, before, describe, it, test } from 'node:test'
  const note = (text) => appendFileSync(${JSON.stringify(notes)}, text + '\\n')
  let held
  before(() => { held = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' }) })
  after(async () => {
    if (!${cleansUp}) return
    held.kill()
    await once(held, 'exit')
    note('cleaned')
  })
  test('waits', async (t) => {
    after(() => note('outer over'))
    await t.test('for ever', () => {
      note('holds ' + held.pid)
      return new Promise((resolve) => setInterval(() => {}, 1000))
    })
    note('goes on')
  })
  describe('afterwards', () => {
    it('begins nothing', async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      note('begun')
    })
  })
`

interface Planted {
  readonly child: ChildProcess
  readonly said: () => string
  readonly notes: () => string
  /** All that it has started. */
  readonly below: readonly Known[]
}

/** Begins a run of two files and waits until the first of them holds its process. */
async function begun(name: string, { grace, cleansUp }: { grace: number; cleansUp: boolean }): Promise<Planted> {
  const notes = join(root, `${name}.notes`)
  writeFileSync(notes, '')
  const first = join(root, `${name}-1.test.mjs`)
  const second = join(root, `${name}-2.test.mjs`)
  writeFileSync(first, holding(notes, cleansUp))
  writeFileSync(second, holding(join(root, `${name}.never`), true))
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined }
  const program = join(root, `${name}.mjs`)
  writeFileSync(program, runner(grace, [first, second]))
  const child = spawn(process.execPath, [program], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const changes = watch(notes)
  while (!readFileSync(notes, 'utf8').includes('holds')) await once(changes, 'change')
  changes.close()
  const below = descendantsOf(child.pid ?? 0)
  assert.ok(below.some(({ name: program }) => program === 'sleep'))
  assert.ok(below.length >= 2)
  return { child, said: () => said, notes: () => readFileSync(notes, 'utf8'), below }
}

for (const [signal, status] of [
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)
  test(`a run that is stopped by ${signal} has its files clean up, and begins nothing further`, async () => {
    const { child, said, notes, below } = await begun(signal, { grace: 60_000, cleansUp: true })
    child.kill(signal)
    // Its output ends with the last one that has it.
    assert.deepEqual(await once(child, 'close'), [status, null])
    assert.match(notes(), /^holds \d+\nouter over\ngoes on\ncleaned\n$/)
    assert.deepEqual(aliveOf(below), [])
    assert.equal(existsSync(join(root, `${signal}.never`)), false)
    assert.equal(said().trim().split('\n').length, 1, said())
  })

test('what does not end in time after a stop is ended and named', async () => {
  const { child, said, below } = await begun('stubborn', { grace: 2_000, cleansUp: false })
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'close'), [143, null])
  assert.match(said(), /sleep \(process \d+\) was still there/)
  assert.deepEqual(aliveOf(below), [])
})

test('the second signal ends a run on the spot', async () => {
  const { child, below } = await begun('twice', { grace: 60_000, cleansUp: false })
  child.kill('SIGTERM')
  await once(child.stdout ?? child, 'data')
  child.kill('SIGINT')
  assert.deepEqual((await once(child, 'exit'))[0], 130)
  for (const { pid } of aliveOf(below)) process.kill(pid, 'SIGKILL')
})

test('files clean up by themselves where whoever began the run was killed', async () => {
  const { child, notes, below } = await begun('killed', { grace: 60_000, cleansUp: true })
  child.kill('SIGKILL')
  // The file's own process has the output of the run no longer; its end shows by what it notes.
  const changes = watch(join(root, 'killed.notes'))
  while (!notes().includes('cleaned')) await once(changes, 'change')
  changes.close()
  assert.deepEqual(
    aliveOf(below).filter(({ name }) => name === 'sleep'),
    [],
  )
})
