import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { listeningPortal } from './testing/listening-portal.ts'

const access = '00000000-0000-4000-8000-000000000000'
const timeline = { template: 'notes', title: { de: 'Notizen', en: 'Notes' }, restores: [], timeline: [] }

test('each command of the settings is about oneself, and with a look of the help desk about its person', async () => {
  await using portal = await listeningPortal()
  const archive = join(portal.home, 'settings.tar.gz')
  await writeFile(archive, 'an archive')
  const own = '/api/settings'
  const hers = `/api/help-desk/accesses/${access}`
  const restored = JSON.stringify({ version: 7 })
  const cases: [string[], unknown, string, string, string, string][] = [
    [['list'], [], 'GET', own, `${hers}/settings`, ''],
    [['history', 'notes'], timeline, 'GET', `${own}/packages/notes`, `${hers}/settings/notes`, ''],
    [
      ['restore', 'notes', '7'],
      timeline,
      'POST',
      `${own}/packages/notes/restoration`,
      `${hers}/settings/notes/restoration`,
      restored,
    ],
    [['reset', 'notes'], timeline, 'POST', `${own}/packages/notes/reset`, `${hers}/settings/notes/reset`, ''],
    [['import', archive], { packages: [], leftOut: 0 }, 'POST', `${own}/archive`, `${hers}/archive`, 'an archive'],
  ]
  for (const [words, answer, method, path, opened, body] of cases) {
    portal.answer = answer
    for (const [more, expected] of [
      [[], path],
      [['--access', access], opened],
    ] as const) {
      portal.asked.length = 0
      const { exit, error } = await portal.nahtlos('settings', ...words, ...more)
      assert.equal(exit, 0, error)
      assert.deepEqual(portal.asked, [{ method, path: expected, body }])
    }
  }
})
