import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import fc from 'fast-check'
import { diff, type FileFact, type KnownFile } from './diff.ts'

const fact = (path: string, more: Partial<FileFact> = {}): FileFact => ({
  path,
  type: 'file',
  mode: 0o600,
  size: 1,
  modified: 1,
  changed: 1,
  inode: 1,
  ...more,
})
const entry = (path: string): SnapshotEntry => ({ type: 'file', path, mode: 0o600, size: 1, modified: 1, chunks: [] })
const known = (...facts: FileFact[]) =>
  new Map<string, KnownFile>(facts.map((one) => [one.path, { fact: one, entry: entry(one.path) }]))

test('any changed fact makes a file to be read', () => {
  const changes: Partial<FileFact>[] = [
    { mode: 0o700 },
    { size: 2 },
    { modified: 2 },
    { changed: 2 },
    { inode: 2 },
    { type: 'link' },
  ]
  for (const change of changes) {
    const { unchanged, toRead } = diff(known(fact('a')), [fact('a', change)])
    assert.deepEqual([unchanged.length, toRead.length], [0, 1], JSON.stringify(change))
  }
})

test('every file is unchanged, to be read, or removed: one of them', () => {
  const paths = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
  fc.assert(
    fc.property(paths, paths, fc.nat(3), (before, now, size) => {
      const present = now.map((path) => fact(path, path === 'c' ? { size } : {}))
      const { unchanged, toRead, removed } = diff(known(...before.map((path) => fact(path))), present)
      const all = [...unchanged, ...toRead, ...removed].map(({ path }) => path)
      assert.deepEqual(all.sort(), [...new Set([...before, ...now])].sort())
    }),
  )
})
