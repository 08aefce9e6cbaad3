import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { selectionOf } from '@nahtlos/core/settings/selection'
import { parse } from 'yaml'
import { discover } from './discover.ts'
import { FreshSeat, NotWatchable } from './fresh-seat.ts'
import { switchesOf } from './gsettings-schemas.ts'
import { templateDocument } from './template-document.ts'
import { verify } from './verify.ts'
import { watch } from './watch.ts'

const needs = (...programs: string[]) =>
  process.getuid?.() === 0 && programs.every((program) => existsSync(`/usr/bin/${program}`))
    ? false
    : `needs root, and ${programs.join(' and ')}`
const limits = () => ({ signal: AbortSignal.timeout(300_000) })

// Each has displays and homes of its own, and waits for most of its time.
describe('apps that are watched', { concurrency: 4 }, () => {
  test('of an app that nobody described, a template is proposed that passes its own verification, and one without its main file does not', {
    skip: needs('featherpad'),
  }, async () => {
    const { document, judgements, faults, proofs } = await discover(['featherpad'])
    assert.deepEqual(faults, [])
    const template = SettingsTemplate.parse(parse(document))
    const selection = selectionOf(template)
    assert.ok(selection.has('.config/featherpad/fp.conf'))
    assert.ok(!selection.has('.cache/openbox/openbox.log'))
    assert.match(proofs.join('\n'), /the size of its window \(731x517\)/)
    assert.match(proofs.join('\n'), /fp\.conf: \d+ lines/)
    assert.ok(judgements.every(({ reason }) => reason !== ''))

    await using watched = await watch(['featherpad'], limits())
    const without = { include: ['.config/featherpad/**'], exclude: ['.config/featherpad/fp.conf'] }
    const { faults: found } = await verify(watched, without, limits())
    assert.match(found.join('\n'), /its window is \d+x\d+, and was 731x517 with the whole home/)
    assert.match(found.join('\n'), /fp\.conf lost \d+ of \d+ lines/)
  })

  test('an app that keeps all in GSettings is told so, and verified with what carries it', {
    skip: needs('mousepad'),
  }, async () => {
    const { document, faults, proofs, remarks } = await discover(['mousepad'])
    assert.deepEqual(faults, [])
    assert.match(proofs.join('\n'), /keyfile: \d+ lines/)
    assert.match(remarks.join('\n'), /org\/xfce\/mousepad.*gtk-programs/)
    assert.doesNotThrow(() => SettingsTemplate.parse(parse(document.split('---\n')[0] ?? '')))
  })

  test('a program without a window is watched in a terminal', { skip: needs('script') }, async () => {
    // Ends as many do, by q; shows itself in a terminal alone; remembers a switch.
    await using app = await scriptedApp(`
[ -t 0 ] || exit 1
mkdir -p ~/.config/asker
[ -f ~/.config/asker/rc ] || echo 'colour=true' >~/.config/asker/rc
stty -icanon
until [ "$(dd bs=1 count=1 2>/dev/null)" = q ]; do :; done
`)
    const { document, faults, proofs, remarks } = await discover([app.program])
    assert.deepEqual(faults, [])
    assert.match(proofs.join('\n'), /colour=false/)
    assert.match(remarks.join('\n'), /run in a terminal/)
    assert.deepEqual(SettingsTemplate.parse(parse(document)).include, ['.config/asker/**'])
  })

  test('a program that shows nothing anywhere is refused in words', { skip: needs('true') }, async () => {
    await assert.rejects(discover(['true']), (error) => {
      assert.ok(error instanceof NotWatchable)
      assert.match(
        error.message,
        /neither in a window \(it ended by itself, with 0\) nor in a terminal \(it ended by itself, with 0\)/,
      )
      return true
    })
  })

  test('an app that shows itself no more is told with what it said, one that only failed once is started again', {
    skip: needs('xmessage'),
  }, async () => {
    // Shows itself as long as it was not told otherwise from outside of its home.
    await using app = await scriptedApp(`
here=$(dirname "$0")
if [ -e $here/broken ] || rm $here/hiccup 2>/dev/null; then echo 'no mood today' >&2; exit 7; fi
mkdir -p ~/.config/moody; [ -f ~/.config/moody/rc ] || echo 'tint=true' >~/.config/moody/rc
exec xmessage moody
`)
    const twice = ['it had to be started twice, for the first time it ended by itself, with 7: no mood today']
    await writeFile(join(app.directory, 'hiccup'), '')
    await using watched = await watch([app.program], limits())
    assert.deepEqual(watched.hitches, twice)
    assert.equal(watched.place, 'window')
    const proposal = { include: ['.config/moody/**'], exclude: [] }
    await writeFile(join(app.directory, 'hiccup'), '')
    const { faults, hitches } = await verify(watched, proposal, limits())
    assert.deepEqual(faults, [])
    assert.deepEqual(hitches, twice)
    await writeFile(join(app.directory, 'broken'), '')
    const broken = await verify(watched, proposal, limits())
    assert.deepEqual(broken.faults, [
      'the app does not show itself with the home that it had left: it ended by itself, with 7: no mood today',
    ])
  })

  test('an app is started when the window manager is ready for its window, not when it says its name', {
    skip: needs('xmessage'),
  }, async () => {
    // What Openbox reads of the display's events while it starts, it forgets until the next one comes.
    const path = await pathWith(
      'openbox',
      `/usr/bin/openbox "$@" & until wmctrl -m >/dev/null 2>&1; do :; done
       kill -STOP $!; sleep 1; kill -CONT $!; wait $!`,
    )
    await using seat = await FreshSeat.make()
    try {
      const used = await seat.use(['xmessage', 'slow'], { place: 'window', ...limits(), path, patience: 20 })
      assert.ok(!('unseen' in used), JSON.stringify(used))
    } finally {
      await rm(path, { recursive: true })
    }
  })

  test('where the display, the window manager or the message bus is missing or dies, this is said, and nothing hangs', {
    skip: needs('Xvnc'),
  }, async () => {
    for (const [broken, body, message] of [
      ['Xvnc', null, /needs the program Xvnc/],
      ['Xvnc', 'echo no screens found >&2; exit 1', /the display did not start: no screens found/],
      ['openbox', 'exit 1', /the window manager ended/],
      ['dbus-run-session', 'echo no bus >&2; exit 127', /ended too early \(127\): no bus/],
      ['wmctrl', 'exec sleep 600', /not over in time/],
    ] as const) {
      const path = await pathWith(broken, body)
      await using seat = await FreshSeat.make()
      // What hangs for ever is ended; all else is told at once.
      const signal = AbortSignal.timeout(body?.includes('sleep') ? 2_000 : 60_000)
      try {
        await assert.rejects(seat.use(['true'], { place: 'window', signal, path, patience: 20 }), (error) => {
          assert.ok(error instanceof NotWatchable)
          assert.match(error.message, message, broken)
          return true
        })
      } finally {
        await rm(path, { recursive: true })
      }
    }
  })

  test('all runs together have an end', { skip: needs('true') }, async () => {
    await assert.rejects(discover(['sleep', '60'], 1_000), /not over in time/)
  })
})

test('the switches of an app in GSettings are found by its name', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'schemas-'))
  const keys = [
    ['wrap', 'b', 'true'],
    ['start-maximized', 'b', 'false'],
    ['font', 's', "'Sans'"],
  ].map(([name, type, value]) => `<key name="${name}" type="${type}"><default>${value}</default></key>`)
  await writeFile(
    join(directory, 'org.gnome.painter.gschema.xml'),
    `<schemalist><!-- <schema id="org.gnome.painter" path="/no/"></schema> -->
    <schema path="/org/gnome/painter/" id="org.gnome.painter">${keys.join('')}</schema>
    <schema id="org.gnome.painter.window">${keys.join('')}</schema></schemalist>`,
  )
  assert.deepEqual(await switchesOf('gnome-painter', directory), [
    { section: 'org/gnome/painter', key: 'wrap', isOn: true },
  ])
  assert.deepEqual(await switchesOf('paint', directory), [])
  await rm(directory, { recursive: true })
})

test('what xfconf keeps becomes a template of its own, of the scope logon', () => {
  const document = templateDocument(['/opt/App Image'], {
    include: ['.config/app/**', '.config/xfce4/xfconf/xfce-perchannel-xml/app.xml'],
    exclude: ['.config/app/**/*.log'],
  })
  const [own, xfconf] = (document ?? '').split('---\n').map((text) => SettingsTemplate.parse(parse(text)))
  assert.deepEqual(own?.scope, { apps: ['app-image'] })
  assert.equal(xfconf?.scope, 'logon')
})

/** An app of a few lines of shell, in a directory that is everybody's. */
async function scriptedApp(script: string): Promise<AsyncDisposable & { program: string; directory: string }> {
  const directory = await mkdtemp('/opt/discover-test-')
  await chmod(directory, 0o777)
  const program = join(directory, 'app')
  await writeFile(program, `#!/bin/sh${script}`, { mode: 0o755 })
  return { program, directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) }
}

/** A search path with all that a seat needs, one program of it replaced, or missing. */
async function pathWith(broken: string, body: string | null): Promise<string> {
  const directory = await mkdtemp(join('/opt', 'discover-path-'))
  for (const place of ['/usr/sbin', '/usr/bin'])
    for (const name of await readdir(place))
      if (name !== broken && !existsSync(join(directory, name))) await symlink(join(place, name), join(directory, name))
  if (body !== null) await writeFile(join(directory, broken), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  await chmod(directory, 0o755)
  return directory
}
