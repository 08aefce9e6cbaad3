import { expect, test } from 'vitest'
import { endFromField, endInField } from './end-of-day.ts'

test('midnight as an end is the end of the day, and is shown as the field can show it', () => {
  expect(endFromField('00:00')).toBe('24:00')
  expect(endInField('24:00')).toBe('00:00')
  for (const time of ['', '00:01', '16:30', '23:59']) {
    expect(endFromField(time)).toBe(time)
    expect(endInField(time)).toBe(time)
  }
})
