import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { SessionEnvironment } from '@nahtlos/contract/host/environment'
import { ConnectionClose } from '@nahtlos/contract/session/state'
import { eventually } from '../testing/eventually.ts'
import { type TestCups, testCups } from '../testing/test-cups.ts'
import { type TestHost, testHost } from '../testing/test-host.ts'
import { testOrder } from '../testing/test-order.ts'
import { type TestSamba, testSamba } from '../testing/test-samba.ts'
import { handshake, testViewer } from '../testing/test-viewer.ts'
import { type TestWebdav, testWebdav } from '../testing/test-webdav.ts'

let host: TestHost
let samba: TestSamba
let cups: TestCups
let webdav: TestWebdav
const order: SessionOrder = testOrder()
const opened = new AsyncDisposableStack()
const title = { de: 'Regel', en: 'Rule' }

before(async () => {
  host = await testHost()
  opened.defer(() => host.close())
  samba = opened.use(await testSamba())
  cups = opened.use(await testCups(['flur', 'zuhause']))
  webdav = opened.use(await testWebdav())
  await writeFile(join(samba.share, 'bescheid.txt'), 'from the share')
  await writeFile(join(webdav.folder, 'dav.txt'), 'from the web')
  await credentials('files', order.person.account, samba)
  await credentials('web', order.person.account, webdav)
  await host.startAgent()
})
after(() => opened.disposeAsync())

async function credentials(store: string, account: string, of: { username: string; password: string }) {
  const directory = join(host.directory, 'state/credentials', store)
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, account), `username=${of.username}\npassword=${of.password}\n`, { mode: 0o600 })
}

const rule = (id: string, on: string[], actions: object[], more: object = {}): EnvironmentRule =>
  EnvironmentRule.parse({ kind: 'EnvironmentRule', id, title, on, actions, ...more })

const environment = (revision: number, zone: string, rules: EnvironmentRule[]): SessionEnvironment => ({
  session: order.id,
  revision,
  zone,
  rules,
  withheld: [],
})

const comfort = { concern: 'comfort' }
function office(): EnvironmentRule[] {
  const smb = `//${samba.address}/amt`
  return [
    rule(
      'office',
      ['logon'],
      [
        {
          action: 'variable',
          id: 'place',
          ...comfort,
          name: 'TEST_PLACE',
          value: "it's {{zone}}",
        },
        {
          action: 'file',
          id: 'note',
          ...comfort,
          path: 'Notizen/heute.txt',
          content: 'Guten Tag, {{name}}\n',
          protect: true,
        },
        { action: 'link', id: 'short', ...comfort, path: 'Kurz', to: 'Notizen', after: 'note' },
        {
          action: 'key',
          id: 'ini',
          ...comfort,
          format: 'ini',
          path: '.config/app.conf',
          key: 'View/Size',
          value: 12,
          protect: true,
        },
        {
          action: 'key',
          id: 'json',
          ...comfort,
          format: 'json',
          path: '.config/app.json',
          key: '/view/size',
          value: 12,
        },
        {
          action: 'key',
          id: 'xml',
          ...comfort,
          format: 'xml',
          path: '.config/app.xml',
          key: '/app/view/@size',
          value: '12',
        },
        {
          action: 'key',
          id: 'dconf',
          ...comfort,
          format: 'dconf',
          key: '/org/gnome/desktop/interface/clock-format',
          value: "'12h'",
        },
        {
          action: 'key',
          id: 'xfconf',
          ...comfort,
          format: 'xfconf',
          key: 'xfwm4/general/title_alignment',
          value: 'left',
        },
        {
          action: 'menu-entry',
          id: 'intranet',
          ...comfort,
          title: { de: 'Intranet', en: 'Intranet' },
          opens: { address: 'https://intranet.example/' },
          desktop: true,
        },
        { action: 'file-type', id: 'csv', ...comfort, type: 'text/csv', app: 'mousepad' },
        {
          action: 'drive',
          id: 'share',
          ...comfort,
          protocol: 'smb',
          address: smb,
          folder: 'Laufwerke/Amt',
          credentials: { store: 'files' },
        },
        {
          action: 'drive',
          id: 'web',
          ...comfort,
          protocol: 'webdav',
          address: webdav.address,
          folder: 'Laufwerke/Netz',
          credentials: { store: 'web' },
        },
        { action: 'printer', id: 'flur', ...comfort, queue: 'flur', server: cups.server },
        { action: 'kiosk', id: 'panel', concern: 'security', parts: ['panel'] },
        {
          action: 'script',
          id: 'person',
          ...comfort,
          as: 'person',
          run: 'id -u >~/uid; echo "$NAHTLOS_TRIGGER" >>~/uid',
        },
        {
          action: 'script',
          id: 'root',
          concern: 'security',
          as: 'root',
          run: `echo "$(id -u) $NAHTLOS_ACCOUNT" >${host.directory}/root`,
          undo: `rm ${host.directory}/root`,
        },
      ],
    ),
    rule(
      'ready',
      ['desktop-ready'],
      [
        {
          action: 'message',
          id: 'hello',
          ...comfort,
          title: { de: 'Willkommen', en: 'Welcome' },
          text: title,
          important: true,
        },
        { action: 'start-app', id: 'editor', ...comfort, app: 'mousepad' },
      ],
    ),
    rule(
      'moved',
      ['app-end'],
      [{ action: 'script', id: 'told', ...comfort, as: 'person', run: 'echo ended >>~/apps' }],
      { apps: ['mousepad'] },
    ),
  ]
}

/** A person's shell in her session; its answer without the last line break. */
const sh = async (program: string) => (await host.lookIn(order, ['sh', '-c', program])).trimEnd()
const home = `/home/${order.person.account}`
const bus = 'export $(tr "\\0" "\\n" </proc/$(pgrep -u $(id -u) xfce4-session)/environ | grep ^DBUS_SESSION)'

/** Everything that the rules below touch, as programs of the session see it. */
async function seen() {
  return {
    note: await sh(`cat ${home}/Kurz/heute.txt 2>&1`),
    ini: await sh(`cat ${home}/.config/app.conf`),
    json: await sh(`tr -d ' \n' <${home}/.config/app.json`),
    xml: await sh(`tail -1 ${home}/.config/app.xml`),
    dconf: await sh(`cat ${home}/.config/glib-2.0/settings/keyfile`),
    csv: await sh(`cat ${home}/.config/mimeapps.list`),
    entry: await sh('grep -h Exec= /run/nahtlos-session/share/desktop/nahtlos-rule-*'),
    smb: await sh(`cat ${home}/Laufwerke/Amt/bescheid.txt`),
    dav: await sh(`cat ${home}/Laufwerke/Netz/dav.txt`),
    printer: await sh(`HOME=${home} lpstat -d 2>&1`),
    root: await readFile(join(host.directory, 'root'), 'utf8').catch(() => 'nothing'),
  }
}

test('every kind of action is done in a real session before its desktop starts', async () => {
  host.desire([order], { environments: [environment(0, 'office', office())] })
  const ready = await host.server.session(host.name, order.id, ({ state }) => state !== 'preparing')
  assert.deepEqual([ready.state, ready.detail], ['ready', null])
  assert.equal(ready.phases.find(({ name }) => name === 'environment')?.outcome, 'done')
  assert.deepEqual(ready.notices, ['home-drive-missing'])
  assert.deepEqual(await seen(), {
    note: 'Guten Tag, Anna Berg',
    ini: '[View]\nSize=12',
    json: '{"view":{"size":12}}',
    xml: '<app><view size="12"/></app>',
    dconf: "[org/gnome/desktop/interface]\nclock-format='12h'",
    csv: '[Default Applications]\ntext/csv=nahtlos-mousepad.desktop;',
    entry: 'Exec=xdg-open https://intranet.example/',
    smb: 'from the share',
    dav: 'from the web',
    printer: 'system default destination: flur',
    root: `0 ${order.person.account}\n`,
  })
  assert.equal(await sh(`cat ${home}/uid`), `${order.person.uid}\nlogon`)
  assert.equal(await sh('grep -o "fuse.smbnetfs rw,nosuid,nodev,noexec" /proc/self/mounts | wc -l'), '1')
})

test('the desktop has what rules set, and what they lock it does not let go of', async () => {
  const desktop = async () => sh('tr "\\0" "\\n" </proc/$(pgrep -u $(id -u) xfce4-session)/environ | grep ^TEST_PLACE')
  assert.equal(await eventually('the desktop starts', desktop, (found) => found !== ''), "TEST_PLACE=it's office")
  await eventually(
    'the message is shown',
    () => sh('wmctrl -l; xdotool search --class xfce4-notifyd'),
    (found) => found !== '',
  )
  await eventually(
    'the app is started',
    () => sh('wmctrl -l -x'),
    (found) => found.includes('ousepad'),
  )
  assert.equal(await sh(`${bus}; xfconf-query -c xfwm4 -p /general/title_alignment`), 'left')
  await sh(`${bus}; xfconf-query -c xfce4-panel -p /panels/dark-mode -s false`)
  assert.equal(await sh(`${bus}; xfconf-query -c xfce4-panel -p /panels/dark-mode`), 'true')
})

test('what is protected is put right again, and an app that ends is noticed', async () => {
  await sh(`rm ${home}/Notizen/heute.txt; sed -i s/12/99/ ${home}/.config/app.conf`)
  await eventually(
    'both are as the rule has them',
    async () => [(await seen()).note, (await seen()).ini],
    (found) => found.join() === 'Guten Tag, Anna Berg,[View]\nSize=12',
  )
  await sh('pkill -u $(id -u) mousepad')
  await eventually(
    'the end of the app is told',
    () => sh(`cat ${home}/apps 2>/dev/null`),
    (found) => found === 'ended',
  )
})

test('a lock of the screen, and the way to the session, are occasions too', async () => {
  const note = (id: string) =>
    rule(id, [id], [{ action: 'script', id: 'told', ...comfort, as: 'person', run: `echo ${id} >>~/occasions` }])
  const rules = [...office(), ...['lock', 'unlock', 'disconnect', 'reconnect'].map(note)]
  host.desire([order], { environments: [environment(1, 'office', rules)] })
  const occasions = () => sh(`cat ${home}/occasions 2>/dev/null`)
  const locked = (state: boolean) =>
    sh(
      `${bus}; gdbus emit --session --object-path /org/freedesktop/ScreenSaver --signal org.freedesktop.ScreenSaver.ActiveChanged ${state}`,
    )
  await eventually(
    'somebody hears of locks',
    () => sh('pgrep -u $(id -u) dbus-monitor'),
    (found) => found !== '',
  )
  await locked(true)
  await eventually('the lock is heard', occasions, (found) => found === 'lock')
  await locked(false)
  await eventually('the end of the lock is heard', occasions, (found) => found === 'lock\nunlock')
  const first = testViewer(await host.connect(await host.ticket(order, [], { environment: 1 })))
  await handshake(first)
  const second = testViewer(await host.connect(await host.ticket(order, [], { environment: 1 })))
  await handshake(second)
  await eventually('coming again is noticed', occasions, (found) => found.endsWith('reconnect'))
})

test('somewhere else it is another environment, and back again all is as before', async () => {
  const before = await seen()
  const away = rule(
    'home',
    ['zone-changed'],
    [{ action: 'printer', id: 'there', ...comfort, queue: 'zuhause', server: cups.server }],
  )
  host.desire([order], { environments: [environment(2, 'home', [away])] })
  const there = testViewer(await host.connect(await host.ticket(order, [], { environment: 2 })))
  await handshake(there)
  const changed = await eventually('the printer is another', seen, (found) => found.printer.endsWith('zuhause'))
  assert.match(
    changed.note + changed.smb + changed.dav,
    /^cat: [^\n]+$/,
    'the drives are gone, and the note with its link',
  )
  assert.deepEqual(
    [changed.ini, changed.xml, changed.csv, changed.entry, changed.root],
    ['[View]', '<app><view/></app>', '[Default Applications]', '', 'nothing'],
  )
  assert.equal(await sh('grep -c fuse /proc/self/mounts'), '0')
  const back = office().map((each) => ({ ...each, on: [...each.on, 'zone-changed' as const] }))
  host.desire([order], { environments: [environment(3, 'office', back)] })
  const again = testViewer(await host.connect(await host.ticket(order, [], { environment: 3 })))
  assert.equal(await there.closed, ConnectionClose.takenOver)
  await handshake(again)
  await eventually('all is as before', seen, (found) => isDeepStrictEqual(found, before))
})

test('the end of the session takes back what would outlive it, and leaves nothing behind', async () => {
  host.desire([])
  await host.server.reported(host.name, ({ sessions }) => sessions.every(({ state }) => state === 'ended'))
  assert.equal(await readFile(join(host.directory, 'root'), 'utf8').catch(() => 'nothing'), 'nothing')
  assert.deepEqual(await readdir(join(host.directory, 'state/drives')), [])
  assert.deepEqual(await host.leftOvers(), [])
})
