import assert from 'node:assert/strict'
import { test } from 'node:test'
import { interpreters, PackagePattern, ProgramSet } from './programs.ts'

test('a pattern that means every package is none', () => {
  for (const pattern of ['*', '**', 'p*', '*-*'])
    assert.equal(PackagePattern.safeParse(pattern).success, false, pattern)
  for (const pattern of ['python3*', 'g++*', 'r-base-core', 'at', '*-dev'])
    assert.equal(PackagePattern.safeParse(pattern).success, true, pattern)
})

test('the built-in denial is one that could stand in a rule', () => {
  assert.deepEqual(ProgramSet.parse(interpreters), interpreters)
})
