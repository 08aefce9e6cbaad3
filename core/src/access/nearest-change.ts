import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Item, NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { Instant, Slug } from '@nahtlos/contract/identifiers'
import { Right } from '@nahtlos/contract/rights'
import type { Text } from '@nahtlos/contract/text'
import type { Configuration } from '../configuration/configuration.ts'
import { everydayAgreement } from './everyday-agreement.ts'
import { exampleAddress } from './example-address.ts'
import { groupsOf } from './groups.ts'
import { nextChange } from './next-change.ts'
import { resolve } from './resolve.ts'

/** Instants that are tried, so that a condition on minutes does not make the search long. */
const instants = 96

interface Candidate {
  readonly change: NearestChange['change']
  readonly person: PersonFacts
  readonly context: Context
  readonly text: Text
}

/**
 * For each item of a workspace the first change of one fact that would give or take it: a second factor, an agreement,
 * another time, an enrolled device, another place, another group, in this order of nearness. An item that nothing
 * of this alters is not in the answer.
 */
export function nearestChanges(
  configuration: Configuration,
  person: PersonFacts,
  context: Context,
  workspace: Slug,
): NearestChange[] {
  const present = itemsOf(configuration, person, context, workspace)
  const open = new Set<Item>(['access', ...Right.options])
  const found: NearestChange[] = []
  for (const candidate of candidates(configuration, person, context)) {
    if (open.size === 0) break
    const then = itemsOf(configuration, candidate.person, candidate.context, workspace)
    for (const item of open) {
      if (present.has(item) === then.has(item)) continue
      open.delete(item)
      found.push({ item, has: present.has(item), change: candidate.change, text: candidate.text })
    }
  }
  return found
}

function itemsOf(configuration: Configuration, person: PersonFacts, context: Context, workspace: Slug): Set<Item> {
  const found = resolve(configuration, person, context).workspaces.find(({ id }) => id === workspace)
  return new Set<Item>(found?.available ? ['access', ...found.rights] : [])
}

function* candidates(configuration: Configuration, person: PersonFacts, context: Context): Generator<Candidate> {
  yield {
    change: 'second-factor',
    person,
    context: { ...context, secondFactor: !context.secondFactor },
    text: context.secondFactor
      ? { de: 'ohne den zweiten Faktor', en: 'without the second factor' }
      : { de: 'mit dem zweiten Faktor', en: 'with the second factor' },
  }
  yield {
    change: 'agreement',
    person: { ...person, agreements: [everydayAgreement(person)] },
    context,
    text: { de: 'mit einer Vereinbarung für diese Zeit', en: 'with an agreement for this time' },
  }
  yield* later(configuration, person, context)
  yield {
    change: 'device',
    person,
    context: { ...context, enrolledDevice: !context.enrolledDevice },
    text: context.enrolledDevice
      ? { de: 'mit einem Gerät, das nicht aufgenommen ist', en: 'with a device that is not enrolled' }
      : { de: 'mit einem aufgenommenen Gerät', en: 'with an enrolled device' },
  }
  for (const zone of configuration.zones.values())
    yield {
      change: 'place',
      person,
      context: { ...context, listener: zone.zone.listener, clientAddress: exampleAddress(configuration, zone) },
      text: { de: `im Netzbereich „${zone.zone.title.de}“`, en: `in the zone "${zone.zone.title.en}"` },
    }
  yield* withOtherGroups(configuration, person, context)
}

function* later(configuration: Configuration, person: PersonFacts, context: Context): Generator<Candidate> {
  let at: Instant | null = context.at
  for (let tried = 0; tried < instants; tried++) {
    at = nextChange(configuration, person, { ...context, at })
    if (at === null) return
    yield { change: 'time', person, context: { ...context, at }, text: instantWords(at, configuration.city.timeZone) }
  }
}

/** Groups that a condition or a workspace names: no other could alter anything. */
function* withOtherGroups(configuration: Configuration, person: PersonFacts, context: Context): Generator<Candidate> {
  const named = new Set([
    ...[...configuration.workspaces.values()].flatMap(({ groups }) => [...groups]),
    ...configuration.rules.flatMap((rule) => [
      ...rule.when.groups.map(({ id }) => id),
      ...(rule.effect === 'grant'
        ? rule.requires.flatMap(({ condition }) => condition.groups.map(({ id }) => id))
        : []),
    ]),
  ])
  const own = groupsOf(configuration.membership, person)
  for (const id of [...named].sort()) {
    const title = configuration.groups.get(id)?.title ?? { de: id, en: id }
    const inside = own.includes(id)
    yield {
      change: 'group',
      person: { ...person, groups: inside ? own.filter((group) => group !== id) : [...own, id] },
      context,
      text: inside
        ? { de: `ohne die Gruppe „${title.de}“`, en: `without the group "${title.en}"` }
        : { de: `mit der Gruppe „${title.de}“`, en: `with the group "${title.en}"` },
    }
  }
}

function instantWords(at: Instant, timeZone: string): Text {
  const write = (locale: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(new Date(at))
  return { de: `am ${write('de-DE')} Uhr`, en: `on ${write('en-GB')}` }
}
