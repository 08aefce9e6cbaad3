import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Impact, ImpactLine } from '@nahtlos/contract/configuration/impact'
import type { Instant } from '@nahtlos/contract/identifiers'
import type { Text } from '@nahtlos/contract/text'
import { everydayAgreement } from '../access/everyday-agreement.ts'
import { exampleAddress } from '../access/example-address.ts'
import { exampleSession } from '../access/example-session.ts'
import { groupsOf } from '../access/groups.ts'
import { resolve } from '../access/resolve.ts'
import { type Blur, Headcount } from './blur.ts'
import { type Circumstance, circumstancesOf } from './circumstances.ts'
import type { Configuration } from './configuration.ts'
import { type ItemDifference, itemDifferences, itemTitle } from './impact-items.ts'
import { impactScope } from './impact-scope.ts'

/** Goes through the staff one by one, so that whoever counts thousands can breathe in between. */
export interface ImpactSurvey {
  add(person: PersonFacts): void
  result(): Impact
}

export interface SurveyOptions {
  /** Looks at this moment alone. */
  readonly at?: Instant | undefined
  /** Blurs all numbers, for who may not see persons. */
  readonly blur?: Blur | undefined
}

/** As her own agreements say; the highest, and of who has none the usual. */
function needOf({ agreements }: PersonFacts): 'normal' | 'high' {
  return agreements.some(({ protectionNeed }) => protectionNeed === 'high') ? 'high' : 'normal'
}

interface Place {
  readonly zone: string
  readonly title: Text
  readonly outside: boolean
  /** One for each circumstance; null where a configuration has no such zone. */
  readonly contexts: readonly { readonly before: Context | null; readonly after: Context | null }[]
}

interface Difference extends ItemDifference {
  readonly place: Place
  /** The circumstances that it shows under, by their numbers. */
  readonly under: readonly number[]
}

interface Counted extends Difference {
  readonly people: Headcount
  readonly withAgreement: Headcount
  readonly departments: Map<string, Headcount>
  readonly groups: Map<string, Headcount>
}

/**
 * Compares what everybody gets by two configurations, in each zone and under each circumstance that a condition can
 * tell apart. From outside everybody is taken to have an agreement, with the protection need of her own: the question
 * is what the rules do to her then. Inside what she really has counts. People of whom the rules cannot tell one from another are resolved once.
 */
export function impactSurvey(
  before: Configuration,
  after: Configuration,
  now: Instant,
  { at, blur }: SurveyOptions = {},
): ImpactSurvey {
  const circumstances = circumstancesOf(before, after, now, at ?? null)
  const places = placesOf(before, after, circumstances)
  const scope = impactScope(before, after)
  const known = new Map<string, readonly Difference[]>()
  const lines = new Map<string, Counted>()
  const headcount = () => new Headcount(blur)
  const sum = { concerned: headcount(), losing: headcount(), gaining: headcount() }
  const readsProofs = [before, after].some(({ reads }) =>
    [...reads].some((name) => /^(training|homeWorkplace)(\.|$)/.test(name)),
  )
  // Who may not see persons learns nothing of agreements: to her everybody has the usual one.
  const readsAgreements =
    blur === undefined && [before, after].some(({ reads }) => [...reads].some((name) => /^agreement(\.|$)/.test(name)))
  let people = 0

  const nobody: readonly Difference[] = []
  const concerned = new Map<string, readonly boolean[]>()
  /** Asks for each place and circumstance whether anything may differ; the rules that did not change are not asked. */
  const concernOf = (there: readonly PersonFacts[], { account }: PersonFacts, alike: string): readonly boolean[] => {
    const key = scope.readsAccounts ? `${account} ${alike}` : alike
    const found =
      concerned.get(key) ??
      places.flatMap(({ contexts }, number) => scope.mayConcern(there[number] as PersonFacts, contexts))
    concerned.set(key, found)
    return found
  }

  const differencesOf = (person: PersonFacts): readonly Difference[] => {
    const alike = JSON.stringify([
      person.department,
      person.groups.toSorted(),
      person.roles.toSorted(),
      readsProofs ? (person.proofs ?? null) : null,
      readsAgreements
        ? person.agreements.map(({ id: _id, request: _request, person: _person, ...agreement }) => agreement)
        : null,
    ])
    const agreed = { ...person, agreements: [everydayAgreement(person, readsAgreements ? needOf(person) : 'normal')] }
    const there = places.map(({ outside }) => (outside || !readsAgreements ? agreed : person))
    const concern = concernOf(there, person, alike)
    if (!concern.includes(true)) return nobody
    const key = before.readsAccounts || after.readsAccounts ? `${person.account} ${alike}` : alike
    const found =
      known.get(key) ??
      places.flatMap((place, number) =>
        merged(
          place,
          place.contexts.map((contexts, under) =>
            concern[number * circumstances.length + under]
              ? itemDifferences(
                  contexts.before && resolve(before, there[number] as PersonFacts, contexts.before),
                  contexts.after && resolve(after, there[number] as PersonFacts, contexts.after),
                ).filter(({ workspace }) => canRunThere(after, workspace, circumstances[under]))
              : [],
          ),
        ),
      )
    known.set(key, found)
    return found
  }

  return {
    add(person) {
      people += 1
      const found = differencesOf(person)
      if (found.length === 0) return
      sum.concerned.add(person)
      if (found.some(({ gains }) => gains === true)) sum.gaining.add(person)
      if (found.some(({ gains }) => gains === false)) sum.losing.add(person)
      const agreed = person.agreements.some(({ until, endedAt }) => endedAt === null && until >= now.slice(0, 10))
      for (const difference of found) {
        const key = JSON.stringify([
          difference.place.zone,
          difference.workspace,
          difference.item,
          difference.gains,
          difference.under,
        ])
        const line: Counted = lines.get(key) ?? {
          ...difference,
          people: headcount(),
          withAgreement: headcount(),
          departments: new Map(),
          groups: new Map(),
        }
        lines.set(key, line)
        line.people.add(person)
        if (agreed || !difference.place.outside) line.withAgreement.add(person)
        countIn(line.departments, person.department, person, headcount)
        for (const group of groupsOf(after.membership, person)) countIn(line.groups, group, person, headcount)
      }
    },
    result: () => ({
      people,
      concerned: sum.concerned.number(),
      losing: sum.losing.number(),
      gaining: sum.gaining.number(),
      circumstances: circumstances.map(({ title }) => title),
      blurred: blur !== undefined,
      lines: [...lines.values()].map((line) => told(line, after, before, circumstances)).sort(mostFirst),
    }),
  }
}

/** A workspace runs on the hosts of its own pool only. */
function canRunThere({ workspaces }: Configuration, workspace: string, under: Circumstance | undefined): boolean {
  const pool = workspaces.get(workspace)?.pool
  return under?.session === undefined || pool === undefined || under.session.pool.id === pool
}

function placesOf(before: Configuration, after: Configuration, circumstances: readonly Circumstance[]): Place[] {
  const contextOf = (configuration: Configuration, id: string, circumstance: Circumstance): Context | null => {
    const compiled = configuration.zones.get(id)
    if (compiled === undefined) return null
    const { at, secondFactor, enrolledDevice, session } = circumstance
    const clientAddress = exampleAddress(configuration, compiled)
    const facts = { at, listener: compiled.zone.listener, clientAddress, secondFactor, enrolledDevice }
    return session === undefined
      ? facts
      : { ...facts, session: exampleSession(session.pool, at, session.minutes, session.host) }
  }
  const ids = [...new Set([...before.zones.keys(), ...after.zones.keys()])].sort()
  return ids.map((zone) => {
    const document = (after.zones.get(zone) ?? before.zones.get(zone))?.zone
    return {
      zone,
      title: document?.title ?? { de: zone, en: zone },
      outside: document?.outside ?? true,
      contexts: circumstances.map((circumstance) => ({
        before: contextOf(before, zone, circumstance),
        after: contextOf(after, zone, circumstance),
      })),
    }
  })
}

/** The same difference under several circumstances is one difference. */
function merged(place: Place, found: readonly (readonly ItemDifference[])[]): Difference[] {
  const byItem = new Map<string, { difference: ItemDifference; under: number[] }>()
  for (const [number, differences] of found.entries())
    for (const difference of differences) {
      const key = JSON.stringify([difference.workspace, difference.item, difference.gains])
      const one = byItem.get(key) ?? { difference, under: [] }
      byItem.set(key, one)
      one.under.push(number)
    }
  return [...byItem.values()].map(({ difference, under }) => ({ ...difference, place, under }))
}

function countIn(counts: Map<string, Headcount>, id: string, person: PersonFacts, make: () => Headcount): void {
  const count = counts.get(id) ?? make()
  counts.set(id, count)
  count.add(person)
}

function told(
  line: Counted,
  after: Configuration,
  before: Configuration,
  circumstances: readonly Circumstance[],
): ImpactLine {
  const titled = (counts: ReadonlyMap<string, Headcount>, titleOf: (id: string) => Text | undefined) =>
    [...counts]
      .map(([id, count]) => ({ id, title: titleOf(id) ?? { de: id, en: id }, people: count.number() }))
      .sort((a, b) => b.people - a.people || (a.id < b.id ? -1 : 1))
  return {
    zone: line.place.zone,
    zoneTitle: line.place.title,
    workspace: line.workspace,
    workspaceTitle: line.workspaceTitle,
    item: line.item,
    itemTitle: itemTitle(line.item, before, after),
    gains: line.gains,
    when:
      line.under.length === circumstances.length
        ? []
        : line.under.flatMap((number) => circumstances[number]?.title ?? []),
    people: line.people.number(),
    withAgreement: line.withAgreement.number(),
    departments: titled(line.departments, (id) => (after.departments.get(id) ?? before.departments.get(id))?.title),
    groups: titled(line.groups, (id) => (after.groups.get(id) ?? before.groups.get(id))?.title),
  }
}

/** What is lost first, then what concerns most people; the rest is an order that is always the same. */
function mostFirst(a: ImpactLine, b: ImpactLine): number {
  const rank = ({ gains }: ImpactLine) => (gains === false ? 0 : gains === true ? 1 : 2)
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (a.people !== b.people) return Number(b.people) - Number(a.people)
  const key = (line: ImpactLine) => `${line.zone} ${line.workspace} ${line.item}`
  return key(a) < key(b) ? -1 : 1
}
