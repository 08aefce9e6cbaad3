import type { Slug } from '@nahtlos/contract/identifiers'
import type { CompiledRule } from '../configuration/configuration.ts'

/** The proofs that rules can ask for, as conditions name them. */
export type Proof = 'training.valid' | 'homeWorkplace.valid'

/** The departments whose people some access rule asks for a proof; `null` where one asks everybody. */
export function departmentsThatNeed(rules: readonly CompiledRule[], proof: Proof): ReadonlySet<Slug> | null {
  const asking = rules.filter((rule) => {
    const conditions = [rule.when, ...(rule.effect === 'grant' ? rule.requires.map(({ condition }) => condition) : [])]
    return conditions.some(({ reads }) => reads.has(proof))
  })
  const departments = new Set<Slug>()
  for (const { department } of asking) {
    if (department === null) return null
    departments.add(department)
  }
  return departments
}
