import type { CalendarDate, Instant, Weekday } from '@nahtlos/contract/identifiers'

/** What a clock and a calendar on the wall show. */
export interface CivilTime {
  readonly date: CalendarDate
  /** ISO 8601: 1 is Monday. */
  readonly weekday: Weekday
  readonly hour: number
  readonly minute: number
  readonly second: number
}

/** Translates between instants and the wall clock of one time zone, daylight saving included. */
export interface Clockwork {
  readonly timeZone: string
  at(instant: Instant): CivilTime
  /**
   * The first instant after `instant` at which the wall clock reaches one of these minutes of the day (midnight, 1440,
   * among them), or at which the clock is put forward or back before that.
   */
  nextReaching(instant: Instant, minutesOfDay: readonly number[]): Instant
}

const secondsPerDay = 86_400

/** Whether this is a name of the IANA time zone database; an offset such as `+01:00` is not, it knows no summer time. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

export function clockworkOf(timeZone: string): Clockwork {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })

  /** The wall clock's reading as seconds since the epoch, as if it were UTC. */
  function reading(milliseconds: number): number {
    const parts: Record<string, number> = {}
    for (const part of format.formatToParts(milliseconds)) parts[part.type] = Number(part.value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000
  }

  function offset(milliseconds: number): number {
    return reading(milliseconds) - Math.floor(milliseconds / 1000)
  }

  function civilAt(instant: Instant): CivilTime {
    const wall = new Date(reading(Date.parse(instant)) * 1000)
    return {
      date: wall.toISOString().slice(0, 10),
      weekday: wall.getUTCDay() || 7,
      hour: wall.getUTCHours(),
      minute: wall.getUTCMinutes(),
      second: wall.getUTCSeconds(),
    }
  }

  // Thousands are asked about at few instants: a start page at this one, a preview at a handful.
  const known = new Map<Instant, CivilTime>()

  return {
    timeZone,
    at(instant) {
      const found = known.get(instant)
      if (found !== undefined) return found
      const civil = civilAt(instant)
      if (known.size >= 64) known.clear()
      known.set(instant, civil)
      return civil
    },
    nextReaching(instant, minutesOfDay) {
      const now = Math.floor(Date.parse(instant) / 1000)
      const wall = reading(now * 1000)
      const secondOfDay = wall % secondsPerDay
      const wait = Math.min(
        ...[...minutesOfDay, 1440].map((minute) => minute * 60 - secondOfDay).filter((seconds) => seconds > 0),
      )
      const before = offset(now * 1000)
      if (offset((now + wait) * 1000) === before) return new Date((now + wait) * 1000).toISOString()
      // The clock is changed in between: the change itself is the next thing that can matter.
      let [low, high] = [now, now + wait]
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (offset(middle * 1000) === before) low = middle
        else high = middle
      }
      return new Date(high * 1000).toISOString()
    },
  }
}

/** Minutes since midnight of a wall-clock time such as `07:30`; `24:00` is 1440. */
export function minutesOf(wallTime: string): number {
  return Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3, 5))
}
