import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { eventually } from '@nahtlos/agent/testing/eventually'
import { type TestHost, testHost } from '@nahtlos/agent/testing/test-host'
import { testOrder } from '@nahtlos/agent/testing/test-order'
import { readConfigurationFiles } from '@nahtlos/city/configuration'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'

const loaded = loadConfiguration(readConfigurationFiles())
if (!loaded.ok) throw new Error('the example city cannot be loaded')
const orders: readonly SessionOrder[] = [...loaded.configuration.workspaces.values()].map((workspace) =>
  testOrder({
    target: { workspace: workspace.id, app: null },
    title: workspace.title,
    apps: [...workspace.apps],
    appearance: workspace.appearance,
    programs: workspace.programs,
  }),
)
let host: TestHost

before(async () => {
  host = await testHost()
  await host.startAgent()
  host.desire(orders)
})
after(() => host?.close())

const sh = (order: SessionOrder, script: string) => host.inSession(order, ['sh', '-c', `${script} 2>&1 || true`])

test('an ordinary logon to each workspace of the example city starts nothing that is denied', async () => {
  for (const order of orders) {
    await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
    const windows = () => sh(order, 'wmctrl -l')
    await eventually(`${order.target.workspace} is there`, windows, (found) => /xfce4-panel/.test(found))
  }
  for (const order of orders) {
    // What was refused before is told before this.
    await sh(order, 'perl -e 1')
    const { refusals } = await host.server.session(host.name, order.id, (one) => one.refusals.length > 0)
    assert.deepEqual(
      refusals.map(({ path }) => path),
      ['/usr/bin/perl'],
      order.target.workspace,
    )
  }
})

test('in the file manager, a program that somebody brought opens the message, though it is marked as executable', async () => {
  const [order] = orders
  assert.ok(order)
  const file = `/home/${order.person.account}/spiel`
  await sh(order, `cp /bin/true ${file}; chmod 755 ${file}`)
  const bus = await eventually(
    'its bus is there',
    () => busOf(order),
    (found) => found !== '',
  )
  const call = ['--session', '--dest', 'org.xfce.FileManager', '--object-path', '/org/xfce/FileManager']
  // As a double click does it.
  const launch = ['--method', 'org.xfce.FileManager.Launch', `file://${file}`, '', '']
  await host.inSession(order, ['env', `DBUS_SESSION_BUS_ADDRESS=${bus}`, 'gdbus', 'call', ...call, ...launch])
  const { refusals } = await host.server.session(host.name, order.id, (one) =>
    one.refusals.some(({ origin }) => origin === 'brought'),
  )
  assert.deepEqual(
    refusals.filter(({ origin }) => origin === 'brought').map(({ path }) => path),
    [file],
  )
})

/** The bus of a session's desktop, as its programs know it. */
async function busOf({ person }: SessionOrder): Promise<string> {
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [status, variables] = await Promise.all(
      ['status', 'environ'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
    )
    const found = /(?:^|\0)DBUS_SESSION_BUS_ADDRESS=([^\0]+)/.exec(variables ?? '')?.[1]
    if (found !== undefined && status?.includes(`\nUid:\t${person.uid}\t`)) return found
  }
  return ''
}
