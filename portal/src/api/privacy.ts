import type { ArchiveOffer, Erasure, Evidence, LoggedClass, Look, LookUp } from '@nahtlos/contract/api/privacy'
import type { Text } from '@nahtlos/contract/text'
import { answer, client } from './client.ts'

export interface Logged {
  readonly controller: Text
  readonly officer: Text
  readonly logged: LoggedClass[]
  readonly never: Text[]
}

export async function whatIsLogged(): Promise<Logged> {
  return answer(client.GET('/api/privacy/logged'))
}

/** My data, documents and photos as a ZIP file. */
export async function myDataFile(): Promise<Blob> {
  return answer<Blob>(client.GET('/api/privacy/mine/file', { parseAs: 'blob' }))
}

export async function myLooks(): Promise<Look[]> {
  return answer(client.GET('/api/privacy/looks'))
}

export interface LookUpWish {
  readonly account: string
  readonly purpose: string
  readonly from: string
  readonly until: string
}

export async function askLookUp(body: LookUpWish): Promise<LookUp> {
  return answer(client.POST('/api/privacy/look-ups', { body }))
}

export async function myLookUps(): Promise<LookUp[]> {
  return answer(client.GET('/api/privacy/look-ups/mine'))
}

export interface LookUpEvent {
  readonly at: string
  readonly kind: string
  readonly what: { readonly de: string; readonly en: string }
  readonly acted: boolean
  readonly clientAddress: string | null
}

export async function lookUpEvents(lookUp: string): Promise<LookUpEvent[]> {
  return answer(client.GET('/api/privacy/look-ups/{lookUp}/events', { params: { path: { lookUp } } }))
}

export async function lookUps(): Promise<LookUp[]> {
  return answer(client.GET('/api/privacy/look-ups'))
}

export async function decideLookUp(lookUp: string, granted: boolean): Promise<LookUp> {
  const body = { granted }
  return answer(client.POST('/api/privacy/look-ups/{lookUp}/decision', { params: { path: { lookUp } }, body }))
}

export async function erasures(): Promise<Erasure[]> {
  return answer(client.GET('/api/privacy/erasures'))
}

export async function askErasure(body: { account: string; reason: string }): Promise<Erasure> {
  return answer(client.POST('/api/privacy/erasures', { body }))
}

export async function confirmErasure(erasure: string): Promise<Evidence> {
  return answer(client.POST('/api/privacy/erasures/{erasure}/confirmation', { params: { path: { erasure } } }))
}

export async function evidence(): Promise<Evidence[]> {
  return answer(client.GET('/api/privacy/evidence'))
}

export interface Draft {
  readonly name: string
  readonly title: Text
  readonly markdown: Text
}

export async function drafts(): Promise<Draft[]> {
  return answer(client.GET('/api/privacy/drafts'))
}

export async function archiveOffers(): Promise<ArchiveOffer[]> {
  return answer(client.GET('/api/archive/offers'))
}

/** An offered case with its documents as a ZIP file. */
export async function archiveOfferFile(offer: string): Promise<Blob> {
  return answer<Blob>(client.GET('/api/archive/offers/{offer}/file', { params: { path: { offer } }, parseAs: 'blob' }))
}

export async function decideOffer(offer: string, decision: 'taken' | 'declined'): Promise<ArchiveOffer> {
  const body = { decision }
  return answer(client.POST('/api/archive/offers/{offer}/decision', { params: { path: { offer } }, body }))
}
