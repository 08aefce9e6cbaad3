import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { PersonId } from '@nahtlos/contract/identifiers'

/** Who could decide each step of one person's request; never the person. */
export type Deciders = Readonly<Record<ApprovalStep, readonly PersonId[]>>

/**
 * The chain of one person: that of the programme, without the line manager's step where there is no line manager or
 * where only the head of department would take it, who decides anyway and may not decide twice.
 *
 * @returns null where nobody could decide one of the steps: such a request would wait for ever
 */
export function chainFor(chain: readonly ApprovalStep[], deciders: Deciders): ApprovalStep[] | null {
  const heads = chain.includes('head-of-department') ? deciders['head-of-department'] : []
  const hasLineManager = deciders['line-manager'].some((id) => !heads.includes(id))
  const own = chain.filter((step) => step !== 'line-manager' || hasLineManager)
  const isDecidable = own.length > 0 && own.every((step) => deciders[step].length > 0)
  return isDecidable ? own : null
}
