import assert from 'node:assert/strict'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { App } from '@nahtlos/contract/configuration/app'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { type TestHost, testHost } from './testing/test-host.ts'
import { testOrder } from './testing/test-order.ts'

let host: TestHost
before(async () => {
  host = await testHost()
  await host.startAgent()
})
after(() => host.close())

function app(id: string, ...command: string[]): App {
  const title = { de: id, en: id }
  return {
    ...{ kind: 'App', id, title, package: id, command, programs: [], needs: [], icon: id },
    ...{ categories: ['Office'], opens: [] },
  }
}

const apps: readonly [app: App, window: readonly string[]][] = [
  [app('firefox', 'firefox-esr', '--no-remote', 'about:blank'), ['--class', 'firefox']],
  [app('mail', 'thunderbird'), ['--class', 'thunderbird']],
  [app('writer', 'libreoffice', '--writer', '--norestore'), ['--class', 'libreoffice-writer']],
  [app('text', 'mousepad'), ['--class', 'mousepad']],
]

for (const [each, window] of apps)
  test(`${each.id} opens its window in a contained session`, async (t) => {
    const order = testOrder({ target: { workspace: 'soziales', app: each.id }, apps: [each] })
    host.desire([order])
    const started = await host.server.session(host.name, order.id, ({ state }) => state !== 'preparing')
    assert.equal(started.state, 'ready', started.detail ?? '')
    await windows(order, window, 1)
    const processes = await processesOf(await host.firstProcess(order))
    for (const { status, name } of processes) {
      assert.match(status, /^NoNewPrivs:\t1$/m, name)
      assert.match(status, /^CapEff:\t0+$/m, name)
    }
    if (each.id === 'firefox')
      await t.test('and its own sandbox is on', async () => {
        const first = await host.firstProcess(order)
        let inner = 0
        while (inner === 0) inner = (await processesOf(first)).filter(({ status }) => filters(status) > 1).length
        assert.ok(inner > 0, 'processes with a filter of Firefox’s own beside ours')
      })
    if (each.id === 'text')
      await t.test('and its file dialog', async () => {
        await host.inSession(order, ['xdotool', 'key', 'ctrl+o'])
        await windows(order, window, 2)
      })
    host.desire([])
    await host.server.session(host.name, order.id, ({ state }) => state === 'ended')
    assert.deepEqual(await host.leftOvers(), [])
  })

/** Resolves when as many windows are there. */
async function windows(order: SessionOrder, search: readonly string[], count: number): Promise<void> {
  const found = `xdotool search --onlyvisible ${search.join(' ')} 2>/dev/null | wc -l`
  await host.inSession(order, ['sh', '-c', `until [ "$(${found})" -ge ${count} ]; do sleep 0.05; done`])
}

const filters = (status: string) => Number(/^Seccomp_filters:\t(\d+)$/m.exec(status)?.[1] ?? 0)

/** All processes of the PID namespace whose first process this is. */
async function processesOf(first: number): Promise<{ name: string; status: string }[]> {
  const namespace = await readlink(`/proc/${first}/ns/pid`)
  const found: { name: string; status: string }[] = []
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const same = await readlink(`/proc/${pid}/ns/pid`).then(
      (each) => each === namespace,
      () => false,
    )
    const status = same ? await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '') : ''
    if (status !== '') found.push({ name: /^Name:\t(.*)$/m.exec(status)?.[1] ?? '', status })
  }
  return found
}
