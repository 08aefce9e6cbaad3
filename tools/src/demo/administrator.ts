import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { me } from '@nahtlos/contract/api/sign-in'
import { z } from 'zod'
import { type DemoAccount, readAccounts } from './accounts.ts'
import { ApiConversation, ApiProblem, type Door } from './api.ts'
import { signInFully } from './sign-in.ts'

export const firstAdministrator = 'administration'

const Cookies = z.record(z.string(), z.string())

function cookieFile(state: string): string {
  return join(state, 'administrator.cookies.json')
}

/**
 * The first administrator at the office's door, signed in. Goes on with her last sign-in where it still holds, because
 * a code of her authenticator is good only once and the next one would have to be waited for.
 */
export async function converseAsAdministrator(state: string, door: Door): Promise<ApiConversation> {
  const kept = new ApiConversation(door, await readCookies(state))
  if (await isSignedIn(kept)) return kept
  const fresh = new ApiConversation(door)
  await signInFully(fresh, await firstAccount(state))
  await keepSignIn(state, fresh)
  return fresh
}

export async function keepSignIn(state: string, conversation: ApiConversation): Promise<void> {
  await writeFile(cookieFile(state), JSON.stringify(conversation.cookies), { mode: 0o600 })
}

async function isSignedIn(conversation: ApiConversation): Promise<boolean> {
  try {
    return (await conversation.call(me)).due === 'none'
  } catch (error) {
    if (error instanceof ApiProblem && error.status < 500) return false
    throw error
  }
}

async function firstAccount(state: string): Promise<DemoAccount> {
  const account = (await readAccounts(state)).find((each) => each.account === firstAdministrator)
  if (account === undefined) throw new Error(`the accounts in ${state} are lost; ./nahtlos reset begins anew`)
  return account
}

async function readCookies(state: string): Promise<Record<string, string>> {
  try {
    return Cookies.parse(JSON.parse(await readFile(cookieFile(state), 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
    throw error
  }
}
