import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { quote } from './quote.ts'

test('whatever an argument contains, sh hands it on as it is', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
        { maxLength: 5 },
      ),
      (words) => {
        const out = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(quote).join(' ')}`], { encoding: 'utf8' })
        assert.equal(out, words.length === 0 ? '\0' : words.map((word) => `${Buffer.from(word).toString()}\0`).join(''))
      },
    ),
    { numRuns: 30 },
  )
})

test('a NUL byte can’t be an argument', () => {
  assert.throws(() => quote('a\0b'), RangeError)
})
