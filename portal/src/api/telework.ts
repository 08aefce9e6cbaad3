import type { TeamMember } from '@nahtlos/contract/api/agreements'
import type { Absence, DocumentView, Draft, OverdueRequest, TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { TeleworkApplication } from '@nahtlos/contract/programme/application'
import type { AgreementView, ChangeWish } from '@nahtlos/contract/programme/telework-agreement'
import type { RequestView } from '@nahtlos/contract/programme/telework-request'
import type { WorkType } from '@nahtlos/contract/programme/work-type'
import type { Text } from '@nahtlos/contract/text'
import { answer, client } from './client.ts'

export interface MyTelework {
  readonly requests: RequestView[]
  readonly agreements: AgreementView[]
}

export interface Approvals {
  readonly waiting: RequestView[]
  readonly waitingCount: number
  readonly informed: RequestView[]
  readonly overdue: OverdueRequest[]
  readonly decided: RequestView[]
  readonly agreements: AgreementView[]
  readonly agreementCount: number
}

export interface Decision {
  readonly step: number
  readonly round: number
  readonly outcome: 'approved' | 'rejected' | 'returned' | 'consented' | 'objected'
  readonly reason: string | null
  readonly alternatives: string | null
}

export interface ContestDecision {
  readonly outcome: 'contest-granted' | 'contest-dismissed'
  readonly reason: string | null
  readonly alternatives: string | null
}

export async function teleworkTerms(type: WorkType): Promise<TeleworkTerms> {
  return answer(client.GET('/api/telework/terms', { params: { query: { type } } }))
}

export async function readDraft(
  type: WorkType,
  about: string | null,
): Promise<{ draft: Draft | null; savedAt: string | null }> {
  const query = { type, ...(about === null ? {} : { about }) }
  return answer(client.GET('/api/telework/draft', { params: { query } }))
}

/** `keepalive` lets it outlive the page. */
export async function saveDraft(body: Draft, keepalive: boolean): Promise<{ savedAt: string }> {
  return answer(client.PUT('/api/telework/draft', { body, keepalive }))
}

export async function fileRequest(body: TeleworkApplication): Promise<RequestView> {
  return answer(client.POST('/api/telework/requests', { body }))
}

export async function correctRequest(request: string, body: TeleworkApplication): Promise<RequestView> {
  return answer(client.POST('/api/telework/requests/{request}/correction', { params: { path: { request } }, body }))
}

export async function readRequest(request: string): Promise<RequestView> {
  return answer(client.GET('/api/telework/requests/{request}', { params: { path: { request } } }))
}

export async function myTelework(): Promise<MyTelework> {
  return answer(client.GET('/api/telework'))
}

export async function withdrawRequest(request: string): Promise<RequestView> {
  return answer(client.POST('/api/telework/requests/{request}/withdrawal', { params: { path: { request } } }))
}

export async function contestRequest(request: string, reason: string): Promise<RequestView> {
  return answer(
    client.POST('/api/telework/requests/{request}/objection', { params: { path: { request } }, body: { reason } }),
  )
}

export async function approvals(name = ''): Promise<Approvals> {
  return answer(client.GET('/api/approvals', { params: { query: { name } } }))
}

export async function decideRequest(request: string, body: Decision): Promise<RequestView> {
  return answer(client.POST('/api/approvals/{request}', { params: { path: { request } }, body }))
}

export async function decideContest(request: string, body: ContestDecision): Promise<RequestView> {
  return answer(client.POST('/api/approvals/{request}/objection', { params: { path: { request } }, body }))
}

export interface Absences {
  readonly mine: Absence[]
  readonly standingInFor: string[]
  readonly others: (Absence & { person: { id: string; name: string } })[]
  readonly mayEnterForOthers: boolean
}

export interface Colleague {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly department: string
  readonly departmentTitle: Text
}

export async function findColleagues(q: string): Promise<Colleague[]> {
  return answer(client.GET('/api/approvals/people', { params: { query: { q } } }))
}

export async function absences(): Promise<Absences> {
  return answer(client.GET('/api/approvals/absences'))
}

export async function enterAbsence(body: {
  from: string
  until: string
  deputy: string
  person?: string
}): Promise<Absence> {
  return answer(client.POST('/api/approvals/absences', { body }))
}

export async function removeAbsence(absence: string): Promise<void> {
  await answer(client.DELETE('/api/approvals/absences/{absence}', { params: { path: { absence } } }))
}

type AgreementDeed =
  | { readonly deed: 'end' | 'suspension' | 'resumption'; readonly reason: string | null }
  | { readonly deed: 'notice'; readonly reason: string | null; readonly until: string }

export async function changeAgreement(agreement: string, { deed, ...body }: AgreementDeed): Promise<AgreementView> {
  const params = { path: { agreement } }
  if (deed === 'notice')
    return answer(
      client.POST('/api/telework/agreements/{agreement}/notice', {
        params,
        body: body as { until: string; reason: string | null },
      }),
    )
  return answer(client.POST(`/api/telework/agreements/{agreement}/${deed}`, { params, body: { reason: body.reason } }))
}

export async function swapChoices(agreement: string): Promise<{ gives: string; takes: string[] }[]> {
  return answer(client.GET('/api/telework/agreements/{agreement}/swaps', { params: { path: { agreement } } }))
}

export async function askChange(agreement: string, body: ChangeWish): Promise<AgreementView> {
  return answer(client.POST('/api/telework/agreements/{agreement}/changes', { params: { path: { agreement } }, body }))
}

export async function cancelChange(change: string): Promise<AgreementView> {
  return answer(client.DELETE('/api/telework/changes/{change}', { params: { path: { change } } }))
}

export async function decideChange(
  change: string,
  body: { outcome: 'granted' | 'refused'; reason: string | null },
): Promise<AgreementView> {
  return answer(client.POST('/api/approvals/changes/{change}', { params: { path: { change } }, body }))
}

export async function team(date?: string): Promise<{ monday: string; members: TeamMember[] }> {
  return answer(client.GET('/api/telework/team', { params: { query: date === undefined ? {} : { date } } }))
}

export async function makeCalendar(scope: 'own' | 'team'): Promise<{ path: string }> {
  return answer(client.POST('/api/telework/calendar', { body: { scope } }))
}

export async function endCalendar(scope: 'own' | 'team'): Promise<void> {
  await answer(client.DELETE('/api/telework/calendar/{scope}', { params: { path: { scope } } }))
}

export async function documentsOf(request: string): Promise<DocumentView[]> {
  return answer(client.GET('/api/telework/requests/{request}/documents', { params: { path: { request } } }))
}

export async function acknowledge(document: string): Promise<DocumentView> {
  return answer(client.POST('/api/telework/documents/{document}/acknowledgement', { params: { path: { document } } }))
}
