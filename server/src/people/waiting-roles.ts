import type { StaffRole } from '@nahtlos/contract/access/context'
import type { DirectoryPerson, WaitingRole } from '@nahtlos/contract/api/administration'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'

/** Roles with which one decides or looks in the name of all: with four eyes two administrators give them. */
const privileged: ReadonlySet<StaffRole> = new Set(['administrator', 'data-protection', 'auditor'])

/** For so long after the last of the others lost the role, the one that is left decides nothing about it alone. */
const aloneAfterDays = 30

const sealedFor = (person: string) => `waiting-role:${person}`

/** What of an import has to wait, by account. */
export interface HeldBack {
  /** Whether a second administrator decides with the first. */
  readonly watched: boolean
  readonly people: readonly DirectoryPerson[]
  readonly waiting: ReadonlyMap<string, readonly StaffRole[]>
}

/**
 * Takes out of an import what one administrator does not decide alone: roles of this weight that somebody does not
 * hold yet. Without four eyes, or where there is nobody else who could confirm, nothing.
 */
export async function holdBack(
  { published, clock }: Services,
  queries: Queries,
  caller: Caller,
  people: readonly DirectoryPerson[],
): Promise<HeldBack> {
  const fourEyes = published.current()?.configuration.city.fourEyes ?? false
  const concerned = people.filter(({ roles }) => roles.some((role) => privileged.has(role)))
  if (!fourEyes || !(await isWatched(queries, caller, clock()))) return { watched: false, people, waiting: new Map() }
  if (concerned.length === 0) return { watched: true, people, waiting: new Map() }
  const rows = await queries
    .selectFrom('person')
    .select(['account', 'roles'])
    .where(
      'account',
      'in',
      concerned.map(({ account }) => account),
    )
    .execute()
  const held = new Map(rows.map(({ account, roles }) => [account, roles]))
  const waiting = new Map<string, StaffRole[]>()
  for (const { account, roles } of concerned) {
    const added = roles.filter((role) => privileged.has(role) && !held.get(account)?.includes(role))
    if (added.length > 0) waiting.set(account, added)
  }
  return {
    watched: true,
    waiting,
    people: people.map((person) => ({
      ...person,
      roles: person.roles.filter((role) => !waiting.get(person.account)?.includes(role)),
    })),
  }
}

/** Whether anybody else is an administrator, or was until a short time ago. */
async function isWatched(queries: Queries, caller: Caller, now: Date): Promise<boolean> {
  const other = await queries
    .selectFrom('person')
    .select('id')
    .where('id', '!=', caller.person.id)
    .where((e) => e('roles', '@>', e.val(['administrator'])))
    .limit(1)
    .executeTakeFirst()
  if (other !== undefined) return true
  const former = await queries
    .selectFrom('former_administrator')
    .select('person')
    .where('at', '>', new Date(now.getTime() - aloneAfterDays * 86_400_000))
    .limit(1)
    .executeTakeFirst()
  return former !== undefined
}

/** Whether a first password of this account is one that nobody should know alone. */
export function isPrivileged({ account, roles }: DirectoryPerson, { watched, waiting }: HeldBack): boolean {
  if (!watched) return false
  return waiting.has(account) || roles.some((role) => privileged.has(role))
}

/** Notes what waits, and who is an administrator no longer; both are about people who are in the database by now. */
export async function keepWaiting(
  services: Services,
  queries: Queries,
  caller: Caller,
  { waiting }: HeldBack,
  secondHalves: ReadonlyMap<string, string>,
): Promise<void> {
  const accounts = [...new Set([...waiting.keys(), ...secondHalves.keys()])]
  if (accounts.length === 0) return
  const rows = await queries.selectFrom('person').select(['id', 'account']).where('account', 'in', accounts).execute()
  for (const { id, account } of rows) {
    const half = secondHalves.get(account)
    const values = {
      roles: [...(waiting.get(account) ?? [])],
      given_by: caller.person.id,
      given_at: services.clock(),
      ...(half === undefined ? {} : { second_half: services.secrets.seal(half, sealedFor(id)) }),
    }
    await queries
      .insertInto('waiting_role')
      .values({ person: id, ...values })
      .onConflict((conflict) => conflict.column('person').doUpdateSet(values))
      .execute()
  }
}

/** What waits for a second administrator. */
export async function listWaiting({ database }: Services, caller: Caller): Promise<WaitingRole[]> {
  const rows = await database
    .selectFrom('waiting_role')
    .innerJoin('person', 'person.id', 'waiting_role.person')
    .innerJoin('person as giver', 'giver.id', 'waiting_role.given_by')
    .select(['person.id', 'person.account', 'person.name', 'waiting_role.roles', 'given_at', 'given_by'])
    .select('giver.name as giver')
    .orderBy('person.account')
    .execute()
  return rows.map((row) => ({
    person: { id: row.id, account: row.account, name: row.name },
    roles: row.roles,
    givenBy: row.giver,
    givenAt: row.given_at.toISOString(),
    mine: row.given_by === caller.person.id,
  }))
}

/**
 * Gives the roles by the word of a second administrator, who is neither the one who gave them nor the one who gets
 * them. Answers the second half of the first password, where one was made.
 */
export async function confirmRoles(
  services: Services,
  caller: Caller,
  person: string,
): Promise<{ secondHalf: string | null }> {
  const { database, clock, events, secrets } = services
  return database.transaction().execute(async (queries) => {
    const row = await queries
      .selectFrom('waiting_role')
      .innerJoin('person', 'person.id', 'waiting_role.person')
      .select(['waiting_role.roles as added', 'person.roles', 'given_by', 'second_half', 'account'])
      .where('waiting_role.person', '=', person)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw new ProblemError('not-found')
    if (row.given_by === caller.person.id || person === caller.person.id) throw new ProblemError('own-draft')
    await queries
      .updateTable('person')
      .set({ roles: [...new Set([...row.roles, ...row.added])], updated_at: clock() })
      .where('id', '=', person)
      .execute()
    await queries.deleteFrom('waiting_role').where('person', '=', person).execute()
    await notify(queries, accessChanged, '')
    await events.record(queries, {
      at: clock(),
      kind: 'people.roles-confirmed',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { account: row.account, roles: row.added },
    })
    return { secondHalf: row.second_half === null ? null : secrets.open(row.second_half, sealedFor(person)) }
  })
}

/** Takes the wish away; whoever has a first password by it keeps it without the roles. */
export async function refuseRoles(services: Services, caller: Caller, person: string): Promise<void> {
  const { database, clock, events } = services
  await database.transaction().execute(async (queries) => {
    const row = await queries
      .deleteFrom('waiting_role')
      .where('person', '=', person)
      .returning(['roles', 'second_half'])
      .executeTakeFirst()
    if (row === undefined) throw new ProblemError('not-found')
    // Nobody knows the whole of it: another import makes a new one.
    if (row.second_half !== null)
      await queries.deleteFrom('credential').where('person', '=', person).where('must_change', '=', true).execute()
    await events.record(queries, {
      at: clock(),
      kind: 'people.roles-refused',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { person, roles: row.roles },
    })
  })
}
