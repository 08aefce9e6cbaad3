import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Item, NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { EffectiveWorkspace } from '@nahtlos/contract/access/resolution'
import type { Slug } from '@nahtlos/contract/identifiers'
import { Right } from '@nahtlos/contract/rights'
import type { Configuration } from '../configuration/configuration.ts'
import { itemTitle } from '../configuration/impact-items.ts'
import { type Facts, otherFacts, severalFacts } from './other-facts.ts'
import { resolve } from './resolve.ts'

/**
 * For each item of a workspace the first change of facts that would give or take it: a second factor, an agreement,
 * another time, an enrolled device, another place, another group, in this order of nearness; and where no single one
 * gives it, the first two or three together that do. Apps, environment rules and bounds are compared where the
 * workspace itself is open before and after. An item that nothing of this alters is not in the answer.
 */
export function nearestChanges(
  configuration: Configuration,
  person: PersonFacts,
  context: Context,
  workspace: Slug,
): NearestChange[] {
  const stateOf = (facts: Facts) =>
    resolve(configuration, facts.person, facts.context).workspaces.find(({ id }) => id === workspace)
  const present = { person, context }
  const [now, had] = [stateOf(present), itemsOf(stateOf(present))]
  const found = new Map<Item, NearestChange>()
  const open = openItems(configuration, now, workspace)
  const known = new Set(open)
  const tell = (item: Item, change: NearestChange['change'], text: NearestChange['text']) => {
    open.delete(item)
    const title = itemTitle(item, configuration, configuration)
    found.set(item, { item, title, has: had.has(item), change, text })
  }
  for (const { change, text, apply } of otherFacts(configuration, present, workspace)) {
    if (open.size === 0) break
    const then = stateOf(apply(present))
    const has = itemsOf(then)
    const isOpen = now?.available === true && then?.available === true
    for (const item of open) if (had.has(item) !== has.has(item) && (isOpen || isOwn(item))) tell(item, change, text)
  }
  const missing = () => [...open].filter((item) => !had.has(item) && isOwn(item))
  for (const { text, apply } of severalFacts(configuration, present, workspace)) {
    if (missing().length === 0) break
    const has = itemsOf(stateOf(apply(present)))
    for (const item of missing()) if (has.has(item)) tell(item, 'several', text)
  }
  return [...known].flatMap((item) => found.get(item) ?? [])
}

/** Access and rights come and go by themselves; everything else goes with the access. */
const isOwn = (item: Item) => item === 'access' || Right.safeParse(item).success

/** What rules could alter of this workspace at all. */
function openItems(
  { rulesOf, environmentOf }: Configuration,
  now: EffectiveWorkspace | undefined,
  workspace: Slug,
): Set<Item> {
  const rules = rulesOf.get(workspace) ?? []
  const withheld = new Set(rules.flatMap((rule) => (rule.effect === 'withhold' ? [...rule.apps] : [])))
  const bounds = new Set(rules.flatMap((rule) => (rule.effect === 'limit' ? Object.keys(rule.bounds) : [])))
  return new Set<Item>([
    'access',
    ...Right.options,
    ...(now?.apps ?? []).flatMap(({ id }): Item[] => (withheld.has(id) ? [`app/${id}`] : [])),
    ...[...bounds].map((name): Item => `bound/${name}`),
    ...(environmentOf.get(workspace) ?? []).map(({ document }): Item => `rule/${document.id}`),
  ])
}

function itemsOf(found: EffectiveWorkspace | undefined): Set<Item> {
  if (!found?.available) return new Set()
  const away = new Set(found.withheld.map(({ app }) => app))
  const bounds = Object.entries(found.bounds).filter(([, value]) => value !== null && value !== false)
  return new Set<Item>([
    'access',
    ...found.rights,
    ...found.apps.flatMap(({ id }): Item[] => (away.has(id) ? [] : [`app/${id}`])),
    ...bounds.map(([name]): Item => `bound/${name}`),
    ...found.environment.map(({ id }): Item => `rule/${id}`),
  ])
}
