import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareVersions } from './debian-version.ts'

/** In the order of deb-version(7) and of what Debian really ships. */
const ascending = [
  '~~',
  '1.0~~',
  '1.0~~a',
  '1.0~rc1-1',
  '1.0',
  '1.0-1',
  '1.0-1+deb12u1',
  '1.0-1+deb12u10',
  '1.0a',
  '1.0+dfsg-1',
  '1.9',
  '1.10',
  '128.5.0esr-1~deb12u1',
  '153.7.0esr-1~deb12u1',
  '1:0.9',
]

test('versions sort as Debian sorts them', () => {
  for (const [at, version] of ascending.entries())
    for (const [other, later] of ascending.entries())
      assert.equal(Math.sign(compareVersions(version, later)), Math.sign(at - other), `${version} and ${later}`)
})

test('dpkg judges alike', { skip: existsSync('/usr/bin/dpkg') ? false : 'dpkg is not installed' }, () => {
  const part = fc.stringMatching(/^[0-9][0-9a-z.+~]{0,7}$/)
  const version = fc
    .tuple(fc.option(fc.nat(2), { nil: null }), part, fc.option(part, { nil: null }))
    .map(([epoch, upstream, revision]) =>
      [epoch === null ? '' : `${epoch}:`, upstream, revision === null ? '' : `-${revision}`].join(''),
    )
  fc.assert(
    fc.property(version, version, (a, b) => {
      const earlier = spawnSync('dpkg', ['--compare-versions', a, 'lt', b]).status === 0
      const same = spawnSync('dpkg', ['--compare-versions', a, 'eq', b]).status === 0
      const judged = same ? 0 : earlier ? -1 : 1
      assert.equal(Math.sign(compareVersions(a, b)), judged, `${a} and ${b}`)
    }),
    { numRuns: 60 },
  )
})
