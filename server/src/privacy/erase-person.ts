import type { Evidence } from '@nahtlos/contract/api/privacy'
import type { Text } from '@nahtlos/contract/text'
import { sealedPrefix } from '@nahtlos/vault/sealed-back-end'
import { sql } from 'kysely'
import { accessChanged, settingsErased } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { noDepartment } from '../people/department-title.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { type Catalogue, isOwner, readCatalogue } from './catalogue.ts'
import { beginErasing, leaveEvidence } from './destroy.ts'
import { forgetEvents } from './forget-events.ts'
import { forgetInBoxes } from './forget-in-boxes.ts'
import { forgetInRevisions } from './forget-in-revisions.ts'
import { formerStaff } from './former-staff.ts'
import { forgetNames, wordsFor } from './free-text.ts'
import { remove, withDependents } from './rows.ts'
import { scrub } from './scrub.ts'

interface Subject {
  readonly id: string
  readonly account: string
  readonly name: string
  readonly mail: string | null
}

/** What has to be settled before somebody can be deleted. */
export async function obstaclesTo(queries: Queries, person: string, today: string): Promise<Text[]> {
  const found: Text[] = []
  const devices = await queries.selectFrom('device').select('id').where('holder', '=', person).execute()
  if (devices.length > 0) found.push({ de: 'Sie hat noch Geräte.', en: 'She still has devices.' })
  const agreements = await queries
    .selectFrom('telework_agreement')
    .select('id')
    .where('person', '=', person)
    .where('ended_at', 'is', null)
    .where('until_date', '>=', today)
    .execute()
  if (agreements.length > 0) found.push({ de: 'Eine Vereinbarung läuft noch.', en: 'An agreement still runs.' })
  const sessions = await queries
    .selectFrom('session')
    .select('id')
    .where('person', '=', person)
    .where('state', 'not in', ['ended', 'failed', 'lost'])
    .execute()
  if (sessions.length > 0) found.push({ de: 'Eine Sitzung läuft noch.', en: 'A session still runs.' })
  return found
}

/**
 * Deletes a person: every row that is hers goes, with what hangs on it; where she acted for others, "former staff"
 * stands now; log entries about her go, those of what she did to others stay without her. Then the transaction itself looks through every table whether
 * anything still names her, and takes everything back if so. Settings follow, and at last the database is written
 * anew, so that no old page and no old log holds her any more.
 */
export async function erasePerson(services: Services, person: Subject, by: string): Promise<Evidence> {
  const { database } = services
  const evidence = await database.transaction().execute(async (transaction) => {
    await beginErasing(transaction)
    const catalogue = await readCatalogue(transaction)
    await prepareFormerStaff(services, transaction)
    const words = await wordsFor(transaction, person)
    await forgetInBoxes(services, transaction, person.id, words)
    await forgetInRevisions(services, transaction, words)
    const rows = await removeOwn(transaction, catalogue, person)
    await forgetDeeds(transaction, catalogue, person)
    rows.event = (rows.event ?? 0) + (await forgetEvents(transaction, person))
    await transaction.updateTable('person').set({ manager: null }).where('manager', '=', person.account).execute()
    rows.person = Number(
      (await transaction.deleteFrom('person').where('id', '=', person.id).executeTakeFirst()).numDeletedRows,
    )
    await forgetWords(transaction, catalogue, person)
    await forgetNames(transaction, catalogue, words)
    await refuseTraces(transaction, catalogue, [person.id, ...(person.mail === null ? [] : [person.mail])])
    await notify(transaction, accessChanged, '')
    return leaveEvidence(services, transaction, { class: 'person', reason: 'erasure', subject: person.id, rows, by })
  })
  await removeSettings(services, person.id)
  await scrub(services)
  return evidence
}

async function prepareFormerStaff({ clock }: Services, queries: Queries): Promise<void> {
  const now = clock()
  await queries
    .insertInto('person')
    .values({
      ...formerStaff,
      // Below the numbers of session hosts: nobody ever runs as it.
      uid: 199_999,
      department: noDepartment.id,
      groups: [],
      manager: null,
      roles: [],
      language: 'de',
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

async function removeOwn(queries: Queries, catalogue: Catalogue, { id }: Subject): Promise<Record<string, number>> {
  const gone: Record<string, number> = {}
  for (const { table, column } of catalogue.references.filter(isOwner)) {
    const own = { table, condition: sql`${sql.ref(`${table}.${column}`)} = ${id}` }
    const removed = await remove(queries, withDependents(catalogue, own))
    for (const [name, count] of Object.entries(removed)) gone[name] = (gone[name] ?? 0) + count
  }
  return gone
}

/** Where she acted: nothing where nothing may stand, else "former staff". */
async function forgetDeeds(queries: Queries, catalogue: Catalogue, { id }: Subject): Promise<void> {
  const referring = catalogue.references.filter((each) => each.to === 'person' && !isOwner(each))
  for (const { table, column, onDelete, nullable } of referring) {
    const instead = onDelete === 'set-null' && nullable ? null : formerStaff.id
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${instead} where ${sql.ref(column)} = ${id}`.execute(
      queries,
    )
  }
}

/** Where no foreign key leads: identifiers in JSON, and her name, account and address as the whole of a text. */
async function forgetWords(queries: Queries, catalogue: Catalogue, person: Subject): Promise<void> {
  const { id, account, name, mail } = person
  for (const { table, column, type, nullable } of catalogue.columns) {
    const [where, cell] = [sql.table(table), sql.ref(column)]
    if (type === 'uuid') {
      if (!(await has(queries, sql`select 1 from ${where} where ${cell} = ${id} limit 1`))) continue
      await sql`update ${where} set ${cell} = ${nullable ? null : formerStaff.id} where ${cell} = ${id}`.execute(
        queries,
      )
    } else if (type === 'text') {
      for (const word of [name, account, ...(mail === null ? [] : [mail])]) {
        if (!(await has(queries, sql`select 1 from ${where} where ${cell} = ${word} limit 1`))) continue
        if (table === 'person') continue
        await sql`update ${where} set ${cell} = ${formerStaff.name} where ${cell} = ${word}`.execute(queries)
      }
    } else if (type === 'jsonb') {
      const mentions = sql`position(${id} in ${cell}::text) > 0`
      if (!(await has(queries, sql`select 1 from ${where} where ${mentions} limit 1`))) continue
      await sql`update ${where} set ${cell} = replace(replace(${cell}::text, ${id}::text, ${formerStaff.id}::text),
        ${JSON.stringify(name)}::text, ${JSON.stringify(formerStaff.name)}::text)::jsonb where ${mentions}`.execute(
        queries,
      )
    }
  }
}

async function has(queries: Queries, query: ReturnType<typeof sql>): Promise<boolean> {
  return (await query.execute(queries)).rows.length > 0
}

/** Throws, and with it undoes everything, where any row of any table still names her. */
async function refuseTraces(queries: Queries, catalogue: Catalogue, words: readonly string[]): Promise<void> {
  for (const table of catalogue.tables) {
    for (const word of words) {
      const found = await has(
        queries,
        sql`select 1 from ${sql.table(table)} as whole where position(${word} in whole::text) > 0 limit 1`,
      )
      if (found) throw new Error(`the deletion was taken back: ${table} still names the person`)
    }
  }
}

/** Her data key went with her rows, so nothing of it can be read any more; here the blobs go. */
async function removeSettings({ vault, database }: Services, person: string): Promise<void> {
  await notify(database, settingsErased, person)
  for (const prefix of [`persons/${person}`, sealedPrefix(person)]) {
    for await (const key of vault.backEnd.list(prefix)) await vault.backEnd.delete(key)
  }
}

/** The person of a request for deletion, as she is now. */
export async function subjectOf(queries: Queries, id: string): Promise<Subject> {
  const row = await queries
    .selectFrom('person')
    .select(['id', 'account', 'name', 'mail'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined || row.id === formerStaff.id) throw new ProblemError('not-found')
  return row
}
