import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigurationFile } from './source.ts'

test('a file has one path, which leads out of no directory and is not hidden', () => {
  const isGood = (path: string) => ConfigurationFile.shape.path.safeParse(path).success
  for (const path of ['city.yaml', 'access/home.yml', 'a/b-c/d_1.2.yaml', 'a..b/c.yaml']) assert.ok(isGood(path), path)
  for (const path of [
    '../city.yaml',
    'a/../city.yaml',
    'a/./city.yaml',
    'a//city.yaml',
    '/city.yaml',
    'a/.git/config.yaml',
    '.city.yaml',
    'a\\city.yaml',
    'city.yaml/',
    'city.json',
    'Ämter.yaml',
    'a\n.yaml',
    '',
  ])
    assert.ok(!isGood(path), path)
  const long = `${'a.'.repeat(100_000)}/`
  assert.ok(!isGood(long), 'and that is known at once')
})
