import type { Bounds } from '@nahtlos/contract/access/bounds'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import type { Impact, ImpactLine } from '@nahtlos/contract/configuration/impact'
import type { Instant } from '@nahtlos/contract/identifiers'
import type { Text } from '@nahtlos/contract/text'
import { everydayAgreement } from '../access/everyday-agreement.ts'
import { exampleAddress } from '../access/example-address.ts'
import { groupsOf } from '../access/groups.ts'
import { resolve } from '../access/resolve.ts'
import type { Configuration } from './configuration.ts'

/** Goes through the staff one by one, so that whoever counts thousands can breathe in between. */
export interface ImpactSurvey {
  add(person: PersonFacts): void
  result(): Impact
}

interface Place {
  readonly zone: string
  readonly title: Text
  readonly outside: boolean
  readonly before: Context | null
  readonly after: Context | null
}

interface Difference {
  readonly place: Place
  readonly workspace: string
  readonly workspaceTitle: Text
  readonly item: string
  readonly gains: boolean
}

interface Counted extends Difference {
  people: number
  withAgreement: number
  readonly departments: Map<string, number>
  readonly groups: Map<string, number>
}

/**
 * Compares what everybody gets by two configurations, in each zone, at one time. From outside everybody is taken to
 * have an agreement and a second factor: the question is what the rules do to her then. People of whom the rules cannot
 * tell one from another are resolved once.
 */
export function impactSurvey(before: Configuration, after: Configuration, at: Instant): ImpactSurvey {
  const places = placesOf(before, after, at)
  const known = new Map<string, readonly Difference[]>()
  const lines = new Map<string, Counted>()
  const sum = { people: 0, concerned: 0, losing: 0, gaining: 0 }

  const differencesOf = (person: PersonFacts): readonly Difference[] => {
    const key = JSON.stringify([
      person.department,
      person.groups.toSorted(),
      person.roles.toSorted(),
      before.readsAccounts || after.readsAccounts ? person.account : '',
    ])
    const found = known.get(key) ?? places.flatMap((place) => differences(before, after, place, person))
    known.set(key, found)
    return found
  }

  return {
    add(person) {
      sum.people += 1
      const found = differencesOf(person)
      if (found.length === 0) return
      sum.concerned += 1
      if (found.some(({ gains }) => gains)) sum.gaining += 1
      if (found.some(({ gains }) => !gains)) sum.losing += 1
      const agreed = person.agreements.some(({ until, endedAt }) => endedAt === null && until >= at.slice(0, 10))
      for (const difference of found) count(lines, difference, person, groupsOf(after.membership, person), agreed)
    },
    result: () => ({ ...sum, lines: [...lines.values()].map((line) => told(line, after, before)).sort(mostFirst) }),
  }
}

function placesOf(before: Configuration, after: Configuration, at: Instant): Place[] {
  const contextOf = (configuration: Configuration, id: string): Context | null => {
    const compiled = configuration.zones.get(id)
    if (compiled === undefined) return null
    const clientAddress = exampleAddress(configuration, compiled)
    return { at, listener: compiled.zone.listener, clientAddress, secondFactor: true }
  }
  const ids = [...new Set([...before.zones.keys(), ...after.zones.keys()])].sort()
  return ids.map((zone) => {
    const document = (after.zones.get(zone) ?? before.zones.get(zone))?.zone
    return {
      zone,
      title: document?.title ?? { de: zone, en: zone },
      outside: document?.outside ?? true,
      before: contextOf(before, zone),
      after: contextOf(after, zone),
    }
  })
}

function differences(before: Configuration, after: Configuration, place: Place, person: PersonFacts): Difference[] {
  const agreed = { ...person, agreements: [everydayAgreement(person)] }
  const had = itemsOf(place.before && resolve(before, agreed, place.before))
  const has = itemsOf(place.after && resolve(after, agreed, place.after))
  const found: Difference[] = []
  for (const id of new Set([...had.keys(), ...has.keys()])) {
    const [one, other] = [had.get(id), has.get(id)]
    const workspaceTitle = (other ?? one)?.title ?? { de: id, en: id }
    const add = (item: string, gains: boolean) => found.push({ place, workspace: id, workspaceTitle, item, gains })
    for (const item of other?.items ?? []) if (!one?.items.has(item)) add(item, true)
    for (const item of one?.items ?? []) if (!other?.items.has(item)) add(item, false)
    if (one?.bounds && other?.bounds) for (const [bound, gains] of changed(one.bounds, other.bounds)) add(bound, gains)
  }
  return found
}

interface Had {
  readonly title: Text
  readonly items: ReadonlySet<string>
  readonly bounds: Bounds | null
}

function itemsOf(resolution: Resolution | null): Map<string, Had> {
  return new Map(
    (resolution?.workspaces ?? []).map(({ id, title, available, rights, apps, settings, bounds }) => [
      id,
      available
        ? {
            title,
            items: new Set([
              'access',
              ...rights,
              ...apps.map((app) => `app/${app.id}`),
              ...settings.map((template) => `settings/${template.id}`),
            ]),
            bounds,
          }
        : { title, items: new Set<string>(), bounds: null },
    ]),
  )
}

/** Bounds that differ, and whether the change is for the better: a larger number, none at all, no watermark. */
function changed(one: Bounds, other: Bounds): [string, boolean][] {
  const numbers = (['idleMinutes', 'lengthMinutes', 'sessions'] as const).flatMap((key): [string, boolean][] => {
    const [was, is] = [one[key] ?? Number.POSITIVE_INFINITY, other[key] ?? Number.POSITIVE_INFINITY]
    return was === is ? [] : [[key, is > was]]
  })
  return one.watermark === other.watermark ? numbers : [...numbers, ['watermark', one.watermark]]
}

function count(
  lines: Map<string, Counted>,
  difference: Difference,
  person: PersonFacts,
  groups: readonly string[],
  agreed: boolean,
): void {
  const key = JSON.stringify([difference.place.zone, difference.workspace, difference.item, difference.gains])
  const line: Counted = lines.get(key) ?? {
    ...difference,
    people: 0,
    withAgreement: 0,
    departments: new Map(),
    groups: new Map(),
  }
  lines.set(key, line)
  line.people += 1
  if (agreed || !difference.place.outside) line.withAgreement += 1
  line.departments.set(person.department, (line.departments.get(person.department) ?? 0) + 1)
  for (const group of groups) line.groups.set(group, (line.groups.get(group) ?? 0) + 1)
}

function told(line: Counted, after: Configuration, before: Configuration): ImpactLine {
  const titled = (counts: ReadonlyMap<string, number>, titleOf: (id: string) => Text | undefined) =>
    [...counts]
      .map(([id, people]) => ({ id, title: titleOf(id) ?? { de: id, en: id }, people }))
      .sort((a, b) => b.people - a.people || (a.id < b.id ? -1 : 1))
  return {
    zone: line.place.zone,
    zoneTitle: line.place.title,
    workspace: line.workspace,
    workspaceTitle: line.workspaceTitle,
    item: line.item,
    gains: line.gains,
    people: line.people,
    withAgreement: line.withAgreement,
    departments: titled(line.departments, (id) => (after.departments.get(id) ?? before.departments.get(id))?.title),
    groups: titled(line.groups, (id) => (after.groups.get(id) ?? before.groups.get(id))?.title),
  }
}

/** What is lost first, then what concerns most people; the rest is an order that is always the same. */
function mostFirst(a: ImpactLine, b: ImpactLine): number {
  if (a.gains !== b.gains) return a.gains ? 1 : -1
  if (a.people !== b.people) return Number(b.people) - Number(a.people)
  const key = (line: ImpactLine) => `${line.zone} ${line.workspace} ${line.item}`
  return key(a) < key(b) ? -1 : 1
}
