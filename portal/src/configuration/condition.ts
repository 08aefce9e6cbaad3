/** The common cases of a condition, as the form asks for them. */
export interface ConditionChoice {
  /** `zone/ID` is one network place. */
  readonly where: 'anywhere' | 'outside' | 'inside' | `zone/${string}`
  /** In one of these; none is everybody. */
  readonly groups: readonly string[]
  /** Empty is everybody. */
  readonly department: string
  /** `07:00-19:00`; empty is at any time. */
  readonly hours: string
  /** Whether the rule holds outside these hours or within them. */
  readonly hoursAre: 'outside' | 'within'
  readonly days: 'always' | 'holiday' | 'offWork' | 'work'
  readonly secondFactor: 'either' | 'with' | 'without'
  readonly device: 'either' | 'with' | 'without'
  readonly agreement: 'either' | 'today' | 'notToday'
  /** Minutes that the session has run; empty is at any time, and before there is one. */
  readonly afterMinutes: string
  /** The pool on whose hosts the session runs; empty is any, and before there is one. */
  readonly pool: string
}

export const everywhereAlways: ConditionChoice = {
  where: 'anywhere',
  groups: [],
  department: '',
  hours: '',
  hoursAre: 'outside',
  days: 'always',
  secondFactor: 'either',
  device: 'either',
  agreement: 'either',
  afterMinutes: '',
  pool: '',
}

/** What a session has is known in one only, and access is decided before there is one, too. */
const inSession = 'session.running'

/** The CEL expression that says the same; whoever writes it by hand writes exactly this. */
export function conditionOf(choice: ConditionChoice): string {
  const { where, groups, department, hours, hoursAre, days, secondFactor, device, agreement, afterMinutes, pool } =
    choice
  const any = groups.map((group) => `"${group}" in person.groups`).join(' || ')
  const parts = [
    ...(where === 'outside' ? ['zone.outside'] : where === 'inside' ? ['!zone.outside'] : []),
    ...(where.startsWith('zone/') ? [`zone.id == "${where.slice(5)}"`] : []),
    ...(groups.length === 0 ? [] : [groups.length === 1 ? any : `(${any})`]),
    ...(department === '' ? [] : [`person.department == "${department}"`]),
    ...(hours === '' ? [] : [`${hoursAre === 'outside' ? '!' : ''}within("${hours}")`]),
    ...{ always: [], holiday: ['time.holiday'], offWork: ['!time.workday'], work: ['time.workday'] }[days],
    ...{ either: [], with: ['secondFactor'], without: ['!secondFactor'] }[secondFactor],
    ...{ either: [], with: ['device.enrolled'], without: ['!device.enrolled'] }[device],
    ...{ either: [], today: ['onHomeDay()'], notToday: ['!onHomeDay()'] }[agreement],
    ...(afterMinutes === '' && pool === '' ? [] : [inSession]),
    ...(afterMinutes === '' ? [] : [`session.minutes >= ${afterMinutes}`]),
    ...(pool === '' ? [] : [`host.pool == "${pool}"`]),
  ]
  return parts.length === 0 ? 'true' : parts.join(' && ')
}

/** What the form would have had to be told to write this; null where no form writes it. */
export function choiceOf(condition: string): ConditionChoice | null {
  let choice = everywhereAlways
  for (const part of condition === 'true' ? [] : condition.trim().split(/\s+&&\s+/)) {
    const next = partOf(part)
    if (next === null) return null
    choice = { ...choice, ...next }
  }
  // Said twice, or in another order, is something else: the form would write what nobody wrote.
  const sorted = (text: string) => text.split(' && ').sort().join()
  return sorted(conditionOf(choice)) === sorted(condition.trim()) ? choice : null
}

const plain: Readonly<Record<string, Partial<ConditionChoice>>> = {
  'zone.outside': { where: 'outside' },
  '!zone.outside': { where: 'inside' },
  'time.holiday': { days: 'holiday' },
  '!time.workday': { days: 'offWork' },
  'time.workday': { days: 'work' },
  secondFactor: { secondFactor: 'with' },
  '!secondFactor': { secondFactor: 'without' },
  'device.enrolled': { device: 'with' },
  '!device.enrolled': { device: 'without' },
  'onHomeDay()': { agreement: 'today' },
  '!onHomeDay()': { agreement: 'notToday' },
  [inSession]: {},
}

function partOf(part: string): Partial<ConditionChoice> | null {
  const known = plain[part]
  if (known !== undefined) return known
  const zone = /^zone\.id == "([\w-]+)"$/.exec(part)?.[1]
  if (zone !== undefined) return { where: `zone/${zone}` }
  const department = /^person\.department == "([\w-]+)"$/.exec(part)?.[1]
  if (department !== undefined) return { department }
  const hours = /^(!?)within\("([\d:-]+)"\)$/.exec(part)
  if (hours !== null) return { hours: hours[2] ?? '', hoursAre: hours[1] === '!' ? 'outside' : 'within' }
  const minutes = /^session\.minutes >= (\d+)$/.exec(part)?.[1]
  if (minutes !== undefined) return { afterMinutes: minutes }
  const pool = /^host\.pool == "([\w-]+)"$/.exec(part)?.[1]
  if (pool !== undefined) return { pool }
  if (/^\(?"[\w-]+" in person\.groups(?: \|\| "[\w-]+" in person\.groups)*\)?$/.test(part))
    return { groups: [...part.matchAll(/"([\w-]+)"/g)].map(([, id = '']) => id) }
  return null
}

export function areHours(text: string): boolean {
  const [from, until, ...rest] = text.split('-')
  const good = (time: string | undefined) => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time ?? '')
  return rest.length === 0 && good(from) && good(until) && from !== until
}

/** Whole minutes of a session, or nothing. */
export function areMinutes(text: string): boolean {
  return /^(|0|[1-9]\d{0,4})$/.test(text)
}

/** An identifier made of a title: lower case, without umlauts, at most 63 characters, and one that is not taken. */
export function slugOf(title: string, taken: (slug: string) => boolean = () => false): string {
  const made = title
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 58)
  const first = made || 'dokument'
  let slug = first
  for (let number = 2; taken(slug); number++) slug = `${first}-${number}`
  return slug
}
