import type { ChainStage } from '@nahtlos/contract/configuration/programme'
import { ChainStep } from '@nahtlos/contract/configuration/programme'

/** The stages of a chain as it is written, each with its steps, all of them whole. */
export function stagesOf(chain: readonly ChainStage[]): ChainStep[][] {
  return chain.map((stage) => {
    const parts = typeof stage === 'object' && 'parallel' in stage ? stage.parallel : [stage]
    return parts.map((part) => (typeof part === 'string' ? ChainStep.parse({ body: part }) : part))
  })
}

/**
 * Every request has somebody who decides. Where none is named among the steps it needs, it is the head of department,
 * or else the last one whose approval is needed.
 *
 * @returns null where nobody's approval is needed: such a request would approve itself
 */
export function withDecision(stages: ChainStep[][]): ChainStep[][] | null {
  const steps = stages.flat()
  if (steps.some(({ task }) => task === 'decide')) return stages
  const approvals = steps.filter(({ task }) => task === 'approve')
  const deciding = approvals.find(({ body }) => body === 'head-of-department') ?? approvals.at(-1)
  if (deciding === undefined) return null
  return stages.map((stage) => stage.map((step) => (step === deciding ? { ...step, task: 'decide' } : step)))
}
