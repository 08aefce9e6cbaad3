import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import { unzipSync } from 'fflate'
import { jsonEntry, zipOf } from './zip.ts'

const at = new Date('2026-03-02T09:00:00Z')
const entries = [
  jsonEntry('data.json', { name: 'Zoë Müller-Groß', text: 'lang '.repeat(100_000) }),
  { name: 'documents/Bescheid für Zoë.pdf', bytes: Buffer.from('%PDF-1.7 ü') },
  { name: 'empty.txt', bytes: Buffer.alloc(0) },
]

/** What the directory at the archive's end says: the sum and the size of each file (APPNOTE 4.3.12). */
function directoryOf(zip: Buffer): { sum: number; size: number }[] {
  const found: { sum: number; size: number }[] = []
  for (let from = zip.indexOf('PK\u0001\u0002'); from >= 0; from = zip.indexOf('PK\u0001\u0002', from + 1))
    found.push({ sum: zip.readUInt32LE(from + 16), size: zip.readUInt32LE(from + 24) })
  return found
}

test('an archive gives back every file as it was put in, texts compressed and documents stored', async () => {
  const zip = await zipOf(entries, at)
  assert.deepEqual(
    Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
    entries.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]),
  )
  assert.deepEqual(
    directoryOf(zip),
    entries.map(({ bytes }) => ({ sum: crc32(bytes), size: bytes.length })),
  )
  assert.ok(zip.length < 20_000, `${zip.length} bytes`)
  assert.ok(zip.includes('%PDF-1.7 ü'))
  assert.deepEqual(unzipSync(await zipOf([], at)), {})
})
