import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Outcome } from './outcome.ts'

const execute = promisify(execFile)
const runner = JSON.stringify(pathToFileURL(join(import.meta.dirname, 'pure-room.ts')).href)

/** Runs planted files as a room, in a process of its own: files of tests run none within themselves. */
async function roomOf(files: Readonly<Record<string, string>>): Promise<readonly Outcome[]> {
  const root = await mkdtemp(join(tmpdir(), 'nahtlos-room-'))
  try {
    await writeFile(join(root, 'package.json'), '{ "type": "module" }')
    for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text)
    const program = `
      import { runPureRoom } from ${runner}
      const told = []
      const names = ${JSON.stringify(Object.keys(files))}
      const { outcomes } = await runPureRoom(${JSON.stringify(root)}, 'room', names, (each) => told.push(each))
      console.log(JSON.stringify({ told, outcomes }))`
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    await writeFile(join(root, 'runner.js'), program)
    const { stdout } = await execute(process.execPath, ['runner.js'], { env, cwd: root })
    const { told, outcomes } = JSON.parse(stdout)
    assert.deepEqual(told, outcomes)
    return outcomes
  } finally {
    await rm(root, { recursive: true })
  }
}

const short = (outcomes: readonly Outcome[]) => outcomes.map(({ file, name, result }) => `${file} ${name} ${result}`)
const good = `import { test } from 'node:test'\ntest('holds', () => {})\n`
const bad = `import { suite, test } from 'node:test'\nsuite('all', () => { test('fails', () => { throw new Error('so') }) })\n`

test('tests of a room’s files run in one process, and each counts for its own file', async () => {
  const outcomes = await roomOf({ 'good.test.ts': good, 'bad.test.ts': bad })
  assert.deepEqual(short(outcomes), ['good.test.ts holds passed', 'bad.test.ts all > fails failed'])
  assert.match(outcomes[1]?.message ?? '', /so/)
})

test('a file in which no test ran counts as failed', async () => {
  assert.deepEqual(short(await roomOf({ 'good.test.ts': good, 'empty.test.ts': '' })), [
    'good.test.ts holds passed',
    'empty.test.ts has tests failed',
  ])
})

test('a room with a file that cannot be read fails, and says why', async () => {
  const outcomes = await roomOf({ 'good.test.ts': good, 'broken.test.ts': 'import "./nowhere.ts"\n' })
  assert.equal(
    outcomes.some(({ result }) => result === 'failed'),
    true,
  )
  assert.match(outcomes.map(({ message }) => message).join(), /nowhere\.ts/)
})
