import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { eventually } from '../testing/eventually.ts'
import { type TestHost, testHost } from '../testing/test-host.ts'
import { testOrder } from '../testing/test-order.ts'
import { handshake, testViewer } from '../testing/test-viewer.ts'

const title = { de: 'Regel', en: 'Rule' }
const order: SessionOrder = testOrder({ target: { workspace: 'soziales', app: 'mousepad' } })
const protectedFile = (id: string, path: string, more: object = {}) => ({
  ...{ action: 'file', id, concern: 'comfort', path, content: `${id}\n`, protect: true },
  ...more,
})
const rule = (id: string, actions: object[]) =>
  EnvironmentRule.parse({ kind: 'EnvironmentRule', id, title, on: ['logon'], actions })
const protection = rule('protection', [
  protectedFile('first', 'Notizen/erste.txt'),
  protectedFile('second', 'Notizen/Tiefer/zweite.txt', { executable: true }),
  { action: 'link', id: 'short', concern: 'comfort', path: 'Kurz', to: 'Notizen', protect: true },
  {
    ...{ action: 'key', id: 'key', concern: 'comfort', protect: true },
    ...{ format: 'ini', path: '.config/app.conf', key: 'View/Size', value: 12 },
  },
  protectedFile('lock', '.config/lock', { concern: 'security' }),
])
let host: TestHost
let revision = 0

before(async () => {
  host = await testHost()
  await host.startAgent()
  host.desire([order], { environments: [environment('office', [protection])] })
  const { state, detail } = await host.server.session(host.name, order.id, (each) => each.state !== 'preparing')
  assert.equal(state, 'ready', detail ?? '')
})
after(() => host.close())

const environment = (zone: string, rules: EnvironmentRule[]) => ({
  ...{ session: order.id, revision, zone },
  ...{ rules, withheld: [] },
})
const sh = async (program: string) =>
  (await host.inSession(order, ['sh', '-c', `cd /home/${order.person.account}; ${program}`])).trimEnd()

const whole = ['600 first', '700 second', 'Kurz is a link to Notizen', 'Size=12', '600 lock'].join('\n')
const seen = () =>
  sh(
    `for file in Notizen/erste.txt Notizen/Tiefer/zweite.txt; do echo $(stat -c %a $file) $(cat $file); done 2>/dev/null
     [ -L Kurz ] && echo Kurz is a link to $(basename $(readlink Kurz))
     grep -s Size .config/app.conf
     echo $(stat -c %a .config/lock) $(cat .config/lock)`,
  )
const isWhole = () => eventually('all of it is as the rule has it', seen, (found) => found === whole)

const attacks: Readonly<Record<string, string>> = {
  'put a folder in its place': 'rm Notizen/erste.txt; mkdir -p Notizen/erste.txt/x; chmod 0 Notizen/erste.txt',
  'made it unreadable': 'chmod 0 Notizen/erste.txt .config/app.conf',
  'took its right to run away': 'chmod 600 Notizen/Tiefer/zweite.txt',
  'closed its folder': 'echo other >Notizen/Tiefer/zweite.txt; chmod 0 Notizen/Tiefer Notizen',
  'put a file in the place of its folder': 'rm -rf Notizen; echo file >Notizen',
  'put a link to another place in the place of its folder': 'rm -rf Notizen; ln -s /etc Notizen',
  'put a link in its place': 'ln -sf /etc/passwd Notizen/erste.txt; ln -sf nowhere .config/app.conf',
  'put a folder in the place of a link': 'rm Kurz; mkdir -p Kurz/x',
  'put a folder in the place of the file of a key': 'rm .config/app.conf; mkdir -p .config/app.conf/x',
  'made everything else at once': 'rm -rf Notizen Kurz .config/app.conf .config/lock; mkdir -p .config/lock Kurz',
}

test('what is protected is there from the logon on', async () => {
  assert.equal(await seen(), whole)
})

for (const [name, attack] of Object.entries(attacks)) {
  test(`whoever ${name} finds it put right, and all other protected things too`, async () => {
    await sh(attack)
    await isWhole()
  })
}

test('nothing of putting right is left beside what is protected', async () => {
  assert.equal(await sh('ls -A Notizen Notizen/Tiefer'), 'Notizen:\nTiefer\nerste.txt\n\nNotizen/Tiefer:\nzweite.txt')
})

test('while security cannot be put right, nobody is let into the session', async () => {
  const viewer = testViewer(await host.connect(await host.ticket(order, [], { environment: revision })))
  await handshake(viewer)
  const [home = ''] = await readdir(join(host.directory, 'homes'))
  const file = join(host.directory, 'homes', home, '.config/lock')
  await sh('echo broken >.config/lock; chmod 644 .config/lock')
  // As a failing disk does: it is there, and takes no change.
  execFileSync('sh', [
    '-c',
    `until chattr +i "$1" && grep -q broken "$1"; do chattr -i "$1"; echo broken >"$1"; done`,
    'sh',
    file,
  ])
  try {
    await viewer.closed
    const refused = testViewer(await host.connect(await host.ticket(order, [], { environment: revision })))
    assert.equal(await refused.closed, ConnectionClose.sessionUnreachable)
  } finally {
    execFileSync('chattr', ['-i', file])
  }
  const again = testViewer(await host.connect(await host.ticket(order, [], { environment: revision })))
  await handshake(again)
  assert.equal(await seen(), whole)
})

test('comfort that cannot be undone in time, or hangs from earlier, holds up nobody who comes from elsewhere', async () => {
  const slow = (id: string, more: object) => ({
    ...{ action: 'script', id, concern: 'comfort', as: 'person', timeout: 60, run: 'true' },
    ...more,
  })
  const hanging = rule('hanging', [slow('undo', { undo: 'sleep 600' })])
  const come = async (zone: string, rules: EnvironmentRule[]) => {
    revision += 1
    host.desire([order], { environments: [environment(zone, rules)] })
    const began = performance.now()
    const viewer = testViewer(await host.connect(await host.ticket(order, [], { environment: revision })))
    await handshake(viewer)
    return performance.now() - began
  }
  await come('office', [protection, hanging])
  // Half of what the rule itself would be given.
  const away = await come('home', [protection, rule('firm', [slow('needed', { concern: 'security' })])])
  assert.ok(away < 30_000, `the undoing held it up for ${away} ms`)
  const back = await come('office', [protection])
  assert.ok(back < 30_000, `what hangs from the last time held it up for ${back} ms`)
})
