import { idleShare, type Share } from './resource-groups.ts'

export interface Wanting {
  readonly id: string
  /** As its workspace has it. */
  readonly weight: number
  readonly connected: boolean
  readonly isHog: boolean
}

/** The least part of the processors that anybody is bounded to. */
const least = 0.05

/**
 * What each session gets. Whoever is connected and waits for a person more than for the processor comes first, by
 * weight. All others, hogs and those whom nobody is connected to, are idle: they run on what is left, which is nearly
 * all where people only type. Idle groups weigh alike, so among hogs the lighter ones are bounded to what their weight
 * would give them; the heaviest take the rest.
 *
 * A kernel that works for a program, starts one or clears its memory, is not always interrupted, whatever its class: so
 * while somebody waits for a person, hogs leave some of the processors alone. And because the kernel takes a processor
 * with nothing but idle groups for a free one, those who wait for people stay on what hogs leave them, as long as it is
 * enough for all of them together (`room.ts`). Pure.
 *
 * @param processors of the host
 * @param fits whether what hogs leave alone is enough for all others
 */
export function sharesOf(sessions: readonly Wanting[], processors: number, fits: boolean): ReadonlyMap<string, Share> {
  const effective = ({ weight, connected }: Wanting) => (connected ? weight : weight * idleShare)
  const hogs = sessions.filter(({ isHog }) => isHog)
  const sum = hogs.reduce((total, each) => total + effective(each), 0)
  const heaviest = Math.max(0, ...hogs.map(effective))
  const kept = sessions.some(({ connected, isHog }) => connected && !isHog) ? keptFree(processors) : 0
  const stays = fits && hogs.length > 0 ? kept : 0
  const spares = ({ isHog }: Wanting) => (isHog ? kept : 0)
  return new Map(
    sessions.map((each) => {
      const isLighter = each.isHog && effective(each) < heaviest
      const share: Share = {
        weight: each.weight,
        isIdle: each.isHog || !each.connected,
        most: isLighter ? Math.max(least, hundredths(((processors - spares(each)) * effective(each)) / sum)) : null,
        spares: spares(each),
        stays: each.isHog || !each.connected ? 0 : stays,
      }
      return [each.id, share]
    }),
  )
}

/** So many of a host's processors hogs leave alone: a quarter, and of two or three one. */
export const keptFree = (processors: number) => (processors < 2 ? 0 : Math.max(1, Math.floor(processors / 4)))

const hundredths = (value: number) => Math.round(value * 100) / 100
