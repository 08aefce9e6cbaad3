import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Snapshot, SnapshotEntry } from '@nahtlos/contract/host/vault'
import fc from 'fast-check'
import { canonicalSnapshot, readSnapshot } from './canonical-snapshot.ts'
import { isVaultFailure } from './vault-error.ts'

const entries: SnapshotEntry[] = [
  { type: 'file', path: '.config/b', mode: 0o600, size: 0, modified: 1.5, chunks: [] },
  { type: 'link', path: '.config/a', to: 'b' },
  { type: 'file', path: '.config/Z', mode: 0o644, size: 3, modified: 2, chunks: ['0'.repeat(64)] },
]
const snapshot: Snapshot = {
  version: 1,
  template: 'xfce',
  parent: null,
  host: 'host-a',
  takenAt: '2026-03-02T07:00:00.000Z',
  entries,
}

test('the order of entries and of members makes no difference', () => {
  const { id } = canonicalSnapshot(snapshot)
  fc.assert(
    fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
      const turned = shuffled.map((entry) => Object.fromEntries(Object.entries(entry).reverse()) as SnapshotEntry)
      assert.equal(canonicalSnapshot({ ...snapshot, entries: turned }).id, id)
    }),
  )
})

test('another mode is another id', () => {
  const changed = entries.map((entry) => (entry.type === 'file' ? { ...entry, mode: 0o700 } : entry))
  assert.notEqual(canonicalSnapshot({ ...snapshot, entries: changed }).id, canonicalSnapshot(snapshot).id)
})

test('a snapshot is read back from its bytes', () => {
  const { bytes } = canonicalSnapshot(snapshot)
  assert.deepEqual(
    readSnapshot(bytes).entries.map(({ path }) => path),
    ['.config/Z', '.config/a', '.config/b'],
  )
})

test('anything else than a snapshot is corrupt', () => {
  for (const text of ['', '{', '[]', '{"version":2}', '\xff']) {
    assert.throws(
      () => readSnapshot(Buffer.from(text, 'latin1')),
      (error) => isVaultFailure(error, 'corrupt'),
    )
  }
})
