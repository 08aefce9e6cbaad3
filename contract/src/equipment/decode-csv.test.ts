import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeCsv } from './decode-csv.ts'

test('a list is read whether it was saved as UTF-8 or as Excel saves it', () => {
  const text = 'screen;BS-1;Gerät für Bürgerämter'
  assert.equal(decodeCsv(new TextEncoder().encode(text)), text)
  assert.equal(decodeCsv(new TextEncoder().encode(text).buffer), text)
  assert.equal(decodeCsv(Uint8Array.from([0x47, 0x65, 0x72, 0xe4, 0x74, 0x3b, 0x80])), 'Gerät;€')
})
