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

/** What such a script is given, after she has done this to the directory of her display. */
async function displayAfter(planted: string): Promise<string> {
  await host.inSession(order, ['/bin/sh', '-c', `cd /run/nahtlos-session/display; ${planted}`])
  const seen = `seen-${revision}`
  say(`printf '%s' "$DISPLAY" >~/${seen}.new && mv ~/${seen}.new ~/${seen}`)
  const path = join(host.directory, 'homes', order.id, seen)
  return eventually(
    'the script has run',
    () => readFile(path, 'utf8').catch(() => ''),
    (text) => text !== '',
  )
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
  const said = await host.inSession(order, [
    '/bin/sh',
    '-c',
    'cd /run/nahtlos-session/display; for each in name Xauthority new; do echo x 2>/dev/null >>$each && echo $each; done',
  ])
  assert.equal(said, '')
})
