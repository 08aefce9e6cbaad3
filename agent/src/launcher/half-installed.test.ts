import assert from 'node:assert/strict'
import { test } from 'node:test'
import { halfInstalled } from './half-installed.ts'

const denied = ['/usr/bin/perl', '/usr/bin/perl5.36.0', '/usr/bin/gcc-12']

test('what an upgrade brings for a denied program is known before it is in its place, whatever its version', () => {
  const coming = ['/usr/bin/perl.dpkg-new', '/usr/bin/perl5.40.1.dpkg-new', '/usr/bin/gcc-14.dpkg-new']
  const going = ['/usr/bin/perl.dpkg-tmp']
  assert.deepEqual(halfInstalled([...coming, ...going], denied), [...coming, ...going])
})

test('what an upgrade brings for other programs, and what is in its place, is left alone', () => {
  const others = [
    '/usr/bin/ls.dpkg-new',
    '/usr/bin/perldoc.dpkg-new',
    '/opt/perl.dpkg-new',
    '/usr/bin/perl',
    '/usr/bin/ls',
  ]
  assert.deepEqual(halfInstalled(others, denied), [])
})
