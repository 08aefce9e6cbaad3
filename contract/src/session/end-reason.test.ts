import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endReasons, endReasonText } from './end-reason.ts'

test('every sentence of a host is told in both languages, with what it is about', () => {
  for (const { de, en } of Object.values(endReasons))
    assert.deepEqual(endReasonText(`${en}: /tmp/x`), { de: `${de}: /tmp/x`, en: `${en}: /tmp/x` })
})

test('several are told together, and what nobody wrote down stays as the log says it', () => {
  const { memory, left } = endReasons
  assert.equal(
    endReasonText(`${memory.en}; ${left.en}: process 7 (sleep)`).de,
    `${memory.de}; ${left.de}: process 7 (sleep)`,
  )
  assert.equal(endReasonText('launch: step failed').de, 'launch: step failed')
})
