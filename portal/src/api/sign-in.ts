import type { Me } from '@nahtlos/contract/api/sign-in'
import { answer, client } from './client.ts'

export async function me(): Promise<Me> {
  return answer(client.GET('/api/me'))
}

export async function signIn(body: { account: string; password: string }): Promise<Me> {
  return answer(client.POST('/api/sign-in', { body }))
}

export async function giveSecondFactor(code: string): Promise<Me> {
  return answer(client.POST('/api/sign-in/second-factor', { body: { code } }))
}

export async function choosePassword(body: { present: string; next: string }): Promise<Me> {
  return answer(client.POST('/api/sign-in/password', { body }))
}

export async function signOut(): Promise<void> {
  await answer(client.POST('/api/sign-out'))
}

export async function beginSecondFactor(): Promise<{ uri: string; secret: string }> {
  return answer(client.POST('/api/second-factor'))
}

export async function confirmSecondFactor(code: string): Promise<Me> {
  return answer(client.POST('/api/second-factor/confirmation', { body: { code } }))
}

export async function firstRun(): Promise<{ due: boolean; place: 'office' | 'outside' | 'unknown' }> {
  return answer(client.GET('/api/first-administrator'))
}

export async function makeFirstAdministrator(body: {
  secret: string
  account: string
  name: string
  password: string
}): Promise<{ person: string }> {
  return answer(client.POST('/api/first-administrator', { body }))
}
