import { patternProblem } from '../glob.ts'
import { selectionOf } from '../selection.ts'
import type { Judgement } from './judge-file.ts'
import type { Proposal } from './propose-template.ts'

/**
 * What is wrong with a proposal by its patterns alone: whether it means anything, and takes and leaves behind in a home
 * the same that was judged there. Asked of a home that the proposal was not made from, too. Pure.
 */
export function checkProposal(proposal: Proposal, judgements: readonly Judgement[]): string[] {
  const faults = [...proposal.include, ...proposal.exclude].flatMap((pattern) => {
    const problem = patternProblem(pattern)
    return problem === null ? [] : [`the pattern ${pattern} ${problem.en}`]
  })
  const selection = selectionOf(proposal)
  if (!judgements.some(({ path, keep }) => keep && selection.has(path)))
    faults.push('the template takes no file of a home in which the app was used')
  for (const { path, keep, reason } of judgements) {
    if (keep && !selection.has(path)) faults.push(`${path} is not taken, though it ${reason}`)
    if (!keep && selection.has(path)) faults.push(`${path} is taken, though it ${reason}`)
  }
  return faults
}
