import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lineChanges } from './line-changes.ts'

const signs = { same: ' ', removed: '-', added: '+', skipped: '…' } as const
const shown = (before: string, after: string) =>
  lineChanges(before, after).map(({ kind, text }) => `${signs[kind]}${text}`)

test('what changes is shown with a few lines around it, whatever the line breaks', () => {
  const before = Array.from({ length: 20 }, (_, at) => `${at}\n`).join('')
  assert.deepEqual(shown(before, before.replace('10\n', 'ten\nand more\n').replaceAll('\n', '\r\n')), [
    '…',
    ' 7',
    ' 8',
    ' 9',
    '-10',
    '+ten',
    '+and more',
    ' 11',
    ' 12',
    ' 13',
    '…',
  ])
  assert.deepEqual(shown(before, before), [])
  assert.deepEqual(shown('', 'a\nb\n'), ['+a', '+b'])
  assert.deepEqual(shown('a\n', ''), ['-a'])
})

test('what is shown leads from the one text to the other', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  fc.assert(
    fc.property(text, text, (one, other) => {
      const found = lineChanges(one.join('\n'), other.join('\n')).filter(({ kind }) => kind !== 'skipped')
      const kept = (kind: 'removed' | 'added') => found.filter((line) => line.kind !== kind).map((line) => line.text)
      assert.ok(one.join('\n').includes(kept('added').join('\n')) || found.length > 6)
      const changed = found.filter(({ kind }) => kind !== 'same').length
      assert.equal(changed === 0, one.join('\n') === other.join('\n'))
      assert.equal(
        one.length - found.filter(({ kind }) => kind === 'removed').length,
        other.length - found.filter(({ kind }) => kind === 'added').length,
      )
    }),
  )
})

test('a text beyond measure is shown without comparing each line with each', () => {
  const many = (word: string) => Array.from({ length: 50_000 }, (_, at) => `${word} ${at}`).join('\n')
  const found = lineChanges(many('a'), many('b'))
  assert.equal(found.length, 401)
  assert.equal(found.at(-1)?.kind, 'skipped')
})
