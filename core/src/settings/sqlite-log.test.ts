import assert from 'node:assert/strict'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { isHotJournal } from './sqlite-journal.ts'
import { foldLog, isDatabase } from './sqlite-log.ts'

const directory = mkdtempSync(join(tmpdir(), 'log-'))
after(() => rmSync(directory, { recursive: true }))
let files = 0
const newPath = () => join(directory, `${files++}.sqlite`)

/** What SQLite itself finds in these bytes, and what it thinks of them. */
function look(bytes: Uint8Array): { rows: unknown[]; integrity: unknown } {
  const path = newPath()
  writeFileSync(path, bytes)
  const database = new DatabaseSync(path)
  try {
    const rows = database.prepare('SELECT id, text FROM bookmark ORDER BY id').all()
    return { rows, integrity: database.prepare('PRAGMA integrity_check').get()?.integrity_check }
  } finally {
    database.close()
  }
}

/** A database in use, with a log that holds all of its later changes. */
function inUse(pageSize: number, changes: readonly string[]) {
  const path = newPath()
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0`)
  database.exec('CREATE TABLE bookmark (id INTEGER PRIMARY KEY, text TEXT)')
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  for (const change of changes) database.exec(change)
  const rows = database.prepare('SELECT id, text FROM bookmark ORDER BY id').all()
  return { database, path, rows, bytes: readFileSync(path), log: readFileSync(`${path}-wal`) }
}

const change = fc.oneof(
  fc.nat(50).map((id) => `INSERT OR REPLACE INTO bookmark VALUES (${id}, hex(randomblob(${(id * 97) % 3000})))`),
  fc.nat(50).map((id) => `DELETE FROM bookmark WHERE id = ${id}`),
  fc.constant('BEGIN; DELETE FROM bookmark; ROLLBACK'),
  fc.constant('PRAGMA wal_checkpoint(PASSIVE)'),
  fc.constant('VACUUM'),
)

test('a folded database is whole and holds what its app has committed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(512, 1024, 4096, 65_536),
      fc.array(change, { minLength: 1, maxLength: 25 }),
      (size, changes) => {
        const { database, rows, bytes, log } = inUse(size, changes)
        try {
          const found = look(foldLog(bytes, log))
          assert.equal(found.integrity, 'ok')
          assert.deepEqual(found.rows, rows)
        } finally {
          database.close()
        }
      },
    ),
    { numRuns: 40 },
  )
})

test('a log that was cut anywhere gives a whole database of an earlier commit', () => {
  const inserts = Array.from({ length: 12 }, (_, id) => `INSERT INTO bookmark VALUES (${id}, hex(randomblob(2000)))`)
  const { database, bytes, log } = inUse(1024, inserts)
  database.close()
  for (let length = 0; length <= log.length; length += 769) {
    const { rows, integrity } = look(foldLog(bytes, log.subarray(0, length)))
    assert.equal(integrity, 'ok')
    assert.deepEqual(
      rows.map((row) => (row as { id: number }).id),
      rows.map((_, id) => id),
    )
  }
})

test('whatever a log contains, nothing of it is taken that SQLite did not write, and nothing breaks', () => {
  const { database, bytes, log } = inUse(1024, ["INSERT INTO bookmark VALUES (1, 'x')"])
  database.close()
  fc.assert(
    fc.property(fc.nat(log.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
      const changed = Uint8Array.from(log)
      changed[at] = (changed[at] ?? 0) ^ mask
      assert.equal(look(foldLog(bytes, changed)).integrity, 'ok')
    }),
    { numRuns: 60 },
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 4000 }), (nonsense) => {
      assert.deepEqual(foldLog(bytes, nonsense), bytes)
    }),
  )
})

test('a log that promises gigabytes costs no memory', () => {
  // A whole, well summed log of one page that calls itself the commit of a million of 64 KiB each.
  const log = new Uint8Array(32 + 24 + 65_536)
  const view = new DataView(log.buffer)
  for (const [at, value] of [0x377f0683, 3_007_000, 65_536].entries()) view.setUint32(at * 4, value)
  const sum = (from: number, size: number, [one, two]: [number, number]): [number, number] => {
    let [a, b] = [one, two]
    for (let at = from; at < from + size; at += 8) {
      a = (a + view.getUint32(at) + b) >>> 0
      b = (b + view.getUint32(at + 4) + a) >>> 0
    }
    return [a, b]
  }
  const header = sum(0, 24, [0, 0])
  view.setUint32(24, header[0])
  view.setUint32(28, header[1])
  view.setUint32(32, 1)
  view.setUint32(36, 1 << 20)
  const frame = sum(56, 65_536, sum(32, 8, header))
  view.setUint32(48, frame[0])
  view.setUint32(52, frame[1])
  const database = new Uint8Array(1024)
  assert.equal(foldLog(database, log), database)
})

test('databases and journals are known by their first bytes', () => {
  const path = newPath()
  const database = new DatabaseSync(path)
  database.exec('CREATE TABLE bookmark (id INTEGER PRIMARY KEY, text TEXT)')
  assert.ok(isDatabase(readFileSync(path)))
  assert.ok(!isDatabase(Buffer.from('SQLite format 3, a story')))
  // SQLite writes the journal's first bytes only when it lets go of changed pages.
  database.exec('PRAGMA cache_size = 1; BEGIN')
  for (let id = 0; id < 200; id++) database.exec(`INSERT INTO bookmark VALUES (${id}, hex(randomblob(900)))`)
  copyFileSync(`${path}-journal`, `${path}-copy`)
  assert.ok(isHotJournal(readFileSync(`${path}-copy`)))
  database.exec('ROLLBACK')
  database.close()
  assert.ok(!isHotJournal(new Uint8Array(0)))
  assert.ok(!isHotJournal(new Uint8Array(512)))
})
