import type { MyHomeWorkplace } from '@nahtlos/contract/api/home-workplace'
import type { HomeAnswer, HomeCheckOf } from '@nahtlos/contract/home-workplace/check'
import { answer, client } from './client.ts'

export async function myHomeWorkplace(): Promise<MyHomeWorkplace> {
  return answer(client.GET('/api/home-workplace'))
}

export async function fileHomeCheck(answers: HomeAnswer[]): Promise<MyHomeWorkplace> {
  return answer(client.POST('/api/home-workplace', { body: { answers } }))
}

export async function addHomePhoto(photo: string): Promise<MyHomeWorkplace> {
  return answer(client.POST('/api/home-workplace/photos', { body: { photo } }))
}

export async function removeHomePhotos(): Promise<MyHomeWorkplace> {
  return answer(client.DELETE('/api/home-workplace/photos'))
}

export async function changeHome(): Promise<MyHomeWorkplace> {
  return answer(client.POST('/api/home-workplace/change'))
}

export interface WaitingCheck {
  readonly id: string
  readonly person: { readonly id: string; readonly name: string; readonly department: string }
  readonly departmentTitle: { readonly de: string; readonly en: string }
  readonly filedAt: string
}

export async function waitingChecks(): Promise<WaitingCheck[]> {
  return answer(client.GET('/api/home-workplace/checks'))
}

export async function homeCheck(check: string): Promise<HomeCheckOf> {
  return answer(client.GET('/api/home-workplace/checks/{check}', { params: { path: { check } } }))
}

export async function homePhoto(check: string, photo: string): Promise<{ jpeg: string }> {
  return answer(client.GET('/api/home-workplace/checks/{check}/photos/{photo}', { params: { path: { check, photo } } }))
}

export async function assessCheck(
  check: string,
  body: { accepted: boolean; remark: string | null },
): Promise<HomeCheckOf> {
  return answer(client.POST('/api/home-workplace/checks/{check}/assessment', { params: { path: { check } }, body }))
}

export async function recordTraining(body: {
  accounts: string[]
  on: string
  correction: boolean
}): Promise<{ recorded: number }> {
  return answer(client.POST('/api/trainings', { body }))
}
