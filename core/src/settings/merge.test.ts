import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import fc from 'fast-check'
import { areSameContents, merge } from './merge.ts'

const paths = ['a', 'a/b', 'a/b/c', 'd', 'e', 'f']
const entry = (path: string): fc.Arbitrary<SnapshotEntry> =>
  fc.oneof(
    fc.record({ to: fc.constantFrom('x', 'y') }).map(({ to }) => ({ type: 'link' as const, path, to })),
    fc
      .record({ mode: fc.constantFrom(0o600, 0o700), modified: fc.nat(3), content: fc.constantFrom('0', '1', '2') })
      .map(({ mode, modified, content }) => {
        return { type: 'file' as const, path, mode, size: 1, modified, chunks: [content.repeat(64)] }
      }),
  )

/** A state of a home: no file is a folder too. */
const state = fc
  .tuple(...paths.map((path) => fc.option(entry(path), { nil: undefined })))
  .map((list) => list.filter((one) => one !== undefined))
  .map((list) => list.filter(({ path }) => !list.some((other) => other.path.startsWith(`${path}/`))))

test('merging is the same from either side', () => {
  fc.assert(
    fc.property(state, state, state, (base, ours, theirs) => {
      const [one, other] = [merge(base, ours, theirs), merge(base, theirs, ours)]
      assert.deepEqual(one.entries, other.entries)
      assert.deepEqual(
        one.conflicts.map(({ path }) => path),
        other.conflicts.map(({ path }) => path),
      )
    }),
    { numRuns: 2000 },
  )
})

test('merging the result again with either side changes nothing', () => {
  fc.assert(
    fc.property(state, state, state, (base, ours, theirs) => {
      const { entries } = merge(base, ours, theirs)
      assert.ok(areSameContents(merge(base, entries, theirs).entries, entries))
      assert.ok(areSameContents(merge(base, entries, ours).entries, entries))
      assert.ok(areSameContents(merge(base, entries, entries).entries, entries))
    }),
    { numRuns: 2000 },
  )
})

test('changes to different files are all kept, and nobody is bothered', () => {
  const flat = ['d', 'e', 'f', 'g', 'h']
  const change = fc.record({ side: fc.constantFrom('ours', 'theirs', 'neither'), next: fc.nat(2) })
  fc.assert(
    fc.property(fc.tuple(...flat.map(() => change)), (changes) => {
      const file = (path: string, content: string): SnapshotEntry => ({
        type: 'file',
        path,
        mode: 0o600,
        size: 1,
        modified: 0,
        chunks: [content.repeat(64)],
      })
      const base = flat.map((path) => file(path, 'a'))
      const stateOf = (who: (side: string) => boolean) =>
        flat.flatMap((path, at) => {
          const { side, next } = changes[at] ?? { side: 'neither', next: 0 }
          if (!who(side)) return [file(path, 'a')]
          return next === 0 ? [] : [file(path, String(next))]
        })
      const result = merge(
        base,
        stateOf((side) => side === 'ours'),
        stateOf((side) => side === 'theirs'),
      )
      assert.deepEqual(
        result.entries,
        stateOf((side) => side !== 'neither'),
      )
      assert.deepEqual(result.conflicts, [])
    }),
  )
})

test('of two changes to one file the later wins and the other is named', () => {
  const at = (modified: number, content: string): SnapshotEntry[] => [
    { type: 'file', path: 'f', mode: 0o600, size: 1, modified, chunks: [content.repeat(64)] },
  ]
  const { entries, conflicts } = merge(at(1, 'a'), at(5, 'b'), at(9, 'c'))
  assert.deepEqual(entries, at(9, 'c'))
  assert.deepEqual(conflicts, [{ path: 'f', key: null }])
})

test('a change wins over a removal', () => {
  const file = (content: string): SnapshotEntry => {
    return { type: 'file', path: 'f', mode: 0o600, size: 1, modified: 1, chunks: [content.repeat(64)] }
  }
  const { entries, conflicts } = merge([file('a')], [], [file('b')])
  assert.deepEqual(entries, [file('b')])
  assert.equal(conflicts.length, 1)
})
