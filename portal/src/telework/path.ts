import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { RequestRecord, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'

/** One station on the way of a request. */
export interface Station {
  readonly at: 'filed' | ApprovalStep
  readonly state: 'done' | 'rejected' | 'now' | 'later' | 'never'
  readonly record: RequestRecord | null
}

/** The way of a request from its filing through the chain, with what happened at each station. */
export function pathOf(request: Pick<TeleworkRequest, 'chain' | 'records' | 'step' | 'state'>): Station[] {
  const filed = request.records.find((record) => record.outcome === 'filed') ?? null
  return [
    { at: 'filed', state: 'done', record: filed },
    ...request.chain.map((step): Station => {
      const record = request.records.findLast(
        (candidate) => candidate.as === step && (candidate.outcome === 'approved' || candidate.outcome === 'rejected'),
      )
      if (record) return { at: step, state: record.outcome === 'approved' ? 'done' : 'rejected', record }
      if (request.state !== 'open') return { at: step, state: 'never', record: null }
      return { at: step, state: request.step === step ? 'now' : 'later', record: null }
    }),
  ]
}
