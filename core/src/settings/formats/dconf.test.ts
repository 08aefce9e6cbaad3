import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mergeFile } from '../merge-file.ts'
import { dconf, dconfValue } from './dconf.ts'
import { keyText } from './format.ts'
import { isValuePath, readGvdb, writeGvdb } from './gvdb.ts'

const part = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((name) => !name.includes('/'))
const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => `/${parts.join('/')}`)
const value = fc.uint8Array({ maxLength: 40 })
const values = fc.dictionary(path, value, { maxKeys: 30 }).map((found) => new Map(Object.entries(found)))

/** A database as the text that the format reads. */
const textOf = (of: ReadonlyMap<string, Uint8Array>) => Buffer.from(writeGvdb(of)).toString('latin1')
/** A string as dconf stores it. */
const told = (text: string) => Buffer.from(`${text}\0\0s`)

test('what was written is read back, whatever the paths and values are', () => {
  fc.assert(
    fc.property(values, (wanted) => {
      const found = readGvdb(writeGvdb(wanted))
      assert.deepEqual(found && [...found].sort(), [...wanted].map(([name, bytes]) => [name, bytes]).sort())
    }),
  )
})

test('no bytes break the reader, neither noise nor a database that was changed somewhere', () => {
  const good = writeGvdb(
    new Map([
      ['/a/b/c', told('x')],
      ['/a/d', told('y')],
    ]),
  )
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), fc.uint8Array({ maxLength: 200 }), (at, byte, noise) => {
      const changed = Uint8Array.from(good)
      changed[at] = byte
      for (const bytes of [changed, changed.subarray(0, at), noise]) {
        const found = readGvdb(bytes)
        for (const name of found?.keys() ?? []) assert.ok(isValuePath(name))
      }
    }),
  )
})

test('two sessions that changed different keys are merged, and of one key the later value is kept', () => {
  const base = new Map([
    ['/org/a/size', told('1')],
    ['/org/a/name', told('n')],
    ['/org/b/gone', told('g')],
  ])
  const ours = new Map([...base, ['/org/a/size', told('2')], ['/org/c/new', told('mine')]])
  const theirs = new Map([...base, ['/org/a/name', told('m')], ['/org/a/size', told('3')]])
  theirs.delete('/org/b/gone')
  const found = mergeFile(
    dconf,
    textOf(base),
    { text: textOf(ours), modified: 1 },
    { text: textOf(theirs), modified: 2 },
  )
  assert.ok(found)
  assert.deepEqual(found.conflicts, [keyText(['org', 'a', 'size'])])
  const merged = readGvdb(Buffer.from(found.text, 'latin1'))
  assert.deepEqual(
    merged && Object.fromEntries([...merged].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])),
    { '/org/a/size': '3\0\0s', '/org/a/name': 'm\0\0s', '/org/c/new': 'mine\0\0s' },
  )
})

test('the usual types are told as people know them, others not at all', () => {
  const words = (bytes: number[], type: string) =>
    dconfValue(Buffer.from([...bytes, 0, ...Buffer.from(type)]).toString('hex'))
  assert.equal(words([1], 'b'), 'true')
  assert.equal(words([0x2a, 0, 0, 0], 'u'), '42')
  assert.equal(words([0xff, 0xff, 0xff, 0xff], 'i'), '-1')
  assert.equal(words([...Buffer.from('Sans 11'), 0], 's'), 'Sans 11')
  assert.equal(words([1, 2, 3], 'as'), null)
  assert.equal(dconfValue(''), null)
})
