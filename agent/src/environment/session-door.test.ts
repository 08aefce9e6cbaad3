import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import { eventually } from '../testing/eventually.ts'
import { type TestHost, testHost } from '../testing/test-host.ts'
import { testOrder } from '../testing/test-order.ts'

let host: TestHost
const order = testOrder({ target: { workspace: 'soziales', app: 'mousepad' } })
let revision = 0
before(async () => {
  host = await testHost()
  await host.startAgent()
  say('true')
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
})
after(() => host.close())

/** A rule that runs a script as the person, whenever the place changes. */
function say(run: string) {
  const title = { de: 'Regel', en: 'Rule' }
  const action = { action: 'script', id: 's', concern: 'comfort', as: 'person', run, timeout: 5 }
  const rule = EnvironmentRule.parse({
    ...{ kind: 'EnvironmentRule', id: 'r', title, on: ['logon', 'zone-changed'] },
    actions: [action],
  })
  const environment = { session: order.id, revision, zone: `place-${revision}`, rules: [rule], withheld: [] }
  host.desire([order], { environments: [environment] })
  revision++
}

/** What a rule's script finds out as the person. */
async function said(script: string): Promise<string> {
  const seen = `seen-${revision}`
  say(`(${script}) >~/${seen}.new 2>&1 || true; mv ~/${seen}.new ~/${seen}`)
  const path = join(host.directory, 'homes', order.id, seen)
  return eventually(
    'the script has run',
    () => readFile(path, 'utf8').catch(() => ''),
    (text) => text !== '',
  )
}

/** What such a script is given, after she has done this to the directory of her display. */
async function displayAfter(planted: string): Promise<string> {
  await host.inSession(order, ['/bin/sh', '-c', `cd /run/nahtlos-session/display; ${planted}`])
  return said('printf %s "$DISPLAY"')
}

test('what a person puts in the place of her display’s name is never read by root', async () => {
  const secrets = join(host.directory, 'secrets')
  await mkdir(secrets)
  await writeFile(join(secrets, 'key'), 'the key of the host')
  await chmod(secrets, 0o700)
  for (const planted of [
    `rm -f name; ln -s ${secrets}/key name`,
    'rm -f name; mkfifo name',
    'rm -f name; ln -s /dev/zero name',
    String.raw`rm -f name; printf ":1\nA=b\n" >name`,
    'truncate -s 1T name',
  ])
    assert.match(await displayAfter(`{ ${planted}; } 2>/dev/null`), /^:\d+$/, planted)
})

test('nothing can be stored beside the display, which lies in the host’s memory', async () => {
  const written = await host.inSession(order, [
    '/bin/sh',
    '-c',
    'cd /run/nahtlos-session/display; for each in name Xauthority new; do echo x 2>/dev/null >>$each && echo $each; done',
  ])
  assert.equal(written, '')
})

test('what a rule starts in the session is held as the session is', async () => {
  const first = await host.firstProcess(order)
  const kernel = (status: string) => status.match(/^(Seccomp|NoNewPrivs|Cap\w+):.*$/gm)
  assert.deepEqual(
    kernel(await said('cat /proc/self/status')),
    kernel(await readFile(`/proc/${first}/status`, 'utf8')),
    'no privilege, and the filter of system calls',
  )
  // As at the first process itself: the kernel names the session's group alone, whichever version has it.
  assert.equal(await said('cat /proc/self/cgroup'), await readFile(`/proc/${first}/cgroup`, 'utf8'), 'its group')
  assert.equal(await said('test -e /proc/1 || echo hidden'), 'hidden\n', 'a domain of Landlock of its own')
  assert.match(await said('ulimit -c'), /^0$/m)
  assert.equal(
    await said(
      'xdotool getdisplaygeometry && dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetId | grep -Ec "[0-9a-f]{32}"',
    ),
    '1280 800\n1\n',
    'and it reaches the desktop',
  )
})
