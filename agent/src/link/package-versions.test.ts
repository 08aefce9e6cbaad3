import assert from 'node:assert/strict'
import { test } from 'node:test'
import { realSystem } from '../system/real-system.ts'
import { packageVersions } from './package-versions.ts'

test('dpkg is asked for exactly these packages, and again when its answer is old', async () => {
  let now = 0
  let asked = 0
  const system = realSystem()
  const counting = {
    ...system,
    run: (argv: readonly string[]) => {
      asked += 1
      return system.run(argv)
    },
  }
  const versions = packageVersions(counting, () => now)
  const first = await versions.of(['dpkg', 'no-such-package-here'])
  assert.match(first.dpkg ?? '', /^\d/)
  assert.equal(first['no-such-package-here'], null)
  await versions.of(['no-such-package-here', 'dpkg'])
  assert.equal(asked, 1)
  now = 6 * 60_000
  await versions.of(['dpkg', 'no-such-package-here'])
  assert.equal(asked, 2)
})
