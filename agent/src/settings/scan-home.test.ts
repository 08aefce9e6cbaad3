import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { SettingsTemplate } from '@nahtlos/contract/configuration/settings-template'
import { selectionOf } from '@nahtlos/core/settings/selection'
import { Folder } from './folder.ts'
import { newScan, scanHome } from './scan-home.ts'

const uid = 200_131
const home = mkdtempSync(join(tmpdir(), 'scan-'))
after(() => rmSync(home, { recursive: true }))

test('a folder with more names than any settings have is its own template’s trouble alone', {
  skip: process.getuid?.() === 0 ? false : 'the agent is root',
}, async () => {
  for (const folder of ['.crowded', '.quiet']) mkdirSync(join(home, folder))
  execFileSync('sh', ['-c', 'seq 1 100001 | xargs touch'], { cwd: join(home, '.crowded') })
  writeFileSync(join(home, '.quiet/a'), 'a')
  execFileSync('chown', ['-R', `${uid}:${uid}`, home])
  chownSync(home, uid, uid)
  const scanOf = (include: string) => {
    const template = { kind: 'SettingsTemplate', id: 'a', title: { de: 'a', en: 'a' }, include: [include] }
    return newScan(selectionOf(SettingsTemplate.parse(template)), 1_000_000)
  }
  const [crowded, quiet] = [scanOf('.crowded/**'), scanOf('.quiet/**')]
  using folder = Folder.openHome(home, uid)
  assert.ok(folder)
  await scanHome(folder, [crowded, quiet])
  assert.deepEqual([crowded.tooMany, quiet.tooMany], [true, false])
  assert.deepEqual(
    quiet.facts.map(({ path }) => path),
    ['.quiet/a'],
  )
})
