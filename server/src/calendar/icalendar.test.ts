import assert from 'node:assert/strict'
import { test } from 'node:test'
import { icalendar } from './icalendar.ts'

const head = { name: 'Team', timeZone: 'Europe/Berlin', stamp: '2026-03-02' }
const day = {
  uid: 'a@nahtlos',
  date: '2026-03-05',
  summary: 'Anna: Telearbeit',
  description: 'Erreichbar: 09:00–15:00',
}

test('a day is an event of the whole day that blocks nobody', () => {
  const lines = icalendar(head, [day]).split('\r\n')
  for (const line of [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'DTSTART;VALUE=DATE:20260305',
    'DTSTAMP:20260302T000000Z',
    'TRANSP:TRANSPARENT',
  ])
    assert.ok(lines.includes(line), line)
  assert.equal(lines.at(-2), 'END:VCALENDAR')
  assert.equal(lines.at(-1), '')
})

test('what is text cannot become structure', () => {
  const text = icalendar(head, [{ ...day, summary: 'a;b,c\\d\nEND:VEVENT' }])
  assert.ok(text.includes('SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT\r\n'), text)
  assert.equal(text.match(/^END:VEVENT/gm)?.length, 1)
})

test('a long line is folded after 75 octets, between characters', () => {
  const summary = 'Möbelschränke 😀 '.repeat(20)
  const text = icalendar(head, [{ ...day, summary }])
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line)
  assert.ok(!text.includes('\ufffd'))
  assert.ok(text.replaceAll('\r\n ', '').includes(`SUMMARY:${summary}`))
})
