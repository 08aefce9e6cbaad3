import { expect, test } from 'vitest'
import { decodeCsv } from './decode-csv.ts'

test('a list is read whether it was saved as UTF-8 or as Excel saves it', () => {
  expect(decodeCsv(new TextEncoder().encode('screen;BS-1;Gerät für Bürgerämter').buffer)).toContain('Gerät für Bürger')
  const ansi = Uint8Array.from([0x47, 0x65, 0x72, 0xe4, 0x74, 0x3b, 0x80])
  expect(decodeCsv(ansi.buffer)).toBe('Gerät;€')
})
