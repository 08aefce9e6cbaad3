import type { Bounds } from '@nahtlos/contract/access/bounds'
import type { ComingLoss } from '@nahtlos/contract/access/coming-loss'
import type { Refusal } from '@nahtlos/contract/access/resolution'
import type { MySession, StartPage } from '@nahtlos/contract/api/workplace'
import type { Right } from '@nahtlos/contract/rights'
import type { Screen } from '@nahtlos/contract/session/screen'
import type { Target } from '@nahtlos/contract/session/target'
import { answer, client } from './client.ts'

export async function startPage(): Promise<StartPage> {
  return answer(client.GET('/api/start'))
}

export async function seeSettingsMessages(until: string): Promise<void> {
  await answer(client.POST('/api/start/settings-messages/seen', { body: { until } }))
}

export async function startSession(body: Target & { readonly screen: Screen }): Promise<MySession> {
  return answer(client.POST('/api/sessions', { body }))
}

export async function session(id: string): Promise<MySession> {
  return answer(client.GET('/api/sessions/{session}', { params: { path: { session: id } } }))
}

export function sessionEventsPath(id: string): string {
  return `/api/sessions/${encodeURIComponent(id)}/events`
}

export interface Ticket {
  readonly ticket: string
  readonly connection: string
  readonly rights: readonly Right[]
  readonly bounds: Bounds
}

export async function connectSession(id: string): Promise<Ticket> {
  return answer(client.POST('/api/sessions/{session}/ticket', { params: { path: { session: id } } }))
}

export async function endSession(id: string): Promise<MySession> {
  return answer(client.DELETE('/api/sessions/{session}', { params: { path: { session: id } } }))
}

export interface ConnectionState {
  readonly rights: readonly Right[]
  readonly open: boolean
  readonly refusal: Refusal | null
  readonly bounds: Bounds
  readonly coming: ComingLoss | null
}

export async function connectionState(id: string): Promise<ConnectionState> {
  return answer(client.GET('/api/connections/{connection}', { params: { path: { connection: id } } }))
}

/** Milliseconds of one round trip; throws where no answer at all came, whatever its status. */
export async function ping(): Promise<number> {
  const from = performance.now()
  await fetch('/api/ping', { cache: 'no-store', signal: AbortSignal.timeout(8000) })
  return performance.now() - from
}
