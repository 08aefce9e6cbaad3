import type { Erasure, Evidence } from '@nahtlos/contract/api/privacy'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { knownCatalogue } from './catalogue.ts'
import { erasePerson, obstaclesTo, subjectOf } from './erase-person.ts'
import { formerStaff } from './former-staff.ts'
import { mentionsOf } from './free-text.ts'
import { namedInRules } from './named-in-rules.ts'
import { dataProtectionInForce } from './rules-in-force.ts'

/** Deletions that were asked for and wait for a second person. */
export async function listErasures(services: Services, caller: Caller): Promise<Erasure[]> {
  const rows = await selectErasures(services.database)
    .where('erasure.person', '!=', caller.person.id)
    .orderBy('asked_at')
    .execute()
  return Promise.all(rows.map((row) => toErasure(services, row)))
}

export async function askErasure(
  services: Services,
  caller: Caller,
  wish: { readonly account: string; readonly reason: string },
): Promise<Erasure> {
  const { database, clock, events } = services
  const person = await database.selectFrom('person').select('id').where('account', '=', wish.account).executeTakeFirst()
  if (person === undefined || person.id === caller.person.id || person.id === formerStaff.id)
    throw new ProblemError('not-found')
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('erasure')
      .values({ person: person.id, asked_by: caller.person.id, asked_at: clock(), reason: wish.reason })
      .onConflict((conflict) => conflict.column('person').doNothing())
      .execute()
    await events.record(transaction, {
      at: clock(),
      kind: 'erasure.asked',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { person: person.id },
    })
  })
  const row = await selectErasures(database).where('erasure.person', '=', person.id).executeTakeFirstOrThrow()
  return toErasure(services, row)
}

/** A second person's word; what stands in the way is refused, and everything else is done at once. */
export async function confirmErasure(services: Services, caller: Caller, id: string): Promise<Evidence> {
  const { database } = services
  const row = await selectErasures(database).where('erasure.id', '=', id).executeTakeFirst()
  if (row === undefined || row.person === caller.person.id) throw new ProblemError('not-found')
  if (row.asked_by === caller.person.id) throw new ProblemError('four-eyes')
  const { obstacles } = await toErasure(services, row)
  if (obstacles.length > 0) {
    const fields = obstacles.map((message) => ({ path: 'person', message }))
    throw new ProblemError('erasure-not-yet', { fields })
  }
  return erasePerson(services, await subjectOf(database, row.person), caller.person.id)
}

function selectErasures(queries: Queries) {
  return queries
    .selectFrom('erasure')
    .innerJoin('person as subject', 'subject.id', 'erasure.person')
    .innerJoin('person as asker', 'asker.id', 'erasure.asked_by')
    .select(['erasure.id', 'erasure.person', 'erasure.asked_by', 'asked_at', 'reason'])
    .select(['subject.name', 'subject.department', 'asker.name as asker'])
}

type ErasureRow = Awaited<ReturnType<ReturnType<typeof selectErasures>['execute']>>[number]

async function toErasure(services: Services, row: ErasureRow): Promise<Erasure> {
  const { today } = dataProtectionInForce(services)
  const subject = await subjectOf(services.database, row.person)
  return {
    id: row.id,
    person: { id: row.person, name: row.name, department: row.department },
    askedBy: row.asker,
    askedAt: row.asked_at.toISOString(),
    reason: row.reason,
    obstacles: [
      ...(await obstaclesTo(services.database, row.person, today)),
      ...(await namedInRules(services, subject)),
    ],
    mentions: await mentionsOf(services.database, await knownCatalogue(services.database), subject),
  }
}
