import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { App } from '@nahtlos/contract/configuration/app'
import type { WithheldApp } from '@nahtlos/contract/configuration/withhold'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { eventually } from '../testing/eventually.ts'
import { type TestHost, testHost } from '../testing/test-host.ts'
import { mousepad, testOrder } from '../testing/test-order.ts'
import { handshake, testViewer } from '../testing/test-viewer.ts'

const note: App = {
  ...mousepad,
  id: 'note',
  title: { de: 'Zettel', en: 'Note' },
  command: ['xmessage', 'ticking'],
  opens: [],
}
/** Starts the same program as the editor does, by another name of it. */
const twin: App = { ...mousepad, id: 'twin', command: ['/usr/bin/mousepad', '--disable-server'], opens: [] }
const order: SessionOrder = testOrder({ apps: [mousepad, twin, note] })
const reason = { de: 'Nur im Amt.', en: 'At the office only.' }
let host: TestHost
let revision = 0

before(async () => {
  host = await testHost()
  await host.startAgent()
  from('office', [])
  await host.server.session(host.name, order.id, ({ state }) => state === 'ready')
  await eventually(
    'the desktop is there',
    () => sh('wmctrl -l 2>/dev/null'),
    (found) => found !== '',
  )
})
after(() => host.close())

const sh = async (program: string) => (await host.inSession(order, ['sh', '-c', program])).trimEnd()
/** As the person starts something herself, from her own desktop. */
const start = (command: string) => sh(`${command} >/dev/null 2>&1 & sleep 0.1`)

function from(zone: string, withheld: WithheldApp[]): void {
  host.desire([order], { environments: [{ session: order.id, revision, zone, rules: [], withheld }] })
}

/** Moves, and waits until a connection from there is let in: by then all must be as it has to be. */
async function connectedFrom(zone: string, withheld: WithheldApp[]) {
  revision += 1
  from(zone, withheld)
  const viewer = testViewer(await host.connect(await host.ticket(order, ['control'], { environment: revision })))
  await handshake(viewer)
  return viewer
}

const look = async (program: string) => (await host.lookIn(order, ['sh', '-c', program])).trimEnd()
const titles = () => sh('wmctrl -l | cut -d" " -f5-')
const numberOf = async (name: string) => Number((await look(`pgrep -x -u $(id -u) ${name} | head -1`)) || 0)
/** What the kernel says a process does, by the number that the session knows it by. */
const stateOf = (pid: number) => look(`sed -n 's/^State:.\\([A-Z]\\).*/\\1/p' /proc/${pid}/status`)
const processorTime = async (pid: number) => Number((await look(`cat /proc/${pid}/stat`)).split(' ')[13])

test('from outside an app is hidden and stands still before anybody sees the session, and is back as it was', async () => {
  await start('NAHTLOS_APP=mousepad mousepad')
  const shown = await eventually('its window is there', titles, (found) => found.includes('Mousepad'))
  const pid = await numberOf('mousepad')
  await connectedFrom('home', [{ app: 'mousepad', running: 'freeze', reason }])
  assert.equal((await titles()).includes('Mousepad'), false)
  await look(`kill -CONT ${pid}`)
  const before = await processorTime(pid)
  assert.match(
    await readFile(await groupFile(), 'utf8'),
    /frozen 1/,
    'held by the kernel, not by a signal that she could take back',
  )
  assert.equal(await processorTime(pid), before)
  await eventually(
    'she is told why',
    () => sh('xdotool search --onlyvisible --class xfce4-notifyd'),
    (found) => found !== '',
  )
  await connectedFrom('office', [])
  assert.deepEqual([await titles(), await numberOf('mousepad')], [shown, pid])
  assert.notEqual(await stateOf(pid), 'T')
  await look('pkill -x -u $(id -u) mousepad')
  await eventually(
    'it works again: it can be ended',
    () => numberOf('mousepad'),
    (found) => found === 0,
  )
})

test('where it is withheld an app cannot be started, by whatever way, and its launcher says why', async () => {
  await connectedFrom('home', [{ app: 'mousepad', running: 'freeze', reason }])
  assert.match(await sh('mousepad 2>&1 || true'), /Permission denied|Keine Berechtigung/)
  assert.match(await sh('/usr/bin/mousepad 2>&1 || true'), /Permission denied|Keine Berechtigung/)
  assert.match(await sh('umount /usr/bin/mousepad 2>&1 || true'), /permit|must be superuser|erlaubt/i)
  const launcher = await sh('cat /run/nahtlos-session/share/applications/nahtlos-mousepad.desktop')
  assert.match(launcher, /^Exec=notify-send .*"Nur im Amt\."$/m)
  const other = await sh('cat /run/nahtlos-session/share/applications/nahtlos-twin.desktop')
  assert.match(other, /^Exec=notify-send .*"Nur im Amt\."$/m, 'what starts the same program is away, too')
  assert.equal(
    await readFile('/usr/bin/mousepad').then((bytes) => bytes.length > 1000),
    true,
    'the host has its program',
  )
  await connectedFrom('office', [])
  assert.match(
    await sh('cat /run/nahtlos-session/share/applications/nahtlos-mousepad.desktop'),
    /^Exec=env NAHTLOS_APP=mousepad mousepad %U$/m,
  )
  await start('mousepad')
  await eventually('it starts again', titles, (found) => found.includes('Mousepad'))
})

test('what a frozen app shows is hidden whole: open menus, and a window that does not say whose it is', async () => {
  const inSight = (name: string) => sh(`xdotool search --onlyvisible --class ${name} | wc -l`)
  await eventually('the editor is there', titles, (found) => found.includes('Mousepad'))
  await sh('xdotool search --onlyvisible --class mousepad windowactivate --sync %@ 2>/dev/null; xdotool key F10')
  await eventually(
    'its menu is open',
    () => inSight('mousepad'),
    (found) => Number(found) > 1,
  )
  await start('xmessage ticking')
  await eventually(
    'the note is there',
    () => inSight('xmessage'),
    (found) => Number(found) > 0,
  )
  assert.match(await sh('wmctrl -l -p | grep -i xmessage'), /^0x\w+ +\S+ 0 /, 'nobody can tell whose it is')
  await connectedFrom('home', [
    { app: 'mousepad', running: 'freeze', reason },
    { app: 'note', running: 'freeze', reason },
  ])
  assert.deepEqual([await inSight('mousepad'), await inSight('xmessage')], ['0', '0'])
  await connectedFrom('office', [])
  assert.notEqual(await inSight('mousepad'), '0')
  assert.equal(await inSight('xmessage'), '1')
  await sh('xdotool key Escape; pkill -x xmessage; true')
  await look('pkill -x -u $(id -u) xmessage; true')
})

test('an app that takes its window away as soon as it may run again holds nobody up', async () => {
  // As a menu does whose keyboard was lost while it was out of sight.
  const shy = `xmessage ticking & window=$(xdotool search --sync --onlyvisible --class xmessage)
    xev -id $window -event structure | while read -r line; do
      case $line in *MapNotify*) xdotool windowunmap $window ;; esac
    done`
  await sh(`NAHTLOS_APP=note setsid sh -c '${shy}' >/dev/null 2>&1 </dev/null & true`)
  await eventually(
    'it watches its window',
    () => numberOf('xev'),
    (found) => found > 0,
  )
  await connectedFrom('home', [{ app: 'note', running: 'freeze', reason }])
  await connectedFrom('office', [])
  assert.deepEqual(
    host.log().filter(({ msg }) => msg === 'the environment could not be changed'),
    [],
  )
  await eventually(
    'it has taken its window away',
    () => sh('xdotool search --onlyvisible --class xmessage || true'),
    (found) => found === '',
  )
  await look('pkill -x -u $(id -u) xmessage; pkill -x -u $(id -u) xev; true')
})

test('an app that is to be closed is closed, and one under another name is found all the same', async () => {
  await start('xmessage ticking')
  await eventually(
    'it is there',
    () => numberOf('xmessage'),
    (found) => found > 0,
  )
  await connectedFrom('home', [{ app: 'note', running: 'close', reason }])
  assert.equal(await numberOf('xmessage'), 0)
  assert.notEqual(await numberOf('mousepad'), 0, 'no other app is touched')
  await connectedFrom('office', [])
})

test('what is withheld stays so when the agent is killed, and comes back after it', async () => {
  const shown = await titles()
  await connectedFrom('home', [{ app: 'mousepad', running: 'freeze', reason }])
  const agent = await host.startAgent()
  assert.equal(agent.process.exitCode, null)
  assert.match(await sh('/usr/bin/mousepad 2>&1 || true'), /Permission denied|Keine Berechtigung/)
  await connectedFrom('office', [])
  assert.equal(await titles(), shown)
})

test('a launcher on the desktop, which is hers, may grow as it likes: the app is withheld all the same', async () => {
  await sh('truncate -s 1T /run/nahtlos-session/share/desktop/nahtlos-mousepad.desktop')
  await connectedFrom('home', [{ app: 'mousepad', running: 'freeze', reason }])
  assert.equal(await sh('mousepad --version 2>/dev/null || echo refused'), 'refused')
  await connectedFrom('office', [])
})

test('nobody is let in whose environment is not in place', async () => {
  const early = testViewer(await host.connect(await host.ticket(order, ['control'], { environment: revision + 1 })))
  revision += 1
  from('home', [{ app: 'mousepad', running: 'freeze', reason }])
  await handshake(early)
  assert.equal((await titles()).includes('Mousepad'), false, 'the connection waited for it')
})

test('a session ends with an app that stands still in it, and leaves nothing behind', async () => {
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => state === 'ended'))
  assert.deepEqual(await host.leftOvers(), [])
})

/** `cgroup.events` of the group in which a process of the session stands still. */
async function groupFile(): Promise<string> {
  const first = await host.firstProcess(order)
  const home = /^0::(.*)$/m.exec(await readFile(`/proc/${first}/cgroup`, 'utf8'))?.[1] ?? '/'
  const root = /^\S+ (\S+) cgroup2 /m.exec(await readFile('/proc/self/mounts', 'utf8'))?.[1] ?? ''
  return `${root}${home === '/' ? `/nahtlos-still-${order.id}` : `${home}/still`}/cgroup.events`
}
