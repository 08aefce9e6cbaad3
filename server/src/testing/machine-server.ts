import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StaffRole } from '@nahtlos/contract/access/context'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { enrol } from '@nahtlos/identity/enrol'
import { parseEnrolmentToken } from '@nahtlos/identity/enrolment-token'
import type { Identity } from '@nahtlos/identity/identity'
import { sql } from 'kysely'
import { Registry } from 'prom-client'
import { publishConfiguration } from '../configuration/publish.ts'
import { accessChanged } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import type { MachineRole } from '../enrolment/tables.ts'
import { layFoundation } from '../foundation.ts'
import { publicApp } from '../http/public-app.ts'
import { type MachineSide, openMachineSide } from '../machine-side.ts'
import { ServerConfiguration } from '../server-configuration.ts'
import type { Services } from '../services.ts'
import { newToken, tokenHash } from '../sign-in/token.ts'
import type { GatewayBrowser } from './gateway-browser.ts'
import { LinkAgent } from './link-agent.ts'
import { smallCity } from './small-city.ts'

/** A whole server with all its doors, as `startServer` opens it, and with its services for a test to look into. */
export interface MachineServer extends AsyncDisposable {
  readonly services: Services
  readonly registry: Registry
  readonly addresses: Awaited<ReturnType<MachineSide['listen']>>
  /** Milliseconds that its clock is ahead of the machine's. */
  readonly ahead: { milliseconds: number }
}

/** @param directory where its state is kept; replicas share it */
export async function machineServer(
  directory: string,
  overrides: Partial<ServerConfiguration> = {},
): Promise<MachineServer> {
  await using opened = new AsyncDisposableStack()
  const configuration = ServerConfiguration.parse({
    state: join(directory, 'state'),
    internal: { host: '127.0.0.1', port: 0, names: ['127.0.0.1'] },
    enrolment: { host: '127.0.0.1', port: 0 },
    firstGatewayListeners: ['office', 'outside'],
    vault: { directory: join(directory, 'vault') },
    logLevel: 'silent',
    ...overrides,
  })
  const ahead = { milliseconds: 0 }
  const foundation = opened.use(await layFoundation(configuration, () => new Date(Date.now() + ahead.milliseconds)))
  const registry = new Registry()
  const machines = await openMachineSide(foundation.services, registry)
  opened.defer(() => machines.close())
  const app = await publicApp(foundation.services, registry, machines.routes)
  opened.defer(() => app.close())
  const addresses = await machines.listen(app.routing)
  const kept = opened.move()
  return {
    services: foundation.services,
    registry,
    addresses,
    ahead,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** A city whose agreements count and whose clipboard stays inside when one is at home. */
export const brokeringCity: ConfigurationFile[] = [
  ...smallCity.map(({ path, text }) => ({
    path,
    text: text.replace('apps: [editor]', 'apps: [editor]\npublished: [editor]'),
  })),
  {
    path: 'inside.yaml',
    text: `kind: AccessRule
effect: grant
id: inside
title: { de: Im Amt, en: Inside }
when: zone.id == "office"
rights: [clipboard-out]
`,
  },
]

export async function publish({ services }: MachineServer, files: readonly ConfigurationFile[] = brokeringCity) {
  const caller = { person: { id: randomUUID(), name: 'Test' }, context: { clientAddress: '10.20.3.4' } }
  await publishConfiguration(services, caller as Parameters<typeof publishConfiguration>[1], {
    files,
    reason: 'for a test',
    stage: null,
    against: services.published.newest(),
    approvedBy: null,
    rollsBack: null,
  })
}

/** A person who is signed in, with a second factor given. */
export interface SignedIn {
  readonly id: string
  readonly account: string
  readonly signIn: string
  readonly token: string
}

let people = 0

export async function signedIn({ services }: MachineServer, roles: StaffRole[] = []): Promise<SignedIn> {
  const { database } = services
  const now = services.clock()
  const account = `p${process.pid}.${people++}`
  const { id } = await database
    .insertInto('person')
    .values({ account, name: account, department: 'sozialamt', groups: [], roles, manager: null, language: 'de' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await database
    .insertInto('credential')
    .values({ person: id, password_hash: 'none', must_change: false, changed_at: now })
    .execute()
  await database
    .insertInto('second_factor')
    .values({ person: id, secret: Buffer.from('x'), confirmed_at: now, pending_secret: null, pending_since: null })
    .execute()
  const token = newToken()
  const row = await database
    .insertInto('sign_in')
    .values({
      token_hash: tokenHash(token),
      person: id,
      begun_at: now,
      password_at: now,
      second_factor_at: now,
      last_seen_at: now,
      client_address: '10.20.3.4',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, account, signIn: row.id, token }
}

/** An agreement for all days and hours; answers its id. */
export async function agreement({ services }: MachineServer, person: string): Promise<string> {
  const now = services.clock()
  const request = await services.database
    .insertInto('telework_request')
    .values({
      person,
      from_date: '2020-01-01',
      until_date: '2099-12-31',
      type: 'telework',
      kind: 'first',
      application: JSON.stringify({ from: '2020-01-01', until: '2099-12-31', week }),
      sealed: null,
      state: 'approved',
      round: 1,
      steps: '[]',
      contest: '{}',
      detailed_length: 1,
      patience: '{}',
      filed_at: now,
      next_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const row = await services.database
    .insertInto('telework_agreement')
    .values({
      request: request.id,
      person,
      from_date: '2020-01-01',
      until_date: '2099-12-31',
      week: JSON.stringify(week),
      department: sql<string>`(select department from person where id = ${person})`,
      suspended_at: null,
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

const week = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', until: '24:00' }))

/** As the route does that ends agreements: the row, and the word to all replicas. */
export async function endAgreement({ services }: MachineServer, id: string, person: string): Promise<void> {
  await services.database
    .updateTable('telework_agreement')
    .set({ ended_at: services.clock() })
    .where('id', '=', id)
    .execute()
  await notify(services.database, accessChanged, person)
}

/** Enrols a machine through the real listener with a token that an administrator made. */
export async function enrolled(
  server: MachineServer,
  administrator: GatewayBrowser | null,
  role: MachineRole,
  name: string,
  directory: string,
  listeners: readonly string[] = ['office', 'outside'],
): Promise<Identity> {
  const text = await tokenFor(server, administrator, role, name, listeners)
  const address = role === 'agent' ? '127.0.0.1:7084' : null
  return enrol({ token: parseEnrolmentToken(text), directory: join(directory, name), names: ['127.0.0.1'], address })
}

/** Without a gateway no administrator can be asked: the token of the first one lies in the state. */
export async function tokenFor(
  server: MachineServer,
  administrator: GatewayBrowser | null,
  role: MachineRole,
  name: string,
  listeners: readonly string[] = ['office', 'outside'],
): Promise<string> {
  if (administrator === null) return readFile(join(server.services.server.state, 'first-gateway.token'), 'utf8')
  const answer = await administrator.ask('POST', '/api/administration/enrolments', {
    ...{ role, name },
    ...(role === 'gateway' ? { listeners } : {}),
  })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body.token
}

/** An agent that holds its link and has heard the server's first word; `before` is the same one before it was away. */
export async function linked(identity: Identity, server?: MachineServer, before?: LinkAgent): Promise<LinkAgent> {
  const agent = await LinkAgent.link(identity, server?.addresses.internalAddress, before?.sessions)
  agent.report()
  await agent.told(() => true)
  return agent
}
