import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FileFact } from './diff.ts'
import { grownFiles } from './grown-files.ts'

const fact = (path: string, size: number): FileFact => {
  return { path, type: 'file', mode: 0o600, size, modified: 0, changed: 0, inode: 1 }
}

test('of a package that has become too large, the files that grew most are named', () => {
  const before = [{ type: 'file' as const, path: 'old', mode: 0o600, size: 900, modified: 0, chunks: [] }]
  const now = [fact('old', 901), fact('new', 5000), fact('same', 0), fact('b', 40), fact('a', 40)]
  assert.deepEqual(grownFiles(before, now), ['new', 'a', 'b'])
})
