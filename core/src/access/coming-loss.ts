import type { Bounds, LimitBounds } from '@nahtlos/contract/access/bounds'
import type { ComingLoss } from '@nahtlos/contract/access/coming-loss'
import type { Context, PersonFacts } from '@nahtlos/contract/access/context'
import type { Instant, Slug } from '@nahtlos/contract/identifiers'
import type { Configuration } from '../configuration/configuration.ts'
import { nextChange } from './next-change.ts'
import { resolve } from './resolve.ts'

/** The first thing that time alone takes from a workspace within so many milliseconds; null where it takes nothing. */
export function comingLoss(
  configuration: Configuration,
  person: PersonFacts,
  context: Context,
  workspace: Slug,
  within: number,
): ComingLoss | null {
  const find = (at: Instant) =>
    resolve(configuration, person, { ...context, at }).workspaces.find(({ id }) => id === workspace)
  const now = find(context.at)
  if (!now?.available) return null
  const end = Date.parse(context.at) + within
  let at = nextChange(configuration, person, context)
  while (at !== null && Date.parse(at) <= end) {
    const then = find(at)
    if (!then?.available)
      return { at, access: true, rights: [], apps: [], bounds: {}, reason: then?.refusals[0]?.text ?? null }
    const rights = now.rights.filter((right) => !then.rights.includes(right))
    const away = then.withheld.filter(({ app }) => now.withheld.every((each) => each.app !== app))
    const bounds = stricterBounds(now.bounds, then.bounds)
    if (rights.length + away.length + Object.keys(bounds).length > 0) {
      const known = configuration.workspaces.get(workspace)?.apps ?? []
      const apps = away.flatMap(({ app }) => known.find(({ id }) => id === app)?.title ?? [])
      const taker = then.explanation.find(
        (line) => line.effect === 'takes' && line.rights.some((right) => rights.includes(right)),
      )
      const binder = then.explanation.find((line) => setsOneOf(line.bounds ?? {}, bounds))
      const reason = taker?.text ?? away[0]?.reason ?? binder?.text ?? null
      return { at, access: false, rights, apps, bounds, reason }
    }
    at = nextChange(configuration, person, { ...context, at })
  }
  return null
}

type Minutes = ComingLoss['bounds']
const names = ['idleMinutes', 'lengthMinutes'] as const

/** Bounds on time that are shorter then than now; the others take nothing from a session that runs. */
function stricterBounds(now: Bounds, then: Bounds): Minutes {
  const stricter = names.flatMap((name): [string, number][] => {
    const value = then[name]
    return value !== null && value < (now[name] ?? Number.POSITIVE_INFINITY) ? [[name, value]] : []
  })
  return Object.fromEntries(stricter)
}

function setsOneOf(bounds: LimitBounds, stricter: Minutes): boolean {
  return names.some((name) => bounds[name] !== undefined && bounds[name] === stricter[name])
}
