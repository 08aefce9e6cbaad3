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
    if (!then?.available) return { at, access: true, rights: [], apps: [], reason: then?.refusals[0]?.text ?? null }
    const rights = now.rights.filter((right) => !then.rights.includes(right))
    const away = then.withheld.filter(({ app }) => now.withheld.every((each) => each.app !== app))
    if (rights.length + away.length > 0) {
      const known = configuration.workspaces.get(workspace)?.apps ?? []
      const apps = away.flatMap(({ app }) => known.find(({ id }) => id === app)?.title ?? [])
      const taker = then.explanation.find(
        (line) => line.effect === 'takes' && line.rights.some((right) => rights.includes(right)),
      )
      return { at, access: false, rights, apps, reason: taker?.text ?? away[0]?.reason ?? null }
    }
    at = nextChange(configuration, person, { ...context, at })
  }
  return null
}
