import assert from 'node:assert/strict'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import { type TestCups, testCups } from '../testing/test-cups.ts'
import { type TestHost, testHost } from '../testing/test-host.ts'
import { testOrder } from '../testing/test-order.ts'
import { type TestSamba, testSamba } from '../testing/test-samba.ts'

let host: TestHost
let samba: TestSamba
let cups: TestCups
const opened = new AsyncDisposableStack()
before(async () => {
  host = await testHost()
  opened.defer(() => host.close())
  samba = opened.use(await testSamba())
  cups = opened.use(await testCups(['flur']))
  await mkdir(join(samba.rights, 'geheim'), { mode: 0o700 })
  await mkdir(join(samba.rights, 'offen'))
  await store('right', samba.username, samba.password)
  await store('wrong', samba.username, `${samba.password}!`)
  await store('unknown', 'somebody', samba.password)
  await host.startAgent()
})
after(() => opened.disposeAsync())

async function store(name: string, username: string, password: string) {
  const directory = join(host.directory, 'state/credentials', name)
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'anna.berg'), `username=${username}\npassword=${password}\n`, { mode: 0o600 })
}

const title = { de: 'Regel', en: 'Rule' }
const script = (id: string, concern: string, run: string, more: object = {}) => ({
  ...{ action: 'script', id, concern, as: 'person', run, timeout: 60 },
  ...more,
})

/** Starts a session with these actions at its logon, and tells how that ended. */
async function logon(actions: object[]) {
  const order = testOrder({ target: { workspace: 'soziales', app: 'mousepad' } })
  const rule = EnvironmentRule.parse({ kind: 'EnvironmentRule', id: 'r', title, on: ['logon'], actions })
  host.desire([order], {
    environments: [{ session: order.id, revision: 0, zone: 'office', rules: [rule], withheld: [] }],
  })
  const { state, detail, notices } = await host.server.session(
    host.name,
    order.id,
    (each) => each.state !== 'preparing',
  )
  const outcomes = host
    .log()
    .filter((line) => line.session === order.id && line.msg === 'environment')
    .map(({ key, outcome }) => `${key} ${outcome}`)
  return { state, detail, incomplete: notices.includes('environment-incomplete'), outcomes }
}

const hangs = (concern: string) => script('hangs', concern, 'sleep 600 & sleep 600', { timeout: 1 })
const fails = (concern: string) => script('fails', concern, 'echo no such thing >&2; exit 3')
const drive = (id: string, concern: string, store: string, share = 'amt') => ({
  ...{ action: 'drive', id, concern, protocol: 'smb', address: `//${samba.address}/${share}`, folder: 'Geheim' },
  credentials: { store },
})
/** No password is stored for her: the file server is not even asked. */
const unstored = (concern: string) => drive('unstored', concern, 'nowhere')
/** The file server says no: to her password, to her name, and the folder's rights to her. */
const denied = (concern: string) => drive('denied', concern, 'wrong')
const stranger = (concern: string) => drive('stranger', concern, 'unknown')
const forbidden = (concern: string) => drive('forbidden', concern, 'right', 'rechte/geheim')
const nowhere = (concern: string) => drive('nowhere', concern, 'right', 'rechte/fehlt')
/** The print server has no such queue. */
const refused = (concern: string) => ({ action: 'printer', id: 'refused', concern, queue: 'dach', server: cups.server })
const reasons: Record<string, string> = {
  hangs: 'longer than 1 s',
  fails: 'no such thing',
  unstored: 'has nothing for anna.berg',
  denied: 'Permission denied',
  stranger: 'Permission denied',
  forbidden: 'Permission denied',
  nowhere: 'No such file or directory',
  refused: 'there is no printer dach',
}

for (const [name, make] of Object.entries({ hangs, fails, unstored, denied, stranger, forbidden, nowhere, refused })) {
  test(`comfort that ${name} is told, and the logon goes on with all that does not wait for it`, async () => {
    const { state, incomplete, outcomes } = await logon([
      make('comfort'),
      script('child', 'comfort', 'true', { after: name }),
      script('sibling', 'comfort', 'true'),
    ])
    assert.deepEqual([state, incomplete], ['ready', true])
    assert.deepEqual(outcomes.sort(), ['r/child skipped', `r/${name} failed`, 'r/sibling done'].sort())
  })

  test(`security that ${name} stops the logon, and the reason is kept for administrators`, async () => {
    const { state, detail } = await logon([make('security'), script('sibling', 'comfort', 'true')])
    assert.equal(state, 'failed')
    assert.ok(detail?.includes(`r/${name}: `) && detail.includes(reasons[name] ?? '?'), detail ?? 'no detail')
  })
}

test('of the same file server she gets what her password and the rights of the folder let her have', async () => {
  const { state, incomplete, outcomes } = await logon([drive('open', 'security', 'right', 'rechte/offen')])
  assert.deepEqual([state, incomplete, outcomes], ['ready', false, ['r/open done']])
})

test('security that waits for comfort which failed was not done, and stops the logon', async () => {
  const { state, detail } = await logon([fails('comfort'), script('child', 'security', 'true', { after: 'fails' })])
  assert.deepEqual([state, detail], ['failed', 'r/child: "fails" was not done'])
})

test('what hangs is ended with all that it has started', async () => {
  const marks = await Promise.all([logon([hangs('comfort')])])
  assert.equal(marks[0]?.state, 'ready')
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) =>
    sessions.every(({ state }) => state === 'ended' || state === 'failed'),
  )
  assert.deepEqual(await host.leftOvers(), [])
  assert.deepEqual(await readdir(join(host.directory, 'state/drives')), [])
})
