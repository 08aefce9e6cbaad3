import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { ProgramRefusal } from '@nahtlos/contract/host/report'
import { usualPrograms } from '@nahtlos/contract/session/programs'
import { type TestAgent, type TestHost, testHost } from '../testing/test-host.ts'
import { mousepad, testOrder } from '../testing/test-order.ts'

const run = promisify(execFile)
const name = `nahtlos-tried-${randomBytes(6).toString('hex')}`
const program = `/usr/local/bin/${name}`
const script = `${program}-script`
const programs = {
  ...usualPrograms,
  watch: [
    { rule: 'try-one', packages: [], paths: [`${program}*`] },
    { rule: 'try-perl', packages: ['perl-base'], paths: [] },
  ],
}
const alone = { target: { workspace: 'soziales', app: 'mousepad' }, apps: [mousepad] } as const
const order: SessionOrder = testOrder({ ...alone, apps: [mousepad], programs })
const neighbour: SessionOrder = testOrder({ ...alone, apps: [mousepad] })
let host: TestHost
let agent: TestAgent

before(async () => {
  await copyFile('/bin/true', program)
  await writeFile(script, `#!${program}\n`, { mode: 0o755 })
  host = await testHost()
  agent = await host.startAgent()
  host.desire([order, neighbour])
  for (const { id } of [order, neighbour]) await host.server.session(host.name, id, ({ state }) => state === 'ready')
})
after(async () => {
  await host?.close()
  await rm(program, { force: true })
  await rm(script, { force: true })
})

/** Starts it until it is told, because nobody says when the host has begun to listen. */
async function told(one: SessionOrder, path: string, holds: (refusal: ProgramRefusal) => boolean) {
  const late = performance.now() + 30_000
  for (;;) {
    const said = await host.inSession(one, ['sh', '-c', `${path}; echo $?`])
    assert.equal(said, '0\n', 'it runs, as if there were no rule')
    const { refusals } = await host.server.session(host.name, one.id, () => true)
    const found = refusals.filter(holds)
    if (found.length > 0) return found
    assert.ok(performance.now() < late, `it was never told: ${JSON.stringify(refusals)}`)
  }
}

test('what a rule that is tried out would refuse runs, and the host tells rule, path and hash', async () => {
  const [found, ...more] = await told(order, program, ({ audit, path }) => audit !== undefined && path === program)
  assert.deepEqual(more, [])
  const { stdout } = await run('sha256sum', [program])
  assert.deepEqual(
    [found?.origin, found?.audit, found?.forbidden, found?.package],
    ['installed', 'try-one', false, null],
  )
  assert.ok(found?.sha256 === null || found?.sha256 === stdout.slice(0, 64))
})

test('a script whose interpreter it is counts, and so does the script itself', async () => {
  const paths = new Set<string>()
  for (const found of await told(order, script, ({ audit, path }) => audit === 'try-one' && path === script))
    paths.add(found.path)
  assert.deepEqual([...paths], [script])
})

test('what is denied anyway is refused as before, and not told as tried out', async () => {
  assert.match(
    await host.inSession(order, ['sh', '-c', 'LANG=C perl -e 1 2>&1; echo $?']),
    /is not started here[\s\S]*126/,
  )
  const { refusals } = await host.server.session(host.name, order.id, ({ refusals }) =>
    refusals.some(({ path }) => path === '/usr/bin/perl'),
  )
  assert.deepEqual(
    refusals.filter(({ path }) => path === '/usr/bin/perl').map(({ audit }) => audit),
    [undefined],
  )
})

test('neither a neighbour without the rule nor the host itself is told of', async () => {
  await run(program)
  assert.equal(await host.inSession(neighbour, ['sh', '-c', `${program}; echo $?`]), '0\n')
  // Told in order: when the next start of hers is known, so would that one be.
  await told(order, program, ({ audit, path, times }) => audit === 'try-one' && path === program && times >= 1)
  const { refusals } = await host.server.session(host.name, neighbour.id, () => true)
  assert.deepEqual(refusals, [])
})

test('an agent that stands still holds nobody up', async () => {
  agent.process.kill('SIGSTOP')
  try {
    const loop = `i=0; while [ $i -lt 1000 ]; do ${program}; i=$((i+1)); done; echo done`
    assert.equal(await host.inSession(order, ['timeout', '60', 'sh', '-c', loop]), 'done\n')
  } finally {
    agent.process.kill('SIGCONT')
  }
})

test('who starts it without end is counted, costs the host one line, and the agent goes on', async () => {
  await host.inSession(order, ['sh', '-c', `i=0; while [ $i -lt 2000 ]; do ${program}; i=$((i+1)); done`])
  const { refusals } = await host.server.session(host.name, order.id, () => true)
  assert.equal(refusals.filter(({ path }) => path === program).length, 1)
})
