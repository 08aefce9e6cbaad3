import type { DirectoryPerson } from '@nahtlos/contract/api/administration'
import { type FieldFault, fieldFault } from '@nahtlos/contract/field-fault'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import { accessChanged } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { firstPassword, hashPassword } from '../sign-in/password.ts'
import { setLeaving } from './leave.ts'
import { holdBack, isPrivileged, keepWaiting } from './waiting-roles.ts'

export interface Imported {
  readonly added: number
  /** Those that really changed. */
  readonly updated: number
  readonly firstPasswords: { account: string; password: string; half: boolean }[]
  /** Those whose roles wait for a second administrator. */
  readonly waiting: string[]
}

/** Adds or updates people by account, all of them or none. First passwords are made for those who have none yet. */
export async function importPeople(
  services: Services,
  caller: Caller,
  listed: readonly DirectoryPerson[],
): Promise<Imported> {
  const { database, clock, events } = services
  refuseFaults(services, caller, listed)
  const passwords = await makeFirstPasswords(services, listed)
  return database.transaction().execute(async (transaction) => {
    const heldBack = await holdBack(services, transaction, caller, listed)
    const { people } = heldBack
    await noteFormerAdministrators(transaction, people, clock())
    const updated = await updateKnown(transaction, people, clock())
    const added = await addNew(transaction, people, clock())
    await saveEmployment(transaction, people)
    const left = await setLeaving(
      transaction,
      people.flatMap(({ account, leftOn }) => (leftOn === undefined ? [] : { account, leftOn })),
    )
    const accounts = await saveFirstPasswords(transaction, passwords, clock())
    const halved = new Set(people.filter((person) => isPrivileged(person, heldBack)).map(({ account }) => account))
    const told = passwords.filter(({ account }) => accounts.has(account))
    const secondHalves = new Map(
      told.filter(({ account }) => halved.has(account)).map(({ account, password }) => [account, halves(password)[1]]),
    )
    await keepWaiting(services, transaction, caller, heldBack, secondHalves)
    const waiting = [...heldBack.waiting.keys()]
    if (updated + left > 0) await notify(transaction, accessChanged, '')
    await events.record(transaction, {
      at: clock(),
      kind: 'people.imported',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { added, updated, firstPasswords: accounts.size, waiting },
    })
    const firstPasswords = told.map(({ account, password }) => {
      const half = halved.has(account)
      return { account, password: half ? halves(password)[0] : password, half }
    })
    return { added, updated, firstPasswords, waiting }
  })
}

function refuseFaults(services: Services, caller: Caller, people: readonly DirectoryPerson[]): void {
  const departments = services.published.current()?.configuration.departments
  const seen = new Set<string>()
  const fields: FieldFault[] = []
  for (const [index, { account, department, manager, roles, leftOn }] of people.entries()) {
    const fault = (field: string, de: string, en: string) => fields.push(fieldFault(`people.${index}.${field}`, de, en))
    if (seen.has(account))
      fault('account', `"${account}" steht doppelt in der Liste`, `"${account}" stands in the list twice`)
    seen.add(account)
    if (departments !== undefined && !departments.has(department)) {
      fault(
        'department',
        `ein Amt "${department}" hat die Konfiguration nicht`,
        `the configuration has no department "${department}"`,
      )
    }
    if (manager === account)
      fault('manager', 'niemand ist die eigene Führungskraft', 'nobody is their own line manager')
    if (account === caller.person.account && leftOn != null)
      fault('leftOn', 'Sie würden sich selbst aussperren', 'you would lock yourself out')
    if (account === caller.person.account && !roles.includes('administrator')) {
      fault(
        'roles',
        'Sie würden sich selbst die Rolle administrator nehmen',
        'you would take the role of administrator from yourself',
      )
    }
  }
  if (fields.length > 0) throw new ProblemError('invalid-input', { fields: fields.slice(0, 50) })
}

/** The people as one parameter, whatever their number: a row per person on the side of the database. */
function given(people: readonly DirectoryPerson[]) {
  return sql`json_to_recordset(${JSON.stringify(people)}::json) as given
    (account text, name text, department text, groups json, manager text, roles json, language text, mail text)`
}

const texts = (column: string) => sql`array(select json_array_elements_text(${sql.ref(`given.${column}`)}))`

async function updateKnown(queries: Queries, people: readonly DirectoryPerson[], now: Date): Promise<number> {
  const result = await sql`
    update person set name = given.name, department = given.department, groups = ${texts('groups')},
      manager = given.manager, roles = ${texts('roles')}, language = given.language, mail = given.mail, updated_at = ${now}
    from ${given(people)}
    where person.account = given.account
      and (person.name, person.department, person.groups, person.manager, person.roles, person.language,
          person.mail)
        is distinct from (given.name, given.department, ${texts('groups')}, given.manager, ${texts('roles')},
          given.language, given.mail)
  `.execute(queries)
  return Number(result.numAffectedRows ?? 0)
}

/** Only those who are new: a number of the sequence is taken for each row that is tried. */
async function addNew(queries: Queries, people: readonly DirectoryPerson[], now: Date): Promise<number> {
  const result = await sql`
    insert into person (account, name, department, groups, manager, roles, language, mail, created_at, updated_at)
    select account, name, department, ${texts('groups')}, manager, ${texts('roles')}, language, mail, ${now}, ${now}
    from ${given(people)}
    where not exists (select from person where person.account = given.account)
    on conflict (account) do nothing
  `.execute(queries)
  return Number(result.numAffectedRows ?? 0)
}

/** What the directory says of posts; of people whose line says nothing of theirs nothing is changed. */
async function saveEmployment(queries: Queries, people: readonly DirectoryPerson[]): Promise<void> {
  const known = people.flatMap(({ account, employment }) =>
    employment === undefined ? [] : { account, ...employment },
  )
  if (known.length === 0) return
  await sql`
    update person set role_since = given."roleSince", share_of_full_time = given."shareOfFullTime", phone = given.phone
    from json_to_recordset(${JSON.stringify(known)}::json) as given
      (account text, "roleSince" date, "shareOfFullTime" integer, phone text)
    where person.account = given.account
  `.execute(queries)
}

/** The groups of a first password, in two halves. */
function halves(password: string): [string, string] {
  const groups = password.split('-')
  return [groups.slice(0, 2).join('-'), groups.slice(2).join('-')]
}

/** Those who are administrators and will not be by this list. */
async function noteFormerAdministrators(queries: Queries, people: readonly DirectoryPerson[], at: Date) {
  const plain = people.filter(({ roles }) => !roles.includes('administrator')).map(({ account }) => account)
  await sql`
    insert into former_administrator (person, at)
    select id, ${at} from person where account = any(${plain}) and 'administrator' = any(roles)
    on conflict (person) do update set at = excluded.at
  `.execute(queries)
}

interface FirstPassword {
  readonly account: string
  readonly password: string
  readonly hash: string
}

async function makeFirstPasswords(services: Services, people: readonly DirectoryPerson[]): Promise<FirstPassword[]> {
  const accounts = people.filter((person) => person.signIn).map((person) => person.account)
  if (accounts.length === 0) return []
  const rows = await services.database
    .selectFrom('person')
    .innerJoin('credential', 'credential.person', 'person.id')
    .select('account')
    .where('account', 'in', accounts)
    .execute()
  const have = new Set(rows.map((row) => row.account))
  return Promise.all(
    accounts
      .filter((account) => !have.has(account))
      .map(async (account) => {
        const password = firstPassword()
        return { account, password, hash: await hashPassword(password) }
      }),
  )
}

/** Answers the accounts whose password it is now: another import may have been faster for some. */
async function saveFirstPasswords(
  queries: Queries,
  passwords: readonly FirstPassword[],
  now: Date,
): Promise<Set<string>> {
  if (passwords.length === 0) return new Set()
  const list = JSON.stringify(passwords.map(({ account, hash }) => ({ account, hash })))
  const result = await sql<{ account: string }>`
    with saved as (
      insert into credential (person, password_hash, must_change, changed_at)
      select person.id, given.hash, true, ${now}
      from json_to_recordset(${list}::json) as given (account text, hash text) join person using (account)
      on conflict (person) do nothing
      returning person
    )
    select account from person join saved on saved.person = person.id
  `.execute(queries)
  return new Set(result.rows.map((row) => row.account))
}
