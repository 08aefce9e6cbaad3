import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { realSystem } from '../system/real-system.ts'
import { mousepad } from '../testing/test-order.ts'
import { aliasLaunchers, appLaunchers, throughLauncher } from './app-launchers.ts'
import { programNames } from './app-programs.ts'
import { findPrograms, hostEntries } from './host-entries.ts'

const firefox = { name: 'firefox-esr', path: '/usr/bin/firefox-esr' }
const thunar = { name: 'thunar', path: '/usr/bin/thunar' }

test('an entry that starts an app by its path starts its launcher, with the same arguments', () => {
  const entry = (exec: string) => `[Desktop Entry]\nName=Firefox\nExec=${exec}\nX-Other=/usr/bin/firefox-esr\n`
  assert.equal(
    throughLauncher(entry('/usr/lib/firefox-esr/firefox-esr %u'), [firefox], false),
    entry('/run/nahtlos-session/bin/firefox-esr %u'),
  )
  assert.equal(
    throughLauncher(entry('"/usr/bin/firefox-esr" --new-window "%u"'), [firefox], false),
    entry('/run/nahtlos-session/bin/firefox-esr --new-window "%u"'),
  )
  assert.equal(throughLauncher(entry('firefox-esr %u'), [firefox], false), null, 'found by its name in the PATH')
  assert.equal(throughLauncher(entry('/usr/bin/mousepad'), [firefox], false), null)
})

test('a message bus, which knows no PATH of the session, starts launchers too', () => {
  const service = '[D-BUS Service]\nName=org.xfce.Thunar\nExec=/usr/bin/thunar --daemon\n'
  assert.match(throughLauncher(service, [thunar], true) ?? '', /^Exec=\/run\/nahtlos-session\/bin\/thunar --daemon$/m)
  assert.match(
    throughLauncher('Exec=thunar --x\n', [thunar], true) ?? '',
    /^Exec=\/run\/nahtlos-session\/bin\/thunar --x$/m,
  )
})

test('only apps whose settings arrive with them have a launcher, under each of their names', () => {
  const template = (scope: SettingsTemplate['scope']) =>
    SettingsTemplate.parse({ kind: 'SettingsTemplate', id: 's', title: { de: 'S', en: 'S' }, include: ['.a'], scope })
  const apps = [
    { ...mousepad, command: ['/opt/pad/mousepad', '-x'], programs: ['pad', '../evil'] },
    { ...mousepad, id: 'other', command: ['other'] },
  ]
  assert.deepEqual(
    [...programNames(apps, [template({ apps: ['mousepad'] })])],
    [
      ['mousepad', '/opt/pad/mousepad'],
      ['pad', null],
    ],
  )
  assert.deepEqual([...programNames(apps, [template('logon')])], [])
})

test('every launcher is a program that sh understands, whatever its path', () => {
  const [text = ''] = Object.values(appLaunchers([{ name: 'odd', path: "/opt/it's odd/$(id)" }]))
  const checked = spawnSync('sh', ['-n'], { input: text })
  assert.equal(checked.status, 0, checked.stderr.toString())
  assert.ok(text.includes(`'/opt/it'\\''s odd/$(id)'`))
})

test('a name of Debian’s alternatives goes through the launcher too, and starts its program by that name', async () => {
  const system = realSystem()
  const links: Readonly<Record<string, string>> = {
    '/usr/bin/x-www-browser': '/usr/lib/firefox-esr/firefox-esr',
    '/usr/bin/firefox-esr': '/usr/lib/firefox-esr/firefox-esr',
    '/usr/bin/pager': '/usr/bin/less',
  }
  const here = {
    ...system,
    list: async () => ['x-www-browser', 'pager', 'firefox-esr', 'x-www-browser.1.gz', 'odd name'],
    exists: async (path: string) => path in links,
    realPath: async (path: string) => links[path] ?? path,
  }
  const aliases = await hostEntries(here).aliases([firefox, thunar])
  assert.deepEqual(aliases, [{ alias: 'x-www-browser', name: 'firefox-esr', path: '/usr/bin/x-www-browser' }])
  const text = aliasLaunchers(aliases)['x-www-browser'] ?? ''
  assert.match(text, /apps\/firefox-esr\.runs/)
  assert.match(text, /\nexec '?\/usr\/bin\/x-www-browser'? "\$@"\n$/)
})

test('of this host’s own entries those are replaced that would pass a launcher by', async () => {
  const system = realSystem()
  const programs = await findPrograms(
    system,
    new Map([
      ['sh', null],
      ['no-such-program', null],
    ]),
  )
  assert.deepEqual(
    programs.map(({ name }) => name),
    ['sh'],
  )
  const here = {
    ...system,
    list: async () => ['a.desktop'],
    readText: async () => '[Desktop Entry]\nExec=/usr/bin/sh -c x\n',
  }
  const found = await hostEntries(here).of([{ name: 'sh', path: '/usr/bin/sh' }])
  assert.match(found['share/applications/a.desktop'] ?? '', /^Exec=\/run\/nahtlos-session\/bin\/sh -c x$/m)
})
