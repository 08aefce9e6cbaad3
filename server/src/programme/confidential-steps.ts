import type { RequestRecord, RequestStep, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { countedAnew } from '@nahtlos/core/programme/shown-steps'
import type { SecretBox } from '../sign-in/secret-box.ts'

/** A record with its place among all records of the request, from 1; people by their ids alone. */
export interface SealedRecord extends Omit<RequestRecord, 'by' | 'onBehalfOf'> {
  readonly place: number
  readonly by: string | null
  readonly onBehalfOf: string | null
}

/** What of a request is confidential, and where the open steps stand between its steps. */
export interface Confidential {
  readonly steps: readonly RequestStep[]
  readonly places: readonly { readonly number: number; readonly stage: number }[]
  readonly records: readonly SealedRecord[]
}

/** All boxes are as long as this, or a multiple where somebody gave long reasons. */
const size = 4096
const none: Confidential = { steps: [], places: [], records: [] }

export function sealConfidential(secrets: SecretBox, confidential: Confidential, request: string): Buffer {
  const text = JSON.stringify(confidential)
  const blocks = Math.ceil(Buffer.byteLength(text) / size)
  return secrets.seal(text + ' '.repeat(blocks * size - Buffer.byteLength(text)), aboutOf(request))
}

export function openConfidential(secrets: SecretBox, box: Buffer | null, request: string): Confidential {
  return box === null ? none : JSON.parse(secrets.open(box, aboutOf(request)))
}

const aboutOf = (request: string) => `confidential ${request}`

/** Whether a record of the present round belongs to a confidential step. */
export function isConfidential({ steps }: Pick<TeleworkRequest, 'steps'>, step: number | null): boolean {
  return step !== null && steps[step]?.confidential === true
}

/** Parts the steps into those that may lie open, counted as if there were no others, and those that may not. */
export function partSteps(steps: readonly RequestStep[]): {
  readonly open: RequestStep[]
  readonly sealed: Pick<Confidential, 'steps' | 'places'>
} {
  const open = steps.filter(({ confidential }) => !confidential)
  return {
    open: countedAnew(open),
    sealed: {
      steps: steps.filter(({ confidential }) => confidential),
      places: open.map(({ number, stage }) => ({ number, stage })),
    },
  }
}

/** The number of an open step among the open ones; null for a confidential one. */
export function openNumber({ steps }: Pick<TeleworkRequest, 'steps'>, step: number | null): number | null {
  const place = steps.filter(({ confidential }) => !confidential).findIndex(({ number }) => number === step)
  return place < 0 ? null : place
}

/** All steps again, in order. */
export function joinSteps(open: readonly RequestStep[], { steps, places }: Confidential): RequestStep[] {
  const whole = open.map((step, at) => ({ ...step, ...places[at] }))
  return [...whole, ...steps].sort((a, b) => a.number - b.number)
}

/** All records again, each sealed one at its place; open ones of the present round with the numbers of all steps. */
export function joinRecords(
  open: readonly RequestRecord[],
  { records, places }: Confidential,
  round: number,
  nameOf: (id: string) => string,
): RequestRecord[] {
  const all = open.map((record) => {
    const place = record.step === null || record.round !== round ? undefined : places[record.step]
    return place === undefined ? record : { ...record, step: place.number }
  })
  const named = (id: string | null) => (id === null ? null : { id, name: nameOf(id) })
  for (const { place, ...record } of records.toSorted((a, b) => a.place - b.place))
    all.splice(place - 1, 0, { ...record, by: named(record.by), onBehalfOf: named(record.onBehalfOf) })
  return all
}
