import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { ApprovalStep } from '@nahtlos/contract/configuration/programme'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import type { TeleworkApplication, TeleworkRequest } from '@nahtlos/contract/programme/telework-request'
import { answer, client } from './client.ts'

export interface MyTelework {
  readonly requests: TeleworkRequest[]
  readonly agreements: TeleworkAgreement[]
}

export interface Approvals {
  readonly waiting: TeleworkRequest[]
  readonly decided: TeleworkRequest[]
  readonly agreements: TeleworkAgreement[]
}

export interface Decision {
  readonly step: ApprovalStep
  readonly outcome: 'approved' | 'rejected'
  readonly reason: string | null
}

export async function teleworkTerms(): Promise<TeleworkTerms> {
  return answer(client.GET('/api/telework/terms'))
}

export async function fileRequest(body: TeleworkApplication): Promise<TeleworkRequest> {
  return answer(client.POST('/api/telework/requests', { body }))
}

export async function myTelework(): Promise<MyTelework> {
  return answer(client.GET('/api/telework'))
}

export async function withdrawRequest(request: string): Promise<TeleworkRequest> {
  return answer(client.POST('/api/telework/requests/{request}/withdrawal', { params: { path: { request } } }))
}

export async function approvals(): Promise<Approvals> {
  return answer(client.GET('/api/approvals'))
}

export async function decideRequest(request: string, body: Decision): Promise<TeleworkRequest> {
  return answer(client.POST('/api/approvals/{request}', { params: { path: { request } }, body }))
}

export async function endAgreement(agreement: string, reason: string | null): Promise<TeleworkAgreement> {
  return answer(
    client.POST('/api/telework/agreements/{agreement}/end', { params: { path: { agreement } }, body: { reason } }),
  )
}
