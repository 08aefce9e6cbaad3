import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { Instant, Slug } from '@nahtlos/contract/identifiers'
import type { Text } from '@nahtlos/contract/text'
import type { Configuration } from '../configuration/configuration.ts'
import { everydayAgreement } from './everyday-agreement.ts'
import { exampleAddress } from './example-address.ts'
import { exampleSession } from './example-session.ts'
import { groupsOf } from './groups.ts'
import { nextChange } from './next-change.ts'

/** What a decision rests on. */
export interface Facts {
  readonly person: PersonFacts
  readonly context: Context
}

/** One fact, or some, that could be otherwise. */
export interface OtherFact {
  readonly change: NearestChange['change']
  readonly text: Text
  apply(facts: Facts): Facts
}

/** Instants that are tried, so that a condition on minutes does not make the search long. */
const instants = 96
/** Minutes of a session that are tried, beside its begin. */
const minutesOfSession = 6

/** Every single fact that could be otherwise, nearest first. */
export function* otherFacts(configuration: Configuration, facts: Facts, workspace: Slug): Generator<OtherFact> {
  const [factor, agreement, ...known] = switches(configuration, facts)
  if (factor !== undefined) yield factor
  if (agreement !== undefined) yield agreement
  yield* later(configuration, facts)
  yield* known
  yield* sessions(configuration, facts, workspace)
  yield* places(configuration)
  yield* otherGroups(configuration, facts)
}

/** Two facts at once, then three: what lacks from home is mostly more than one thing. */
export function* severalFacts(configuration: Configuration, facts: Facts, workspace: Slug): Generator<OtherFact> {
  const single = [
    ...switches(configuration, facts),
    ...[...sessions(configuration, facts, workspace)].slice(0, 1),
    ...places(configuration),
  ]
  for (const [at, one] of single.entries())
    for (const other of single.slice(at + 1)) if (one.change !== other.change) yield together([one, other])
  for (const [at, one] of single.entries())
    for (const [next, other] of single.slice(at + 1).entries())
      for (const third of single.slice(at + next + 2)) {
        const all = [one, other, third]
        if (new Set(all.map(({ change }) => change)).size === all.length) yield together(all)
      }
}

function together(all: readonly OtherFact[]): OtherFact {
  return {
    change: 'several',
    text: {
      de: all.map(({ text }) => text.de).join(' und '),
      en: all.map(({ text }) => text.en).join(' and '),
    },
    apply: (facts) => all.reduce((present, { apply }) => apply(present), facts),
  }
}

/** What is so or not: of each its contrary. */
function switches({ clockwork }: Configuration, { person, context }: Facts): OtherFact[] {
  const { date } = clockwork.at(context.at)
  const proof = (name: 'training' | 'homeWorkplace') => {
    const isValid = date <= (person.proofs?.[name] ?? '')
    return {
      isValid,
      apply(facts: Facts): Facts {
        const proofs = { training: null, homeWorkplace: null, ...facts.person.proofs, [name]: isValid ? null : date }
        return { ...facts, person: { ...facts.person, proofs } }
      },
    }
  }
  const training = proof('training')
  const homeWorkplace = proof('homeWorkplace')
  return [
    {
      change: 'second-factor',
      text: context.secondFactor
        ? { de: 'ohne den zweiten Faktor', en: 'without the second factor' }
        : { de: 'mit dem zweiten Faktor', en: 'with the second factor' },
      apply: (facts) => inContext(facts, { secondFactor: !context.secondFactor }),
    },
    {
      change: 'agreement',
      text: { de: 'mit einer Vereinbarung für diese Zeit', en: 'with an agreement for this time' },
      apply: (facts) => ({ ...facts, person: { ...facts.person, agreements: [everydayAgreement(facts.person)] } }),
    },
    {
      change: 'device',
      text: context.enrolledDevice
        ? { de: 'mit einem Gerät, das nicht aufgenommen ist', en: 'with a device that is not enrolled' }
        : { de: 'mit einem aufgenommenen Gerät', en: 'with an enrolled device' },
      apply: (facts) => inContext(facts, { enrolledDevice: !context.enrolledDevice }),
    },
    {
      change: 'training',
      text: training.isValid
        ? { de: 'ohne gültige Unterweisung', en: 'without a valid training' }
        : { de: 'mit gültiger Unterweisung', en: 'with a valid training' },
      apply: training.apply,
    },
    {
      change: 'home-workplace',
      text: homeWorkplace.isValid
        ? { de: 'ohne gültige Prüfung des Arbeitsplatzes zu Hause', en: 'without a valid check of the home workplace' }
        : { de: 'mit gültiger Prüfung des Arbeitsplatzes zu Hause', en: 'with a valid check of the home workplace' },
      apply: homeWorkplace.apply,
    },
  ]
}

function inContext(facts: Facts, change: Partial<Context>): Facts {
  return { ...facts, context: { ...facts.context, ...change } }
}

function* later(configuration: Configuration, { person, context }: Facts): Generator<OtherFact> {
  let at: Instant | null = context.at
  for (let tried = 0; tried < instants; tried++) {
    at = nextChange(configuration, person, { ...context, at })
    if (at === null) return
    const then = at
    yield {
      change: 'time',
      text: instantWords(then, configuration.city.timeZone),
      apply: (facts) => inContext(facts, { at: then }),
    }
  }
}

/** In one that runs, a new one; where none runs yet, one that has only begun, and after the minutes that conditions compare with. */
function* sessions(configuration: Configuration, { context }: Facts, workspace: Slug): Generator<OtherFact> {
  const { readsSession, sessionMinutes, workspaces, pools } = configuration
  if (!readsSession) return
  const { session } = context
  if (session !== undefined) {
    yield {
      change: 'session',
      text: { de: 'in einer neuen Sitzung', en: 'in a new session' },
      apply: (facts) => inContext(facts, { session: { ...session, startedAt: facts.context.at } }),
    }
    return
  }
  const pool = pools.get(workspaces.get(workspace)?.pool ?? '')
  if (pool === undefined) return
  const compared = sessionMinutes === 'each' ? [60] : sessionMinutes.filter((minutes) => minutes > 0)
  for (const minutes of [0, ...compared.toSorted((a, b) => a - b).slice(0, minutesOfSession)])
    yield {
      change: 'session',
      text:
        minutes === 0
          ? { de: 'in einer laufenden Sitzung', en: 'in a running session' }
          : { de: `in einer Sitzung nach ${minutes} Minuten`, en: `in a session after ${minutes} minutes` },
      apply: (facts) => inContext(facts, { session: exampleSession(pool, facts.context.at, minutes) }),
    }
}

function* places(configuration: Configuration): Generator<OtherFact> {
  for (const zone of configuration.zones.values()) {
    const place = { listener: zone.zone.listener, clientAddress: exampleAddress(configuration, zone) }
    yield {
      change: 'place',
      text: { de: `im Netzbereich „${zone.zone.title.de}“`, en: `in the zone "${zone.zone.title.en}"` },
      apply: (facts) => inContext(facts, place),
    }
  }
}

/** Groups that a condition or a workspace names: no other could alter anything. */
function* otherGroups(configuration: Configuration, { person }: Facts): Generator<OtherFact> {
  const conditions = [
    ...configuration.rules.flatMap((rule) => [
      rule.when,
      ...(rule.effect === 'grant' ? rule.requires.map(({ condition }) => condition) : []),
    ]),
    ...configuration.environment.map(({ when }) => when),
    ...configuration.programRules.map(({ when }) => when),
  ]
  const named = new Set([
    ...[...configuration.workspaces.values()].flatMap(({ groups }) => [...groups]),
    ...conditions.flatMap(({ names }) => names.flatMap(({ kind, id }) => (kind === 'Group' ? [id] : []))),
  ])
  const own = groupsOf(configuration.membership, person)
  /** Whoever is in a group that extends this one is in this one, too. */
  const without = (id: Slug) =>
    own.filter((group) => !(configuration.membership.closure.get(group) ?? [group]).includes(id))
  for (const id of [...named].sort()) {
    const title = configuration.groups.get(id)?.title ?? { de: id, en: id }
    const groups = own.includes(id) ? without(id) : [...own, id]
    yield {
      change: 'group',
      text: own.includes(id)
        ? { de: `ohne die Gruppe „${title.de}“`, en: `without the group "${title.en}"` }
        : { de: `mit der Gruppe „${title.de}“`, en: `with the group "${title.en}"` },
      apply: (facts) => ({ ...facts, person: { ...facts.person, groups } }),
    }
  }
}

function instantWords(at: Instant, timeZone: string): Text {
  const write = (locale: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(new Date(at))
  return { de: `am ${write('de-DE')} Uhr`, en: `on ${write('en-GB')}` }
}
