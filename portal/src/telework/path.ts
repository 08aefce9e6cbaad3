import type { RequestRecord, RequestStep, RequestView } from '@nahtlos/contract/programme/telework-request'

/** One station on the way of a request. */
export interface Station {
  readonly step: RequestStep
  readonly state: 'done' | 'rejected' | 'now' | 'later' | 'never'
  /** The last thing that happened there, where something did. */
  readonly record: RequestRecord | null
}

const refusing: ReadonlySet<RequestRecord['outcome']> = new Set(['rejected', 'contest-dismissed'])

/** The way of a request through the steps of its present round; those of one stage are side by side. */
export function stagesOf(request: Pick<RequestView, 'steps' | 'records' | 'state' | 'round'>): Station[][] {
  const stages = new Map<number, Station[]>()
  for (const step of request.steps) {
    const stations = stages.get(step.stage) ?? []
    stations.push(stationOf(request, step))
    stages.set(step.stage, stations)
  }
  return [...stages.values()]
}

function stationOf(request: Pick<RequestView, 'records' | 'state' | 'round'>, step: RequestStep): Station {
  const record =
    request.records.findLast(
      (candidate) =>
        candidate.step === step.number && candidate.round === request.round && candidate.outcome !== 'reminded',
    ) ?? null
  if (step.state === 'done') return { step, state: 'done', record }
  if (step.state === 'skipped') return { step, state: 'never', record }
  if (record !== null && refusing.has(record.outcome)) return { step, state: 'rejected', record }
  if (request.state === 'open') return { step, state: step.state === 'open' ? 'now' : 'later', record }
  return { step, state: request.state === 'rejected' || request.state === 'withdrawn' ? 'never' : 'later', record }
}

/** What happened to a request besides its steps: filed, corrected, withdrawn, contested. */
export function deedsOfPerson(request: Pick<RequestView, 'records'>): RequestRecord[] {
  return request.records.filter(({ as, outcome }) => as === 'person' || (as === 'time' && outcome === 'withdrawn'))
}
