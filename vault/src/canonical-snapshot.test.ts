import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Snapshot, SnapshotEntry } from '@nahtlos/contract/host/vault'
import fc from 'fast-check'
import { canonicalSnapshot, knownEntries, readCanonical, readSnapshot } from './canonical-snapshot.ts'
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

const path = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.constantFrom('},{"type":"', ',"entries":[', '}]}', '\\"}'),
)
const entry: fc.Arbitrary<SnapshotEntry> = fc.oneof(
  fc.record({
    type: fc.constant('file' as const),
    path,
    mode: fc.integer({ min: 0, max: 0o777 }),
    size: fc.nat(),
    modified: fc.double({ noNaN: true, noDefaultInfinity: true }).map((time) => time + 0),
    chunks: fc.array(fc.constantFrom('0'.repeat(64), 'ab'.repeat(32)), { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant('link' as const), path, to: path }),
)
const anySnapshot = fc
  .record({ parent: fc.option(path), entries: fc.array(entry, { maxLength: 6 }) })
  .map(({ parent, entries }): Snapshot => ({ ...snapshot, parent, entries }))

test('with the entries of the one before, a snapshot is read as it is without them', () => {
  fc.assert(
    fc.property(anySnapshot, fc.array(entry), fc.nat(), ({ entries, ...rest }, others, mask) => {
      const { bytes } = canonicalSnapshot({ ...rest, entries })
      const shared = entries.filter((_, at) => ((mask >> at) & 1) === 1)
      const known = knownEntries(
        readSnapshot(canonicalSnapshot({ ...rest, entries: [...shared, ...others] }).bytes).entries,
      )
      assert.deepEqual(readCanonical(bytes, known), readSnapshot(bytes))
    }),
  )
})

test('what is no snapshot, or is one in another form, is so whatever is known', () => {
  const { bytes } = canonicalSnapshot(snapshot)
  const known = knownEntries(entries)
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }), fc.boolean(), (at, byte, cut) => {
      const changed = Buffer.from(bytes)
      changed[at] = byte
      const given = cut ? changed.subarray(0, at) : changed
      const wanted = attempt(() => readCanonical(given, new Map()))
      assert.deepEqual(
        attempt(() => readCanonical(given, known)),
        wanted,
      )
    }),
  )
  for (const other of [
    JSON.stringify(snapshot),
    bytes.toString().replace(',"entries"', ', "entries"'),
    bytes.toString().replace('"mode":384,', '').replace('"size":0', '"size":0,"mode":384'),
  ]) {
    assert.equal(readCanonical(Buffer.from(other), known), null, other)
  }
  const more = bytes.toString().replace('{"type":"link"', '{"type":"link","more":1')
  assert.throws(() => readCanonical(Buffer.from(more), known), { failure: 'corrupt' })
})

function attempt(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return isVaultFailure(error, 'corrupt') ? 'corrupt' : error
  }
}
