/** A day on which something is the case from morning to night. */
export interface CalendarDay {
  readonly uid: string
  /** `2026-03-02` */
  readonly date: string
  readonly summary: string
  readonly description: string
}

interface CalendarHead {
  readonly name: string
  readonly timeZone: string
  /** `2026-03-02`: what is in it was true then. */
  readonly stamp: string
}

/** Octets of a line at most, its end not counted (RFC 5545, section 3.1). */
const longestLine = 75

/**
 * Days as iCalendar (RFC 5545): events that last all day, block nobody's time and have no alarm. Programs are asked to
 * look again after an hour at the earliest.
 */
export function icalendar({ name, timeZone, stamp }: CalendarHead, days: readonly CalendarDay[]): string {
  const title = escaped(name)
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Nahtlos//Programme//EN',
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    `TIMEZONE-ID:${timeZone}`,
    `X-WR-TIMEZONE:${timeZone}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...days.flatMap(({ uid, date, summary, description }) => [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      'SEQUENCE:0',
      `DTSTAMP:${compact(stamp)}T000000Z`,
      `DTSTART;VALUE=DATE:${compact(date)}`,
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
      'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE',
      `SUMMARY:${escaped(summary)}`,
      'TRANSP:TRANSPARENT',
      'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
      `DESCRIPTION:${escaped(description)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('')
}

const compact = (date: string) => date.replaceAll('-', '')

/** What is text and not structure (section 3.3.11). */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, (character) => `\\${character}`).replaceAll(/\r?\n/g, '\\n')
}

/** A line in pieces that are short enough, cut between characters and never within one. */
function folded(line: string): string {
  // No character has more than three octets for each unit of its string.
  if (line.length * 3 <= longestLine || Buffer.byteLength(line) <= longestLine) return line
  let result = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > longestLine) {
      result += '\r\n '
      octets = 1
    }
    result += character
    octets += size
  }
  return result
}
