import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ActionKind, EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import { sessionPaths } from '../sessions/session-paths.ts'
import { realSystem } from '../system/real-system.ts'
import { testOrder } from '../testing/test-order.ts'
import { dryRun } from './dry-run.ts'
import { sessionDoor } from './session-door.ts'

const title = { de: 'T', en: 'T' }
const places = {
  state: '/nowhere/state',
  run: '/nowhere/run',
  homes: '/nowhere/homes',
  homeDrives: '/nowhere/drives',
  makeHomeDrives: false,
}
const drive = { action: 'drive', protocol: 'smb', address: '//a/b', folder: 'c' }
const actions: readonly object[] = [
  { action: 'variable', name: 'A', value: 'b' },
  { action: 'file', path: 'a/b', content: 'c' },
  { action: 'link', path: 'a', to: 'b' },
  { action: 'key', format: 'ini', path: 'a', key: 'b/c', value: 'd' },
  { action: 'menu-entry', title, opens: { command: ['true'] } },
  { action: 'file-type', type: 'text/csv', app: 'mousepad' },
  { ...drive, credentials: 'guest' },
  { action: 'printer', queue: 'q' },
  { action: 'kiosk', parts: ['panel'] },
  { action: 'script', as: 'root', run: 'touch /nowhere-at-all' },
  { action: 'message', title, text: title },
  { action: 'start-app', app: 'mousepad' },
  { action: 'close-app', app: 'mousepad' },
]
const order = testOrder()

function dry(each: object) {
  const system = realSystem()
  const action = EnvironmentAction.parse({ id: 'x', concern: 'comfort', ...each })
  const paths = sessionPaths(places, order.id, order.person.account)
  // Any process that has a child stands for the session: nothing is run in it.
  const door = sessionDoor({
    ...{ system, person: order.person, display: () => null, enter: paths.enter },
    launcher: () => 1,
  })
  const first = async () => process.pid
  const app = (id: string) => order.apps.find((found) => found.id === id) ?? null
  const running = { pid: 7, parent: 1, inside: 7, app: null, programs: [] }
  return dryRun(system, action, 'r/x', {
    ...{ paths, order, zone: 'office', trigger: 'logon', credentials: '/nowhere' },
    door: { ...door, first, hasDesktop: async () => false },
    apps: {
      ...{ app, processes: async () => [running], running: async () => new Set<string>() },
      start: () => assert.fail('nothing is started'),
      close: () => assert.fail('nothing is closed'),
      closeSome: () => assert.fail('nothing is closed'),
    },
  })
}

test('a dry run of every kind of action tells what it would do to the host, and does none of it', async () => {
  assert.deepEqual(
    actions.map((each) => ('action' in each ? each.action : null)),
    ActionKind.options,
  )
  for (const each of actions) {
    const { effects, failure } = await dry(each)
    assert.notDeepEqual(effects, [], JSON.stringify(each))
    assert.equal(failure, null)
  }
  assert.equal(await realSystem().exists('/nowhere-at-all'), false)
  assert.equal(await realSystem().exists('/nowhere'), false)
})

test('a dry run tells what is seen to fail without doing it', async () => {
  assert.match((await dry({ ...drive, credentials: { store: 's' } })).failure ?? '', /has nothing for anna\.berg/)
  for (const action of ['start-app', 'close-app'])
    assert.equal((await dry({ action, app: 'nothing' })).failure, 'the workspace has no app nothing')
})
