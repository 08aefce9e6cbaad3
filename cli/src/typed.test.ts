import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listeningPortal } from './testing/listening-portal.ts'

test('what does not fit is told with what would, before anything is sent', async () => {
  await using portal = await listeningPortal()
  const number = (word: string) => new RegExp(`^✗ „${word}“ ist keine Nummer\\.\\n {2}→ Eine Nummer ist`)
  const choice = (word: string, ...words: string[]) =>
    new RegExp(`^✗ „${word}“ passt hier nicht\\.\\n {2}→ Möglich sind: ${words.join(', ')}$`)
  const cases: [string, RegExp][] = [
    ['settings restore notes first', number('first')],
    ['settings restore notes 1.5', number('1.5')],
    ['settings restore notes 0 --access 00000000-0000-4000-8000-000000000000', number('0')],
    ['settings ask anna.becker wish because-she-called', choice('wish', 'consent', 'reason')],
    ['people confirm anna.becker --refuse ja', choice('ja', 'yes', 'no')],
    ['config export stadt --revision last', number('last')],
    ['config export stadt --replace ja', choice('ja', 'yes', 'no')],
    ['config publish stadt --reason x --replace true', choice('true', 'yes', 'no')],
    ['config validate . --offline ja', choice('ja', 'yes', 'no')],
    ['config diff --draft 0x10', number('0x10')],
    ['config diff --draft 1 --lines ja', choice('ja', 'yes', 'no')],
    ['config trial 3 finish', choice('finish', 'complete', 'stop')],
    ['simulate anna.becker --second-factor ja', choice('ja', 'yes', 'no')],
    ['simulate anna.becker --draft 1e3', number('1e3')],
    ['enrol toaster host-a', choice('toaster', 'agent', 'gateway')],
    ['revoke toaster host-a stolen', choice('toaster', 'agent', 'gateway')],
  ]
  for (const [line, expected] of cases) {
    const { exit, out, error } = await portal.nahtlos(...line.split(' '))
    assert.equal(exit, 1, line)
    assert.equal(out, '')
    assert.match(error, expected, line)
  }
  assert.deepEqual(portal.asked, [])
})
