import type { Context, SessionFacts } from '@nahtlos/contract/access/context'
import type { NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import type { HostView, SessionView, WaitingRole } from '@nahtlos/contract/api/administration'
import type { SimulationChoices } from '@nahtlos/contract/api/configuration'
import type { MailQueue } from '@nahtlos/contract/api/notifications'
import type { Text } from '@nahtlos/contract/text'
import { answer, client } from './client.ts'

export interface Operation {
  readonly hosts: HostView[]
  readonly sessions: SessionView[]
}

export interface FoundPerson {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly department: string
  readonly departmentTitle: Text
}

export interface ZoneChoice {
  readonly id: string
  readonly title: { readonly de: string; readonly en: string }
  readonly listener: string
  readonly exampleAddress: string
  readonly outside: boolean
}

export const operationEventsPath = '/api/administration/events'

export async function operation(): Promise<Operation> {
  const [hosts, sessions] = await Promise.all([
    answer(client.GET('/api/administration/hosts')),
    answer(client.GET('/api/administration/sessions')),
  ])
  return { hosts, sessions }
}

export async function drainHost(host: string, draining: boolean): Promise<HostView> {
  return answer(
    client.PUT('/api/administration/hosts/{host}/draining', { params: { path: { host } }, body: { draining } }),
  )
}

export async function endAnySession(session: string): Promise<SessionView> {
  return answer(client.DELETE('/api/administration/sessions/{session}', { params: { path: { session } } }))
}

export async function findPeople(q: string): Promise<FoundPerson[]> {
  return answer(client.GET('/api/administration/people', { params: { query: { q } } }))
}

export async function zones(): Promise<ZoneChoice[]> {
  return answer(client.GET('/api/administration/zones'))
}

export interface SimulationQuestion {
  readonly person: string
  readonly context: Omit<Context, 'enrolledDevice' | 'session'> & {
    readonly enrolledDevice: boolean
    readonly session?: SessionFacts
  }
  readonly draft?: number
  readonly revision?: number
}

export async function simulate(body: SimulationQuestion): Promise<Resolution> {
  return answer(client.POST('/api/administration/simulation', { body })) as Promise<Resolution>
}

/** What single change of the facts would alter what she gets of a workspace. */
export async function nearestChanges(question: SimulationQuestion, workspace: string): Promise<NearestChange[]> {
  const body = { ...question, workspace }
  return (await answer(client.POST('/api/administration/simulation/nearest', { body }))).changes as NearestChange[]
}

/** Zones, hosts and apps that a simulation may name. */
export async function simulationChoices(): Promise<SimulationChoices> {
  return answer(client.GET('/api/administration/simulation/choices'))
}

export async function waitingRoles(): Promise<WaitingRole[]> {
  return answer(client.GET('/api/administration/waiting-roles'))
}

export async function confirmRoles(person: string): Promise<string | null> {
  const params = { path: { person } }
  return (await answer(client.POST('/api/administration/waiting-roles/{person}', { params }))).secondHalf
}

export async function refuseRoles(person: string): Promise<void> {
  await answer(client.DELETE('/api/administration/waiting-roles/{person}', { params: { path: { person } } }))
}

export async function makeEnrolmentToken(body: {
  role: 'gateway' | 'agent'
  name: string
  listeners: string[]
}): Promise<{ token: string; expiresAt: string }> {
  return answer(client.POST('/api/administration/enrolments', { body }))
}

export async function mailQueue(): Promise<MailQueue> {
  return answer(client.GET('/api/administration/mail'))
}

export async function retryMail(mail: string): Promise<MailQueue> {
  return answer(client.POST('/api/administration/mail/{mail}/retry', { params: { path: { mail } } }))
}
