import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isHotJournal, rollBack } from './sqlite-journal.ts'

const magic = Buffer.from('d9d505f920a163d7', 'hex')

test('whatever a journal says, it is read at once, and never makes more of a database than both files hold', () => {
  const word = fc.oneof(fc.constantFrom(0, 1, 2, 512, 1024, 0xffff_ffff), fc.nat())
  const header = fc.array(word, { minLength: 5, maxLength: 5 }).map((words) => {
    const bytes = Buffer.alloc(20)
    for (const [at, one] of words.entries()) bytes.writeUInt32BE(one >>> 0, at * 4)
    return Buffer.concat([magic, bytes])
  })
  const rest = fc.uint8Array({ maxLength: 3000 })
  fc.assert(
    fc.property(header, rest, fc.uint8Array({ maxLength: 2000 }), (start, more, database) => {
      const journal = Buffer.concat([start, more])
      assert.ok(isHotJournal(journal))
      const found = rollBack(database, journal)
      if (found !== null) assert.ok(found.length <= database.length + journal.length)
    }),
    { numRuns: 2000 },
  )
})

test('a journal of several databases at once is not played back', () => {
  const start = Buffer.alloc(512)
  magic.copy(start)
  for (const [at, one] of [0, 0, 1, 512, 512].entries()) start.writeUInt32BE(one, 8 + at * 4)
  assert.ok(rollBack(Buffer.alloc(512), start))
  assert.equal(rollBack(Buffer.alloc(512), Buffer.concat([start, Buffer.alloc(20), magic])), null)
})
