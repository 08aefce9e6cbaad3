import assert from 'node:assert/strict'
import { test } from 'node:test'
import { remindersDue } from './renewal.ts'

test('reminders before an end are due on their day, and never for an agreement that has not begun by then', () => {
  const year = { from: '2026-01-01', until: '2026-12-31' }
  const due = (today: string) => remindersDue([90, 30], year, today)
  assert.deepEqual(['2026-10-01', '2026-10-02', '2026-11-30', '2026-12-01'].map(due), [0, 1, 1, 2])
  const quarter = { from: '2026-01-01', until: '2026-04-01' }
  assert.equal(remindersDue([90, 30], quarter, '2026-01-01'), 0, 'the first one is not the end’s')
  assert.equal(remindersDue([90, 30], quarter, '2026-03-02'), 1)
})
