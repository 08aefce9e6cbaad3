import type { ProgrammeRules } from '@nahtlos/contract/configuration/programme'

/** How full a department is. */
export interface QuotaFacts {
  /** People who have an agreement of the type that is not over. */
  readonly used: number
  readonly staff: number
}

/** How many people of a department may have an agreement at once; null is no limit. */
export function quotaOf({ quota }: Pick<ProgrammeRules, 'quota'>, staff: number): number | null {
  const limits = [quota.people, quota.percentOfStaff === null ? null : Math.floor((staff * quota.percentOfStaff) / 100)]
  const given = limits.filter((limit) => limit !== null)
  return given.length === 0 ? null : Math.min(...given)
}

export function fitsQuota(rules: Pick<ProgrammeRules, 'quota'>, { used, staff }: QuotaFacts): boolean {
  const limit = quotaOf(rules, staff)
  return limit === null || used < limit
}
