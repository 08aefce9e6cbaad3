import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { csvLine, fromCell } from './csv-line.ts'

const signs = ['=', '+', '-', '@', '\t', '\r', '\uff1d', '\uff20', '"', ';', '\n', ',', ' ', "'", 'ß']
const pairs = signs.flatMap((one) => [one, ...signs.map((other) => one + other)])

test('whatever stands in cells comes back out of the file, and none of them is a formula', () => {
  const rows = pairs.flatMap((cell) => signs.map((last) => [cell, `${cell}${last}`, 'x']))
  const read: string[][] = parse(rows.map(csvLine).join(''), { delimiter: ';', record_delimiter: '\n' })
  assert.deepEqual(
    // A text that has the apostrophe of itself is told apart by nobody.
    read.map((row) => row.map(fromCell)),
    rows.map((row) => row.map((cell) => fromCell(cell))),
  )
  for (const cell of read.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/)
})

test('what needs no quotes has none', () => {
  assert.equal(csvLine(['notebook', 'SN-1', 'Größe "M"', '-1']), `notebook;SN-1;"Größe ""M""";'-1\n`)
})
