import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { ActionKind } from '@nahtlos/contract/configuration/environment-action'
import { EnvironmentRule, Trigger } from '@nahtlos/contract/configuration/environment-rule'
import { lockedAfter } from '@nahtlos/contract/session/lock'
import { eventually } from '../testing/eventually.ts'
import { type TestAgent, type TestHost, testHost } from '../testing/test-host.ts'
import { testOrder } from '../testing/test-order.ts'
import { handshake, testViewer } from '../testing/test-viewer.ts'

let host: TestHost
let agent: TestAgent
const order = testOrder()
const title = { de: 'Regel', en: 'Rule' }
const home = `/home/${order.person.account}`

before(async () => {
  host = await testHost()
  agent = await host.startAgent('still')
})
after(() => host.close())

const rule = (id: string, on: Trigger[], actions: object[], more: object = {}): EnvironmentRule =>
  EnvironmentRule.parse({ kind: 'EnvironmentRule', id, title, on, actions, ...more })
const script = (id: string, as: 'person' | 'root', run: string, more: object = {}) => ({
  ...{ action: 'script', id, concern: 'comfort', as, run },
  ...more,
})
/** Root writes on the host, so that it can still be read when the session is gone. */
const note = (on: Trigger, more: object = {}) =>
  rule(on, [on], [script('note', 'root', `echo "$NAHTLOS_TRIGGER \${NAHTLOS_ACCOUNT-}" >>${notes()}`)], more)
const notes = () => join(host.directory, 'notes')
const noted = async () => (await readFile(notes(), 'utf8').catch(() => '')).trimEnd().split('\n')
const timesIn = (found: readonly string[], on: Trigger) =>
  found.filter((line) => line === `${on} ${order.person.account}`).length
const told = (on: Trigger, times = 1) => eventually(`${on} was told`, noted, (found) => timesIn(found, on) === times)

/** A person's shell in her session. */
const sh = async (program: string) => (await host.inSession(order, ['sh', '-c', program])).trimEnd()
const editors = () => host.lookIn(order, ['sh', '-c', 'pgrep -x -u $(id -u) mousepad || true'])

const everywhere = () =>
  (['logon', 'desktop-ready', 'disconnect', 'reconnect', 'lock', 'unlock', 'zone-changed', 'logoff'] as const).map(
    (on) => note(on),
  )
const ofApps = () => [note('app-start', { apps: ['mousepad'] }), note('app-end', { apps: ['mousepad'] })]
const office = () => [
  ...everywhere(),
  ...ofApps(),
  note('timer', { every: 1 }),
  rule(
    'office',
    ['logon'],
    [
      {
        ...{ action: 'key', id: 'prefs', concern: 'comfort', format: 'prefs', path: '.mozilla/firefox/w/user.js' },
        ...{ key: 'browser.startup.homepage', value: 'https://intranet.example/' },
      },
      script('undone', 'person', 'echo here >~/place', { undo: 'id -u >~/place' }),
    ],
  ),
  rule('editor', ['desktop-ready'], [{ action: 'start-app', id: 'a', concern: 'comfort', app: 'mousepad' }]),
]

function from(zone: string, revision: number, rules: EnvironmentRule[]): void {
  const hostRules = [note('host-start')]
  host.desire([order], { hostRules, environments: [{ session: order.id, revision, zone, rules, withheld: [] }] })
}

async function connected(revision: number) {
  const socket = await host.connect(await host.ticket(order, ['control'], { environment: revision }))
  await handshake(testViewer(socket))
  return socket
}

test('a session host does what its own start asks for, before it starts a session', async () => {
  from('office', 0, office())
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  assert.deepEqual((await noted()).slice(0, 2), ['host-start ', `logon ${order.person.account}`])
  assert.equal(
    await sh(`cat ${home}/.mozilla/firefox/w/user.js`),
    'user_pref("browser.startup.homepage", "https://intranet.example/");',
  )
  assert.equal(await sh(`cat ${home}/place`), 'here')
})

test('an app that a rule starts is heard of when it starts', async () => {
  await told('desktop-ready')
  await told('app-start')
  assert.match(await editors(), /\d/)
})

test('an app that a rule closes is gone, and its end is heard of; what a person’s script did she takes back', async () => {
  const close = { action: 'close-app', id: 'close', concern: 'comfort', app: 'mousepad', timeout: 5 }
  from('home', 1, [
    ...everywhere(),
    ...ofApps(),
    note('timer', { every: 1 }),
    rule('closing', ['zone-changed'], [close]),
  ])
  const socket = await connected(1)
  await eventually('the app is closed', editors, (found) => found === '')
  await told('app-end')
  await told('zone-changed')
  assert.equal(await sh(`cat ${home}/place`), String(order.person.uid))
  assert.equal(await sh(`cat ${home}/.mozilla/firefox/w/user.js`), '')
  socket.close()
  await told('disconnect')
  const again = await connected(1)
  await told('reconnect')
  again.close()
  await told('disconnect', 2)
})

/** As `./nahtlos host rules` does it. */
async function hostRules(...args: string[]) {
  const program = join(import.meta.dirname, '../host-run/rules.ts')
  const words = [program, '--config', join(host.directory, 'agent.json'), ...args]
  const answer = promisify(execFile)(process.execPath, words, { env: { PATH: process.env.PATH, LANG: 'de_DE.UTF-8' } })
  return answer.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  )
}

test('whoever runs a host is told what rules would do in a session, published or not, and nothing is done', async () => {
  const { code, output } = await hostRules('--as', order.person.account)
  assert.equal(code, 0, output)
  assert.match(output, /^Regel \(EnvironmentRule\/closing\), zone-changed, when: true\n {2}close: close-app, comfort$/m)
  const file = join(host.directory, 'rules.yaml')
  await mkdir(join(host.directory, 'state/credentials/files'), { recursive: true })
  const secret = join(host.directory, 'state/credentials/files', order.person.account)
  await writeFile(secret, 'username=anna\npassword=geheimes-wort\n', { mode: 0o600 })
  await writeFile(
    file,
    `kind: EnvironmentRule
id: planned
title: { de: Geplant, en: Planned }
on: [logon]
actions:
  - { action: file, id: note, concern: comfort, path: "Neu/{{account}}.txt", content: "Guten Tag" }
  - { action: start-app, id: draw, concern: comfort, app: draw }
  - { action: drive, id: share, concern: security, protocol: smb, address: //srv.example/amt, folder: Amt, credentials: { store: files } }
`,
  )
  const planned = await hostRules('--as', order.person.account, '--file', file)
  assert.equal(planned.code, 1, 'one of them is seen to fail')
  assert.match(
    planned.output,
    / {2}note: file, comfort\n[\s\S]*run \(person\) .* Neu\/anna\.berg\.txt 600 \(9 Byte\)$/m,
  )
  assert.match(planned.output, / {2}draw: start-app, comfort\n {4}ginge nicht: the workspace has no app draw$/m)
  assert.match(planned.output, /^ {4}run unshare --mount .*smbnetfs|^ {4}run unshare --mount .*cifs/m)
  assert.doesNotMatch(planned.output, /geheimes-wort/)
  assert.equal(await sh(`ls ${home}/Neu 2>/dev/null || echo nothing`), 'nothing')
  await writeFile(file, 'kind: EnvironmentRule\nid: x\ntitle: { de: X, en: X }\non: [timer]\nactions: []\n')
  const faulty = await hostRules('--as', order.person.account, '--file', file)
  assert.equal(faulty.code, 1)
  assert.match(faulty.output, /rules\.yaml:5:\d+: /)
  assert.deepEqual(await hostRules('--as', 'nobody.there'), {
    code: 1,
    output: 'nobody.there hat auf diesem Rechner keine Sitzung\n',
  })
  assert.equal((await hostRules()).code, 64)
})

test('a timer runs out a minute after its rule began to apply, and again a minute after that', async () => {
  assert.equal(timesIn(await noted(), 'timer'), 0, 'no time has passed')
  agent.pass(60_000)
  await told('timer')
  agent.pass(60_000)
  await told('timer', 2)
})

test('a session that nobody looks at for a minute is locked, and unlocked for whoever is let in', async () => {
  // Both minutes were over before: the clock began with the last who left.
  assert.equal(timesIn(await noted(), 'lock'), 1)
  assert.equal(timesIn(await noted(), 'unlock'), 0)
  const socket = await connected(1)
  await told('unlock')
  socket.close()
  await told('disconnect', 3)
  agent.pass(lockedAfter - 1)
  agent.pass(1)
  await told('lock', 2)
})

test('the logoff does what it asks for while the person’s desktop is still there', async () => {
  assert.equal((await noted()).includes(`logoff ${order.person.account}`), false)
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => state === 'ended'))
  assert.equal((await noted()).at(-1), `logoff ${order.person.account}`)
  assert.deepEqual(await host.leftOvers(), [])
})

test('every kind of action and every trigger is in a test of a real session', async () => {
  const files = ['every-action.test.ts', 'every-occasion.test.ts']
  const text = (await Promise.all(files.map((name) => readFile(join(import.meta.dirname, name), 'utf8')))).join('\n')
  for (const kind of ActionKind.options) assert.ok(text.includes(`action: '${kind}'`), kind)
  for (const trigger of Trigger.options) assert.ok(text.includes(`'${trigger}'`), trigger)
})
