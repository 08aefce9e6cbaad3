import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fileBytes, fileText } from './file-text.ts'

test('what is a text of its format comes back as the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.string({ unit: 'grapheme' }), (bytes, text) => {
      assert.deepEqual(fileBytes(fileText(bytes, 'dconf') ?? '', 'dconf'), Buffer.from(bytes))
      assert.equal(fileText(fileBytes(text, 'ini'), 'ini'), text)
    }),
  )
  assert.equal(fileText(Buffer.from('\ufeffa=ü'), 'ini'), '\ufeffa=ü')
})

test('bytes that are no UTF-8 are no text of a text’s format', () => {
  assert.equal(fileText(Buffer.from([0x61, 0xff]), 'json'), null)
  assert.equal(fileText(Buffer.from([0x61, 0xff]), 'dconf'), 'aÿ')
})
