import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { Breath } from './breath.ts'
import { Folder } from './folder.ts'
import { readDatabase } from './read-database.ts'

const uid = 200_125
const root = mkdtempSync(join(tmpdir(), 'databases-'))
chmodSync(root, 0o755)
after(() => rmSync(root, { recursive: true }))
const isRoot = process.getuid?.() === 0 ? false : 'the agent is root'

function newHome(): string {
  const home = join(root, randomUUID())
  mkdirSync(home, { mode: 0o755 })
  chownSync(home, uid, uid)
  return home
}

/** An app that changes two tables together, a hundred times a second, until it is killed; tells of its first change. */
function app(path: string, mode: 'WAL' | 'DELETE' | 'TRUNCATE' | 'PERSIST'): ChildProcess {
  const script = `
    const { DatabaseSync } = require('node:sqlite')
    const database = new DatabaseSync(${JSON.stringify(path)})
    database.exec('PRAGMA journal_mode = ${mode}; PRAGMA cache_size = 5')
    database.exec('CREATE TABLE one (text); CREATE TABLE two (text)')
    let count = 0
    const change = () => {
      database.exec('BEGIN')
      for (const table of ['one', 'two']) database.exec('INSERT INTO ' + table + ' VALUES (hex(randomblob(4000)))')
      database.exec('COMMIT')
      if (++count === 1) console.log('first')
      setTimeout(change, count % 3 === 0 ? 60 : 1)
    }
    change()`
  return asHer(script)
}

/** It becomes her inside: where the checkout is root's alone, she could not start Node's program herself. */
function asHer(script: string): ChildProcess {
  const become = `process.setgroups([]); process.setgid(${uid}); process.setuid(${uid})\n`
  return spawn(process.execPath, ['-e', become + script], { stdio: ['ignore', 'pipe', 'inherit'] })
}

for (const mode of ['WAL', 'DELETE', 'TRUNCATE', 'PERSIST'] as const) {
  test(`of a database that is being written (${mode}) every copy is whole and ends with a commit`, {
    skip: isRoot,
  }, async () => {
    const home = newHome()
    const writer = app(join(home, 'places.sqlite'), mode)
    try {
      if (writer.stdout) await once(writer.stdout, 'data')
      let [copies, rows] = [0, 0]
      for (let round = 0; round < 15; round++) {
        const found = await read(home, 'places.sqlite')
        if (found === null) continue
        copies++
        const { integrity, one, two } = look(found)
        assert.equal(integrity, 'ok')
        assert.equal(one, two, 'both tables changed together')
        assert.ok(one >= rows, 'no copy is older than the one before')
        rows = one
      }
      assert.ok(copies >= 3, `${copies} copies`)
      assert.ok(rows > 1)
    } finally {
      writer.kill('SIGKILL')
    }
  })
}

test('what an app left in its log when it was killed is in the copy', { skip: isRoot }, async () => {
  const home = newHome()
  const path = join(home, 'a.sqlite')
  const script = `const { DatabaseSync } = require('node:sqlite')
    const database = new DatabaseSync(${JSON.stringify(path)})
    database.exec("PRAGMA journal_mode = WAL; CREATE TABLE one (text); CREATE TABLE two (text); INSERT INTO one VALUES ('a')")
    process.kill(process.pid, 'SIGKILL')`
  await once(asHer(script), 'exit')
  assert.deepEqual(look(await read(home, 'a.sqlite')), { integrity: 'ok', one: 1, two: 0 })
})

test('what an app had begun when it was killed is taken back, and what it had finished is in the copy', {
  skip: isRoot,
}, async () => {
  for (const size of [1024, 4096]) {
    const home = newHome()
    const path = join(home, 'a.sqlite')
    // The cache is far too small for the second change, so half of it stands in the database already.
    const script = `const { DatabaseSync } = require('node:sqlite')
      const database = new DatabaseSync(${JSON.stringify(path)})
      database.exec('PRAGMA page_size = ${size}; PRAGMA journal_mode = DELETE; PRAGMA cache_size = 5; PRAGMA cache_spill = 5')
      database.exec('CREATE TABLE one (text); CREATE TABLE two (text)')
      const fill = (table) => {
        for (let at = 0; at < 200; at++) database.exec('INSERT INTO ' + table + ' VALUES (hex(randomblob(1500)))')
      }
      database.exec('BEGIN'); fill('one'); database.exec('COMMIT; BEGIN')
      database.exec('UPDATE one SET text = hex(randomblob(1500)); DELETE FROM one WHERE rowid % 2')
      fill('two')
      process.kill(process.pid, 'SIGKILL')`
    await once(asHer(script), 'exit')
    const torn = readFileSync(path)
    assert.notEqual(look(torn).integrity, 'ok', 'without its journal it is broken')
    const found = await read(home, 'a.sqlite')
    assert.deepEqual(look(found), { integrity: 'ok', one: 200, two: 0 })
    // SQLite itself, by the same journal, comes to the same bytes.
    new DatabaseSync(path).exec('SELECT count(*) FROM one')
    assert.ok(readFileSync(path).equals(found ?? Buffer.of()))
  }
})

test('a log or a journal that is something else than a file of hers means nothing', { skip: isRoot }, async () => {
  const home = newHome()
  const database = new DatabaseSync(join(home, 'a.sqlite'))
  database.exec("CREATE TABLE one (text); CREATE TABLE two (text); INSERT INTO one VALUES ('a')")
  database.close()
  chownSync(join(home, 'a.sqlite'), uid, uid)
  writeFileSync(join(root, 'secret'), 'of root')
  symlinkSync(join(root, 'secret'), join(home, 'a.sqlite-wal'))
  mkdirSync(join(home, 'a.sqlite-journal'))
  assert.deepEqual(look(await read(home, 'a.sqlite')), { integrity: 'ok', one: 1, two: 0 })
})

async function read(home: string, name: string): Promise<Uint8Array | null> {
  using folder = Folder.openHome(home, uid)
  assert.ok(folder)
  return (await readDatabase(folder, name, name, 64 * 1024 * 1024, new Breath()))?.bytes ?? null
}

function look(bytes: Uint8Array | null): { integrity: unknown; one: number; two: number } {
  assert.ok(bytes)
  const path = join(root, randomUUID())
  writeFileSync(path, bytes)
  const database = new DatabaseSync(path)
  const count = (table: string) => Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n)
  try {
    return {
      integrity: database.prepare('PRAGMA integrity_check').get()?.integrity_check,
      one: count('one'),
      two: count('two'),
    }
  } finally {
    database.close()
  }
}
