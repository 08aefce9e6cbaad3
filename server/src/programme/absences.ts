import type { Absence } from '@nahtlos/contract/api/telework'
import { fieldFault } from '@nahtlos/contract/field-fault'
import type { Caller } from '../access/caller.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { principalsOf, recordStep } from './acting.ts'
import { programmeInForce } from './programme-in-force.ts'

/** The caller's absences that are not over, and those for whom she stands in today. */
export async function absencesOf(
  services: Services,
  caller: Caller,
): Promise<{ mine: Absence[]; standingInFor: string[] }> {
  const { database } = services
  const { today } = programmeInForce(services)
  const rows = await selectAbsences(services)
    .where('absence.person', '=', caller.person.id)
    .where('until_date', '>=', today)
    .orderBy('from_date')
    .execute()
  const [, ...absent] = await principalsOf(database, caller, today)
  return { mine: rows.map(toAbsence), standingInFor: absent.map(({ name }) => name) }
}

/** The deputy acts in every part of the caller's while she is away, except on the deputy's own and her own things. */
export async function enterAbsence(
  services: Services,
  caller: Caller,
  wish: { readonly from: string; readonly until: string; readonly deputy: string },
): Promise<Absence> {
  const { today } = programmeInForce(services)
  const fault = (path: string, de: string, en: string) =>
    new ProblemError('invalid-input', { fields: [fieldFault(path, de, en)] })
  if (wish.until < today) throw fault('until', 'ist schon vorbei', 'is over')
  return services.database.transaction().execute(async (queries) => {
    const deputy = await queries
      .selectFrom('person')
      .select(['id', 'name'])
      .where('account', '=', wish.deputy)
      .executeTakeFirst()
    if (deputy === undefined || deputy.id === caller.person.id)
      throw fault('deputy', 'ist niemand, der Sie vertreten kann', 'is no colleague of yours')
    const { id } = await queries
      .insertInto('absence')
      .values({ person: caller.person.id, deputy: deputy.id, from_date: wish.from, until_date: wish.until })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordStep(services, queries, caller, 'absence.entered', { absence: id, deputy: deputy.id })
    return { id, from: wish.from, until: wish.until, deputy }
  })
}

export async function removeAbsence(services: Services, caller: Caller, id: string): Promise<undefined> {
  await services.database.transaction().execute(async (queries) => {
    const removed = await queries
      .deleteFrom('absence')
      .where('id', '=', id)
      .where('person', '=', caller.person.id)
      .returning('id')
      .executeTakeFirst()
    if (removed === undefined) throw new ProblemError('not-found')
    await recordStep(services, queries, caller, 'absence.removed', { absence: id })
  })
}

function selectAbsences({ database }: Services) {
  return database
    .selectFrom('absence')
    .innerJoin('person', 'person.id', 'absence.deputy')
    .select(['absence.id', 'from_date', 'until_date', 'deputy', 'person.name'])
}

function toAbsence(row: Awaited<ReturnType<ReturnType<typeof selectAbsences>['execute']>>[number]): Absence {
  return { id: row.id, from: row.from_date, until: row.until_date, deputy: { id: row.deputy, name: row.name } }
}
