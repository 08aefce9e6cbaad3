import assert from 'node:assert/strict'
import { readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { eventually } from './testing/eventually.ts'
import { type TestHost, testHost } from './testing/test-host.ts'
import { mousepad, testOrder } from './testing/test-order.ts'

let host: TestHost
before(async () => {
  host = await testHost()
  await host.startAgent()
})
after(() => host.close())

const logOf = (id: string) => join(host.directory, 'state/logs', `${id}.log`)
const ended = () => host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => state === 'ended'))

test('whatever a session prints, the host keeps little of it, and nothing of what apps say', async () => {
  const talkative = {
    ...mousepad,
    command: [
      'sh',
      '-c',
      // What the display itself says can be made endless, too: it is read to its end, and kept no further.
      `yes "a letter to Mrs Smith" | head -c 20000000
       yes "a letter to Mr Smith" | head -c 5000000 >/proc/$(pgrep -o -u $(id -u) Xvnc)/fd/2
       echo $? >~/said
       exec sleep 600`,
    ],
  }
  const order = testOrder({ apps: [talkative], target: { workspace: 'soziales', app: 'mousepad' } })
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  await eventually(
    'the app has said all',
    () => host.inSession(order, ['sh', '-c', 'cat /home/anna.berg/said 2>/dev/null']),
    (text) => text === '0\n',
  )
  const log = await readFile(logOf(order.id), 'utf8')
  assert.ok(log.length < 100_000, `${log.length} bytes`)
  assert.match(log, /Xvnc/, 'what went before is there')
  assert.doesNotMatch(log, /Mrs Smith/)
  const old = logOf('11111111-1111-4111-8111-111111111111')
  await writeFile(old, 'long ago')
  await utimes(old, new Date(0), new Date(0))

  host.desire([])
  await ended()
  for (const path of [logOf(order.id), old])
    await eventually(
      'the log is gone',
      () => readFile(path, 'utf8').catch(() => 'gone'),
      (text) => text === 'gone',
    )
})
