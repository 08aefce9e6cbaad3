import type { Slug } from '@nahtlos/contract/identifiers'
import type { RequestStep } from '@nahtlos/contract/programme/telework-request'
import type { Named, Parts } from './actor.ts'

/** As which body, and for whom, somebody with these parts takes a step; a late one may be open to another body too. */
export function partOf(
  step: RequestStep,
  parts: Parts,
): { readonly body: Slug; readonly onBehalfOf: Named | null } | undefined {
  const bodies = step.escalated && step.escalateTo !== null ? [step.body, step.escalateTo] : [step.body]
  const body = bodies.find((one) => parts.has(one))
  return body === undefined ? undefined : { body, onBehalfOf: parts.get(body) ?? null }
}
