import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wholeLines } from './whole-lines.ts'

function linesOf(pieces: readonly string[], most = 8): string[] {
  const heard: string[] = []
  const take = wholeLines(most, (line) => heard.push(line))
  for (const piece of pieces) take(piece)
  return heard
}

test('lines are the same however they come in pieces, and what has no end yet is none', () => {
  for (const pieces of [['one\ntwo\n\nrest'], ['o', 'ne', '\n', 'two\n\n', 're', 'st'], [...'one\ntwo\n\nrest']])
    assert.deepEqual(linesOf(pieces), ['one', 'two', ''])
})

test('a line without end is left out, and the next one is heard', () => {
  assert.deepEqual(linesOf(['12345678\n', '123456789\n', 'short\n']), ['12345678', 'short'])
  assert.deepEqual(linesOf([...Array<string>(1000).fill('flood'), '\nshort\n']), ['short'])
})
