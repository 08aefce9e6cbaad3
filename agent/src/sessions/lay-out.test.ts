import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostEntries } from '../desktop/host-entries.ts'
import { AccountClash } from '../launcher/accounts.ts'
import { type Containment, usualSizes } from '../launcher/containment.ts'
import { realSystem } from '../system/real-system.ts'
import { recordingSystem } from '../system/recording-system.ts'
import { testOrder } from '../testing/test-order.ts'
import { layOut } from './lay-out.ts'
import { sessionPaths } from './session-paths.ts'

const containment: Containment = {
  executable: ['/usr'],
  denied: [],
  services: [],
  hidden: ['/srv'],
  policies: [],
  sizes: usualSizes,
  network: 'host',
}
const places = { state: '/state', run: '/run/n', homes: '/homes', homeDrives: '/drives', makeHomeDrives: false }

test('only the session’s own places are written, and never the host’s accounts', async () => {
  const order = testOrder()
  const paths = sessionPaths(places, order.id, order.person.account)
  const system = recordingSystem(realSystem())
  await layOut(system, order, paths, containment, hostEntries(system))
  const own = [paths.session, paths.home, '/state/logs']
  for (const { path } of system.effects)
    assert.ok(
      own.some((place) => `${path}/`.startsWith(`${place}/`)),
      path,
    )
})

test('what the person owns is her home and the place of her display; all else is root’s', async () => {
  const order = testOrder()
  const { uid } = order.person
  const paths = sessionPaths(places, order.id, order.person.account)
  const system = recordingSystem(realSystem())
  await layOut(system, order, paths, containment, hostEntries(system))
  for (const { what, path, options } of system.effects) {
    if (what === 'remove' || what === 'fifo') continue
    // The icons of her desktop are hers to change; the folder that they lie in is not.
    const isIcon = what === 'write' && path.startsWith(`${paths.session}/share/desktop/`)
    const hers = isIcon || path.startsWith(paths.home) || path.startsWith(`${paths.session}/display`)
    // She may read her cookie, as the group of her own.
    const isCookie = path.endsWith('/Xauthority')
    assert.equal(options?.owner?.uid, isCookie ? 0 : hers ? uid : undefined, path)
  }
})

test('an account that clashes with the host’s own fails before the first write', async () => {
  const system = recordingSystem(realSystem())
  const order = testOrder()
  const clashing = { ...order, person: { ...order.person, account: 'root' } }
  await assert.rejects(
    layOut(system, clashing, sessionPaths(places, order.id, 'root'), containment, hostEntries(system)),
    AccountClash,
  )
  assert.deepEqual(system.effects, [])
})
