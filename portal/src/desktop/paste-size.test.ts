import { pasteMaximum } from '@nahtlos/contract/display-protocol'
import { expect, test } from 'vitest'
import { isTooLargeToPaste } from './paste-size.ts'

test('a text counts as it is sent: in UTF-8, with two bytes at the end of a line, and one at its own end', () => {
  const most = pasteMaximum - 1
  expect(isTooLargeToPaste('a'.repeat(most))).toBe(false)
  expect(isTooLargeToPaste('a'.repeat(most + 1))).toBe(true)
  expect(isTooLargeToPaste('ä'.repeat((most + 1) / 2))).toBe(true)
  expect(isTooLargeToPaste('ä'.repeat((most - 1) / 2))).toBe(false)
  for (const line of ['\n', '\r\n', '\r']) {
    expect(isTooLargeToPaste(line.repeat((most - 1) / 2))).toBe(false)
    expect(isTooLargeToPaste(line.repeat((most + 1) / 2))).toBe(true)
  }
})
