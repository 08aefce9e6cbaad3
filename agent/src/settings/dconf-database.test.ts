import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { dconf } from '@nahtlos/core/settings/formats/dconf'
import { mergeFile } from '@nahtlos/core/settings/merge-file'

const isHere =
  existsSync('/usr/bin/dbus-run-session') &&
  existsSync('/usr/bin/gsettings') &&
  existsSync('/usr/share/glib-2.0/schemas/org.gtk.Settings.FileChooser.gschema.xml') &&
  globSync('/usr/lib/*/gio/modules/libdconfsettings.so').length > 0
const schema = 'org.gtk.Settings.FileChooser'

test('what the real dconf wrote in two homes it reads in a third one, merged key by key', {
  skip: isHere ? false : 'needs gsettings and the dconf back end of GSettings',
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'dconf-'))
  const gsettings = async (home: string, script: string) => {
    await mkdir(join(directory, home, '.run'), { recursive: true, mode: 0o700 })
    const place = join(directory, home)
    const env = {
      ...process.env,
      HOME: place,
      XDG_CONFIG_HOME: join(place, '.config'),
      XDG_RUNTIME_DIR: join(place, '.run'),
      GSETTINGS_BACKEND: 'dconf',
    }
    return execFileSync('dbus-run-session', ['--', 'sh', '-c', script], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  }
  const text = (home: string) => readFile(join(directory, home, '.config/dconf/user'), 'latin1')
  const set = (key: string, value: string) => `gsettings set ${schema} ${key} '${value}'`
  try {
    await gsettings('base', `${set('sidebar-width', '200')}; ${set('date-format', 'with-time')}`)
    for (const home of ['one', 'other']) await cp(join(directory, 'base'), join(directory, home), { recursive: true })
    await gsettings('one', set('sidebar-width', '321'))
    await gsettings('other', `${set('show-hidden', 'true')}; gsettings reset ${schema} date-format`)
    const found = mergeFile(
      dconf,
      await text('base'),
      { text: await text('one'), modified: 1 },
      { text: await text('other'), modified: 2 },
    )
    assert.deepEqual(found?.conflicts, [])
    await mkdir(join(directory, 'third/.config/dconf'), { recursive: true, mode: 0o700 })
    await writeFile(join(directory, 'third/.config/dconf/user'), found?.text ?? '', 'latin1')
    const get = (...keys: string[]) => keys.map((key) => `gsettings get ${schema} ${key}`).join('; ')
    const before = await gsettings('third', get('sidebar-width', 'show-hidden', 'date-format'))
    assert.equal(before, "321\ntrue\n'regular'\n")
    // And it goes on with it.
    const after = `${set('sidebar-width', '111')}; ${get('sidebar-width', 'show-hidden')}; gsettings list-recursively ${schema}`
    const listed = await gsettings('third', after)
    assert.match(listed, /^111\ntrue\n/)
    assert.match(listed, /show-hidden true/)
    assert.ok(dconf.read(await text('third')))
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }
})
