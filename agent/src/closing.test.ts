import assert from 'node:assert/strict'
import { chown, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'

test('when a session is ended its windows are closed as a person would, before any program gets a signal', async () => {
  await using opened = new AsyncDisposableStack()
  const host = await testHost()
  opened.defer(() => host.close())
  await host.startAgent()
  const order = testOrder()
  const drive = join(host.directory, 'drives', order.person.account)
  await mkdir(drive)
  await chown(drive, order.person.uid, order.person.uid)
  host.desire([order])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')

  // xmessage ends with 1 when its window is closed, and by the signal otherwise; the shell around it gets none.
  await host.startInSession(order, ['sh', '-c', 'xmessage -title letter x; echo $? >~/Dokumente/how-it-ended'])
  const shown = await host.inSession(order, [
    'sh',
    '-c',
    'until wmctrl -l 2>/dev/null | grep letter; do sleep 0.05; done',
  ])
  assert.match(shown, /letter/)
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => state === 'ended'))
  assert.equal(await readFile(join(drive, 'how-it-ended'), 'utf8'), '1\n')
})
