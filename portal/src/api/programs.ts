import type { MyRefusal, ProgramDecision, ProgramRequest, ProgramTrial } from '@nahtlos/contract/api/programs'
import { answer, client } from './client.ts'

export async function myRefusals(): Promise<MyRefusal[]> {
  return answer(client.GET('/api/program-refusals'))
}

export async function askForProgram(refusal: string, purpose: string): Promise<MyRefusal[]> {
  return answer(
    client.POST('/api/program-refusals/{refusal}/request', { params: { path: { refusal } }, body: { purpose } }),
  )
}

export async function programRequests(): Promise<ProgramRequest[]> {
  return answer(client.GET('/api/program-requests'))
}

export async function programTrials(): Promise<ProgramTrial[]> {
  return answer(client.GET('/api/program-trials'))
}

export async function decideProgramRequest(request: string, decision: ProgramDecision): Promise<ProgramRequest[]> {
  return answer(
    client.POST('/api/program-requests/{request}/decision', { params: { path: { request } }, body: decision }),
  )
}

export async function draftProgramRule(request: string): Promise<{ draft: number }> {
  return answer(client.POST('/api/program-requests/{request}/rule', { params: { path: { request } } }))
}
