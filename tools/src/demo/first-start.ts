import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DirectoryPerson, importPeople } from '@nahtlos/contract/api/administration'
import { publishConfiguration, revisions } from '@nahtlos/contract/api/configuration'
import { firstRun, makeFirstAdministrator } from '@nahtlos/contract/api/sign-in'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { type DemoAccount, makePassword, readAccounts, writeAccounts } from './accounts.ts'
import { converseAsAdministrator, firstAdministrator, keepSignIn } from './administrator.ts'
import { ApiConversation, type Door } from './api.ts'
import { settleAccount } from './sign-in.ts'

/** The city that an empty product becomes. */
export interface City {
  readonly configuration: readonly ConfigurationFile[]
  readonly people: readonly DirectoryPerson[]
}

export interface FirstStart {
  readonly state: string
  readonly serverState: string
  readonly city: City
  /** The office's: first passwords are replaced and second factors are set up from inside only. */
  readonly door: Door
  readonly tell: (step: string) => void
}

/** The API takes at most this many people at once. */
const peopleAtOnce = 1000

/**
 * Brings a product that may be empty, half made or complete to where visitors can sign in. Every step looks first
 * whether it was done, and what must not be lost is written before the next begins; so it may be killed and repeated.
 */
export async function makeCity(
  start: FirstStart,
): Promise<{ administrator: ApiConversation; accounts: DemoAccount[] }> {
  const administrator = await administratorOf(start)
  if ((await administrator.call(revisions)).length === 0) {
    start.tell('publishing the city’s configuration')
    await administrator.call(publishConfiguration, {
      files: [...start.city.configuration],
      reason: 'Erster Stand der Beispielstadt',
    })
  }
  await addPeople(start, administrator)
  const accounts = await settleAccounts(start)
  return { administrator, accounts }
}

async function administratorOf(start: FirstStart): Promise<ApiConversation> {
  const known = (await readAccounts(start.state)).find((each) => each.account === firstAdministrator)
  if (known !== undefined && known.totpSecret !== null) return converseAsAdministrator(start.state, start.door)
  const conversation = new ApiConversation(start.door)
  const account = known ?? {
    account: firstAdministrator,
    name: 'Erste Administration',
    department: '',
    roles: ['administrator' as const],
    password: makePassword(),
    totpSecret: null,
    firstPassword: false,
  }
  await remember(start.state, [account])
  if ((await conversation.call(firstRun)).due) {
    start.tell('making the first administrator')
    const secret = (await readFile(join(start.serverState, 'first-administrator.secret'), 'utf8')).trim()
    const { name, password } = account
    await conversation.call(makeFirstAdministrator, { secret, account: firstAdministrator, name, password })
  }
  await remember(start.state, [await settleAccount(conversation, account)])
  await keepSignIn(start.state, conversation)
  return conversation
}

async function addPeople(start: FirstStart, administrator: ApiConversation): Promise<void> {
  const known = new Set((await readAccounts(start.state)).map((each) => each.account))
  const visitors = start.city.people.filter((each) => each.signIn)
  if (visitors.every((each) => known.has(each.account))) return
  start.tell(`adding ${start.city.people.length.toLocaleString('en')} people`)
  // Those who sign in come first, in a request of their own: their passwords are told once and kept at once.
  const others = start.city.people.filter((each) => !each.signIn)
  for (const people of [visitors, ...inPortions(others)]) {
    if (people.length === 0) continue
    const { firstPasswords } = await administrator.call(importPeople, { people })
    await remember(
      start.state,
      firstPasswords.map(({ account, password }) => {
        const person = people.find((each) => each.account === account)
        const { name = account, department = '', roles = [] } = person ?? {}
        return { account, name, department, roles, password, totpSecret: null, firstPassword: true }
      }),
    )
  }
}

/** Gives every visitor's account a password of its own and a second factor, so that nobody is held up by it. */
async function settleAccounts(start: FirstStart): Promise<DemoAccount[]> {
  for (const account of await readAccounts(start.state)) {
    if (account.totpSecret !== null && !account.firstPassword) continue
    start.tell('giving everybody a password and a second factor')
    await remember(start.state, [await settleAccount(new ApiConversation(start.door), account)])
  }
  return readAccounts(start.state)
}

async function remember(state: string, changed: readonly DemoAccount[]): Promise<void> {
  const accounts = new Map((await readAccounts(state)).map((each) => [each.account, each]))
  for (const each of changed) accounts.set(each.account, each)
  await writeAccounts(state, [...accounts.values()])
}

function inPortions(people: readonly DirectoryPerson[]): DirectoryPerson[][] {
  const count = Math.ceil(people.length / peopleAtOnce)
  return Array.from({ length: count }, (_, index) => people.slice(index * peopleAtOnce, (index + 1) * peopleAtOnce))
}
