import { expect, test } from 'vitest'
import { isIdleSoon, minutesLeft } from './minutes-left.ts'

test('minutes are whole and never none', () => {
  const at = '2026-03-02T18:00:00.000Z'
  expect(minutesLeft(at, Date.parse('2026-03-02T17:50:00.000Z'))).toBe(10)
  expect(minutesLeft(at, Date.parse('2026-03-02T17:59:50.000Z'))).toBe(1)
  expect(minutesLeft(at, Date.parse('2026-03-02T18:10:00.000Z'))).toBe(1)
})

test('idleness is told two minutes before, and with a short limit after half of it', () => {
  expect(isIdleSoon(null, 0, 1e9)).toBe(false)
  expect(isIdleSoon(15, 0, 12 * 60_000)).toBe(false)
  expect(isIdleSoon(15, 0, 13 * 60_000)).toBe(true)
  expect(isIdleSoon(1, 0, 29_000)).toBe(false)
  expect(isIdleSoon(1, 0, 30_000)).toBe(true)
})
