import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'

/** How full a department is. */
export interface QuotaFacts {
  /** Other people who have an agreement of the type that is not over, or a request that needs no decision any more. */
  readonly used: number
  readonly staff: number
  /** Whether the person herself has a place already, which a renewal, a change or a later agreement keeps. */
  readonly holds: boolean
}

/** How many people of a department may have an agreement at once; null is no limit. */
export function quotaOf({ quota }: Pick<ProgrammeRules, 'quota'>, staff: number): number | null {
  const limits = [quota.people, quota.percentOfStaff === null ? null : Math.floor((staff * quota.percentOfStaff) / 100)]
  const given = limits.filter((limit) => limit !== null)
  return given.length === 0 ? null : Math.min(...given)
}

export function fitsQuota(rules: Pick<ProgrammeRules, 'quota'>, { used, staff, holds }: QuotaFacts): boolean {
  const limit = quotaOf(rules, staff)
  return holds || limit === null || used < limit
}
