import type { LimitBounds } from '@nahtlos/contract/access/bounds'
import type { Demand, Limit, Profile } from '@nahtlos/contract/configuration/access-rule'
import { Rights } from '@nahtlos/contract/rights'
import { strictest } from '../access/bounds.ts'

interface Restriction {
  readonly without: 'access' | Rights
  readonly demands: readonly Demand[]
  readonly bounds: LimitBounds
}

/**
 * The product's ready limits. "Hoher Schutzbedarf" (BSI SYS.1.9.A22, SYS.2.5.A6): nothing is transferred in either
 * direction, a second factor is needed everywhere, and an unattended desktop does not stay open.
 */
const profiles: Readonly<Record<Profile, Restriction>> = {
  'high-protection': {
    without: ['clipboard-in', 'clipboard-out', 'download', 'print', 'upload'],
    demands: ['second-factor'],
    bounds: { idleMinutes: 15, sessions: 1, watermark: true },
  },
}

/** What a limit does, its profile folded in: the stricter of both. */
export function withProfile(limit: Limit): Restriction {
  const profile = limit.profile === undefined ? null : profiles[limit.profile]
  const own = limit.without ?? []
  return {
    without:
      own === 'access' || profile?.without === 'access'
        ? 'access'
        : Rights.parse([...own, ...(profile?.without ?? [])]),
    demands: [...new Set([...(limit.demands ?? []), ...(profile?.demands ?? [])])].sort(),
    bounds: strictest(limit.bounds ?? {}, profile?.bounds ?? {}),
  }
}
