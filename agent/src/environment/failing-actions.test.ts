import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import { type TestHost, testHost } from '../testing/test-host.ts'
import { testOrder } from '../testing/test-order.ts'

let host: TestHost
before(async () => {
  host = await testHost()
  await host.startAgent()
})
after(() => host.close())

const title = { de: 'Regel', en: 'Rule' }
const script = (id: string, concern: string, run: string, more: object = {}) => ({
  ...{ action: 'script', id, concern, as: 'person', run, timeout: 1 },
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

const hangs = (concern: string) => script('hangs', concern, 'sleep 600 & sleep 600')
const fails = (concern: string) => script('fails', concern, 'echo no such thing >&2; exit 3')
/** No password is stored for her: the file server is not even asked. */
const denied = (concern: string) => ({
  ...{ action: 'drive', id: 'denied', concern, protocol: 'smb', address: '//127.0.0.1/secret', folder: 'Geheim' },
  credentials: { store: 'nowhere' },
})

for (const [name, make] of Object.entries({ hangs, fails, denied })) {
  test(`comfort that ${name} is told, and the logon goes on with all that does not wait for it`, async () => {
    const { state, incomplete, outcomes } = await logon([
      make('comfort'),
      script('child', 'comfort', 'true', { after: name }),
      script('sibling', 'comfort', 'true'),
    ])
    assert.deepEqual([state, incomplete], ['ready', true])
    assert.deepEqual(outcomes.sort(), ['r/child skipped', `r/${name} failed`, 'r/sibling done'])
  })

  test(`security that ${name} stops the logon, and the reason is kept for administrators`, async () => {
    const { state, detail } = await logon([make('security'), script('sibling', 'comfort', 'true')])
    assert.equal(state, 'failed')
    const reason = { hangs: 'longer than 1 s', fails: 'no such thing', denied: 'has nothing for anna.berg' }[name]
    assert.ok(detail?.includes(`r/${name}: `) && detail.includes(reason ?? ''), detail ?? 'no detail')
  })
}

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
})
