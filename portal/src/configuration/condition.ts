/** The common cases of a condition, as the form asks for them. */
export interface ConditionChoice {
  readonly where: 'anywhere' | 'outside' | 'inside'
  /** Empty is everybody. */
  readonly group: string
  readonly department: string
  /** `07:00-19:00`: the rule holds outside these; empty is at any time. */
  readonly outsideHours: string
  readonly days: 'always' | 'holiday' | 'offWork'
}

export const everywhereAlways: ConditionChoice = {
  where: 'anywhere',
  group: '',
  department: '',
  outsideHours: '',
  days: 'always',
}

/** The CEL expression that says the same; whoever writes it by hand writes exactly this. */
export function conditionOf({ where, group, department, outsideHours, days }: ConditionChoice): string {
  const parts = [
    ...(where === 'outside' ? ['zone.outside'] : where === 'inside' ? ['!zone.outside'] : []),
    ...(group === '' ? [] : [`"${group}" in person.groups`]),
    ...(department === '' ? [] : [`person.department == "${department}"`]),
    ...(outsideHours === '' ? [] : [`!within("${outsideHours}")`]),
    ...(days === 'holiday' ? ['time.holiday'] : days === 'offWork' ? ['!time.workday'] : []),
  ]
  return parts.length === 0 ? 'true' : parts.join(' && ')
}

export function areHours(text: string): boolean {
  const [from, until, ...rest] = text.split('-')
  const good = (time: string | undefined) => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(time ?? '')
  return rest.length === 0 && good(from) && good(until) && from !== until
}

export interface LimitText {
  readonly id: string
  readonly title: { readonly de: string; readonly en: string }
  readonly reason: { readonly de: string; readonly en: string }
  readonly when: string
  readonly without: 'access' | readonly string[]
  readonly department: string | null
}

/** The YAML document of a limit. Texts are written as JSON strings, which YAML 1.2 reads as they are. */
export function limitDocument({ id, title, reason, when, without, department }: LimitText): string {
  const quoted = (text: string) => JSON.stringify(text)
  return [
    'kind: AccessRule',
    `id: ${id}`,
    'effect: limit',
    `title: { de: ${quoted(title.de)}, en: ${quoted(title.en)} }`,
    ...(department === null ? [] : [`department: ${department}`]),
    `when: ${quoted(when)}`,
    `without: ${without === 'access' ? 'access' : `[${without.join(', ')}]`}`,
    'reason:',
    `  de: ${quoted(reason.de)}`,
    `  en: ${quoted(reason.en)}`,
    '',
  ].join('\n')
}

/** An identifier made of a title: lower case, without umlauts, at most 63 characters. */
export function slugOf(title: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
  return plain.slice(0, 63) || 'regel'
}
