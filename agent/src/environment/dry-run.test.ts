import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EnvironmentAction } from '@nahtlos/contract/configuration/environment-action'
import { sessionPaths } from '../sessions/session-paths.ts'
import { realSystem } from '../system/real-system.ts'
import { recordingSystem } from '../system/recording-system.ts'
import { testOrder } from '../testing/test-order.ts'
import { sessionApps } from '../withheld/session-apps.ts'
import type { Surroundings } from './action-module.ts'
import { moduleOf } from './actions.ts'
import { sessionDoor } from './session-door.ts'

const title = { de: 'T', en: 'T' }
const places = {
  state: '/nowhere/state',
  run: '/nowhere/run',
  homes: '/nowhere/homes',
  homeDrives: '/nowhere/drives',
  makeHomeDrives: false,
}
const actions: readonly object[] = [
  { action: 'variable', name: 'A', value: 'b' },
  { action: 'file', path: 'a/b', content: 'c' },
  { action: 'link', path: 'a', to: 'b' },
  { action: 'key', format: 'ini', path: 'a', key: 'b/c', value: 'd' },
  { action: 'menu-entry', title, opens: { command: ['true'] } },
  { action: 'file-type', type: 'text/csv', app: 'mousepad' },
  { action: 'drive', protocol: 'smb', address: '//a/b', folder: 'c', credentials: 'guest' },
  { action: 'printer', queue: 'q' },
  { action: 'kiosk', parts: ['panel'] },
  { action: 'script', as: 'root', run: 'touch /nowhere-at-all' },
  { action: 'message', title, text: title },
]

test('a dry run of an action tells what it would do to the host, and does none of it', async () => {
  const order = testOrder()
  for (const each of actions) {
    const action = EnvironmentAction.parse({ id: 'x', concern: 'comfort', ...each })
    const system = recordingSystem(realSystem())
    const paths = sessionPaths(places, order.id, order.person.account)
    // Any process that has a child stands for the session: nothing is run in it.
    const door = sessionDoor({
      ...{ system, person: order.person, display: () => null, enter: paths.enter },
      launcher: () => 1,
    })
    const at: Surroundings = {
      ...{ system, paths, order, zone: 'office', trigger: 'logon', credentials: '/nowhere' },
      door: {
        ...door,
        first: async () => process.pid,
        hasDesktop: async () => false,
        command: async (argv) => argv,
        run: (argv, options) => system.run(argv, options),
      },
      apps: sessionApps(system, door, order, paths.session),
      signal: AbortSignal.timeout(5_000),
      alone: (_, work) => work(),
    }
    // Programs of a dry run answer with success and no word, on which some would go on differently: that is told too.
    await moduleOf(action.action).apply(action as never, 'r/x', {
      ...at,
      door: { ...at.door, amongMounts: async (argv) => ({ ...(await system.run(argv)), code: 1 }) },
    })
    assert.notDeepEqual(system.effects, [], action.action)
  }
  assert.equal(await realSystem().exists('/nowhere-at-all'), false)
  assert.equal(await realSystem().exists('/nowhere'), false)
})
