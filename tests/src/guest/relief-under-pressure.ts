import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { somePressure } from '@nahtlos/agent/resources/relief'
import { type TestHost, testHost } from '@nahtlos/agent/testing/test-host'
import { mousepad, testOrder } from '@nahtlos/agent/testing/test-order'
import { handshake, testViewer } from '@nahtlos/agent/testing/test-viewer'
import type { HostSession } from '@nahtlos/contract/host/report'
import { endReasons } from '@nahtlos/contract/session/end-reason'

/**
 * A whole host that is short of memory, by the kernel's own measure. It runs in a guest alone (`main.ts`), because a
 * machine that others work on must not be brought there.
 */
let host: TestHost
let hog: ChildProcess
const app = { ...mousepad, id: 'writes', command: ['sh', '-c', 'mousepad; exec sleep 1000000'] }
const order = () => testOrder({ target: { workspace: 'soziales', app: 'writes' }, apps: [app] })
const [alone, worked] = [order(), order()]

before(async () => {
  host = await testHost()
  await host.startAgent()
  host.desire([alone, worked])
  for (const { id } of [alone, worked]) await host.server.session(host.name, id, ({ state }) => state === 'ready')
  for (const each of [alone, worked])
    await host.lookIn(each, ['sh', '-c', 'until pgrep -x mousepad >/dev/null; do sleep 0.2; done'])
  const socket = await host.connect(await host.ticket(worked, ['control']))
  await handshake(testViewer(socket))
  // Somebody on the host, in none of the sessions, takes a third more than there is, again and again.
  const wanting =
    'my ($m) = `cat /proc/meminfo` =~ /^MemTotal:\\s+(\\d+)/m; my @all; push @all, "x" x 1048576 for 1 .. $m / 1024 * 1.3; while (1) { for my $one (@all) { substr($one, 4096 * $_, 1) = "y" for 0 .. 255 } }'
  hog = spawn('perl', ['-e', wanting], { stdio: 'ignore' })
})
after(async () => {
  if (hog?.exitCode === null && hog.signalCode === null) hog.kill('SIGKILL')
  await host?.close()
})

const seen = (id: string, holds: (session: HostSession) => boolean) => host.server.session(host.name, id, holds)

test('the kernel tells that programs wait for memory', async () => {
  for (let pressure = 0; pressure < 10; )
    pressure = somePressure(await readFile('/proc/pressure/memory', 'utf8')) ?? assert.fail('no psi=1')
})

/** What the agent did with a session about memory, and when. */
const stepsOf = (id: string) =>
  host
    .log()
    .filter(({ session, what }) => session === id && typeof what === 'string')
    .map(({ what, time }) => ({ what, at: Date.parse(String(time)) }))

test('the session that nobody is connected to is asked to close its apps, then its person is warned, then it is ended', async () => {
  const asked = host.lookIn(alone, ['sh', '-c', 'while pgrep -x mousepad >/dev/null; do sleep 0.2; done; echo closed'])
  await seen(alone.id, ({ notices }) => notices.includes('session-ends-for-memory'))
  const { detail } = await seen(alone.id, ({ state }) => state === 'ended')
  assert.match(detail ?? '', new RegExp(endReasons.memory.en))
  assert.match(await asked, /closed/, JSON.stringify(host.log().filter(({ session }) => session === alone.id)))
  const steps = stepsOf(alone.id)
  assert.deepEqual(
    steps.map(({ what }) => what),
    ['ask', 'warn', 'end'],
  )
  for (const [index, { at }] of steps.slice(1).entries()) assert.ok(at - (steps[index]?.at ?? 0) >= 30_000)
})

test('who works is told, keeps her session, and is told no longer when there is memory again', async () => {
  await seen(worked.id, ({ notices }) => notices.includes('host-short-of-memory'))
  assert.match(await host.lookIn(worked, ['pgrep', '-x', 'mousepad']), /\d/)
  hog.kill('SIGKILL')
  await once(hog, 'exit')
  const { state } = await seen(worked.id, ({ notices }) => !notices.includes('host-short-of-memory'))
  assert.equal(state, 'ready')
  assert.deepEqual(
    stepsOf(worked.id).map(({ what }) => what),
    ['tell', 'withdraw'],
  )
})
