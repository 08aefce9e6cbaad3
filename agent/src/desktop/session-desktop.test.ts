import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { mousepad, testOrder } from '../testing/test-order.ts'
import type { FileTree } from './file-tree.ts'
import { sessionDesktop, UnknownApp } from './session-desktop.ts'

const golden = join(import.meta.dirname, 'golden')
const nothing = { autostart: [], programs: [], entries: {} }
const base = testOrder({ id: '00000000-0000-4000-8000-000000000001' })
const orders: Record<string, SessionOrder> = {
  'desktop-german': base,
  'desktop-english-left': {
    ...base,
    person: { ...base.person, language: 'en' },
    appearance: { background: '#123456', panel: 'left', icons: [], launchers: ['files', 'not-in-workspace'] },
  },
  'single-app': { ...base, target: { workspace: 'soziales', app: 'mousepad' } },
}

/** Run with `UPDATE_GOLDEN=1` to accept what is generated now, then read the difference. */
for (const [name, order] of Object.entries(orders))
  test(`${name} is generated as in golden/${name}`, async () => {
    const { system, home, environment, command } = sessionDesktop(order, {
      autostart: ['at-spi-dbus-bus.desktop'],
      programs: [],
      entries: {},
    })
    const tree: Record<string, string> = { 'start.txt': `${JSON.stringify({ command, environment }, null, 2)}\n` }
    for (const [path, text] of Object.entries(system)) tree[`system/${path}`] = text
    for (const [path, text] of Object.entries(home)) tree[`home/${path}`] = text
    const root = join(golden, name)
    if (process.env.UPDATE_GOLDEN) await write(root, tree)
    assert.deepEqual(tree, await read(root))
  })

test('launchers are valid by the judgement of desktop-file-validate, whatever apps are called', {
  skip: !existsSync('/usr/bin/desktop-file-validate'),
}, async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'launchers-'))
  t.after(() => rm(directory, { recursive: true }))
  const nasty = {
    ...mousepad,
    title: { de: 'Zeile\nZwei\\;', en: 'x' },
    command: ['sh', '-c', 'echo "$HOME" `id` 50% a\\b'],
  }
  const { system } = sessionDesktop({ ...base, apps: [nasty] }, nothing)
  const path = join(directory, 'nahtlos-mousepad.desktop')
  await writeFile(path, system['share/applications/nahtlos-mousepad.desktop'] ?? '')
  execFileSync('desktop-file-validate', [path])
})

test('a title can’t break out of the XML or the launcher it stands in', () => {
  const evil = { ...mousepad, title: { de: '</Menu><!--\n[Desktop Entry]\nExec=evil', en: 'x' } }
  const { system } = sessionDesktop({ ...base, apps: [evil] }, nothing)
  const launcher = system['share/applications/nahtlos-mousepad.desktop'] ?? ''
  assert.equal(launcher.match(/^Exec=/gm)?.length, 1)
  assert.equal(launcher.match(/^\[Desktop Entry\]$/gm)?.length, 1)
})

test('an app that the order does not contain is refused', () => {
  assert.throws(() => sessionDesktop({ ...base, target: { workspace: 'soziales', app: 'other' } }, nothing), UnknownApp)
})

async function read(root: string): Promise<FileTree> {
  const names = await readdir(root, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const pairs = files.map(async (path) => [path.slice(root.length + 1), await readFile(path, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(pairs))
}

async function write(root: string, tree: FileTree): Promise<void> {
  await rm(root, { recursive: true, force: true })
  for (const [path, text] of Object.entries(tree)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}
