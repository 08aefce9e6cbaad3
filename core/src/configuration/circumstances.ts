import type { Pool } from '@nahtlos/contract/configuration/pool'
import type { Instant } from '@nahtlos/contract/identifiers'
import type { Text } from '@nahtlos/contract/text'
import type { CivilTime } from '../access/civil-time.ts'
import type { Configuration } from './configuration.ts'

/** When and how well known somebody comes; only what some condition can tell apart is looked at. */
export interface Circumstance {
  readonly title: Text
  readonly at: Instant
  readonly secondFactor: boolean
  readonly enrolledDevice: boolean
  /** A session that has run for so many minutes; absent before a start. */
  readonly session?: ExampleSession
}

interface ExampleSession {
  readonly minutes: number
  readonly pool: Pool
  /** The pool's first one, where no condition tells hosts apart. */
  readonly host: string
}

const morning = 10 * 60
const evening = 20 * 60
/** Begins and ends of hours that are looked at besides; a configuration that names more is seen at the first ones. */
const mostBoundaries = 6
/** Hosts, or pools, that are looked at where conditions tell them apart. */
const mostHosts = 6
/** Up to so many, every moment is looked at with and without a second factor; above, the first moment only. */
const mostCombined = 12

/**
 * The circumstances of a preview: a working day's morning, and as far as conditions look at the clock its evening, the
 * begin and end of the hours that they name, a Saturday and the next holiday; without a second factor and with an
 * enrolled device, where a rule asks for these. With `only`, that moment alone.
 */
export function circumstancesOf(
  before: Configuration,
  after: Configuration,
  now: Instant,
  only: Instant | null = null,
): Circumstance[] {
  const reads = (name: string) => [before, after].some((one) => one.reads.has(name) || one.reads.has(prefix(name)))
  const demands = (demand: string) =>
    [before, after].some(({ rules }) =>
      rules.some((rule) => rule.effect === 'limit' && rule.demands.some((one) => one === demand)),
    )
  const moments = only === null ? momentsOf(before, after, now) : [{ title: null, at: only }]
  const usual = { secondFactor: true, enrolledDevice: false }
  const known = [
    ...(reads('secondFactor') || demands('second-factor')
      ? [
          {
            ...usual,
            secondFactor: false,
            title: { de: 'ohne zweiten Faktor', en: 'without a second factor' },
          },
        ]
      : []),
    ...(reads('device.enrolled') || demands('enrolled-device')
      ? [{ ...usual, enrolledDevice: true, title: { de: 'mit aufgenommenem Gerät', en: 'with an enrolled device' } }]
      : []),
  ]
  const others = [...known, ...sessionsOf(before, after, reads).map((one) => ({ ...usual, ...one }))]
  const combined = moments.length * (1 + others.length) <= mostCombined ? moments : moments.slice(0, 1)
  return [
    ...moments.map(({ title, at }) => ({ ...usual, at, title: title ?? plainly })),
    ...others.flatMap(({ title, ...rest }) =>
      combined.map((moment) => ({
        ...rest,
        at: moment.at,
        title:
          moment.title === null || combined.length === 1
            ? title
            : { de: `${moment.title.de}, ${title.de}`, en: `${moment.title.en}, ${title.en}` },
      })),
    ),
  ]
}

/**
 * A session that has only begun, and one after each of the minutes that conditions compare with; on each pool, or on
 * each host, where conditions tell these apart.
 */
function sessionsOf(
  before: Configuration,
  after: Configuration,
  reads: (name: string) => boolean,
): { session: ExampleSession; title: Text }[] {
  if (![before, after].some(({ readsSession }) => readsSession)) return []
  const compared = [before, after].flatMap(({ sessionMinutes }) => (sessionMinutes === 'each' ? [60] : sessionMinutes))
  const minutes = [...new Set([0, ...compared])].sort((a, b) => a - b).slice(0, mostBoundaries)
  const places = [...after.pools.values()].flatMap((pool) =>
    (reads('host.id') ? pool.hosts : pool.hosts.slice(0, 1)).map((host) => ({ pool, host })),
  )
  return places
    .slice(0, mostHosts)
    .flatMap((place) => minutes.map((each) => ({ session: { ...place, minutes: each }, title: titleOf(each, place) })))

  function titleOf(each: number, { pool, host }: { pool: Pool; host: string }): Text {
    const where = reads('host.id') ? host : reads('host.pool') && after.pools.size > 1 ? pool.id : null
    const [de, en] =
      each === 0
        ? ['in einer Sitzung, die gerade beginnt', 'in a session that has only begun']
        : [`in einer Sitzung nach ${each} Minuten`, `in a session after ${each} minutes`]
    return where === null ? { de, en } : { de: `${de}, auf ${where}`, en: `${en}, on ${where}` }
  }
}

const plainly: Text = { de: 'zu dieser Zeit', en: 'at that time' }

function prefix(name: string): string {
  return name.split('.')[0] ?? name
}

interface Moment {
  readonly title: Text | null
  readonly at: Instant
}

function momentsOf(before: Configuration, after: Configuration, now: Instant): Moment[] {
  const { clockwork, isHoliday } = after
  const isWorkday = ({ weekday, date }: CivilTime) => weekday <= 5 && !isHoliday(date)
  const first = next(after, now, morning, isWorkday) ?? now
  const found: Moment[] = [{ title: onWorkday(morning), at: first }]
  const clock = new Set([...before.readsOfTime, ...after.readsOfTime])
  const looksAt = (...names: readonly string[]) =>
    ['time', ...names.map((name) => `time.${name}`)].some((one) => clock.has(one))
  const boundaries = [...new Set([...before.boundaries, ...after.boundaries])].sort((a, b) => a - b)
  const midnight = clockwork.at(first).date
  const minutes = new Set([
    ...boundaries.slice(0, mostBoundaries),
    ...(looksAt('hour', 'minute') || boundaries.length > 0 ? [evening] : []),
  ])
  for (const minute of minutes) {
    if (minute === morning || minute >= 1440) continue
    const at = next(after, now, minute, (civil) => isWorkday(civil) && civil.date >= midnight)
    if (at !== null) found.push({ title: onWorkday(minute), at })
  }
  if (looksAt('weekday', 'workday', 'date')) {
    const at = next(after, now, morning, ({ weekday }) => weekday === 6)
    if (at !== null) found.push({ title: { de: 'an einem Samstag', en: 'on a Saturday' }, at })
  }
  if (looksAt('holiday', 'workday', 'date')) {
    const at = next(after, now, morning, ({ date, weekday }) => isHoliday(date) && weekday <= 5)
    if (at !== null) found.push({ title: { de: 'an einem Feiertag', en: 'on a public holiday' }, at })
  }
  return found
}

function onWorkday(minute: number): Text {
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return { de: `an einem Arbeitstag um ${clock} Uhr`, en: `on a working day at ${clock}` }
}

/** The next instant at which the city's clock shows this minute on a day that fits; null where none comes in a year. */
function next(
  { clockwork }: Configuration,
  now: Instant,
  minute: number,
  fits: (civil: CivilTime) => boolean,
): Instant | null {
  let at = now
  // Every midnight is a stop, too, so a year has fewer than 800.
  for (let tried = 0; tried < 800; tried++) {
    at = clockwork.nextReaching(at, [minute])
    const civil = clockwork.at(at)
    if (civil.hour * 60 + civil.minute === minute && fits(civil)) return at
  }
  return null
}
