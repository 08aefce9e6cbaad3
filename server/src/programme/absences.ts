import type { Absence } from '@nahtlos/contract/api/telework'
import type { Body } from '@nahtlos/contract/configuration/programme'
import { fieldFault } from '@nahtlos/contract/field-fault'
import { type Bodies, isOneOf, mayStandIn, type Standing } from '@nahtlos/core/programme/actor'
import type { ExpressionBuilder } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { tell } from '../notifications/tell.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { principalsOf, recordStep } from './acting.ts'
import { programmeInForce } from './programme-in-force.ts'

/** The caller's absences that are not over, those that she may enter for others, and for whom she stands in today. */
export async function absencesOf(
  services: Services,
  caller: Caller,
): Promise<{
  mine: Absence[]
  standingInFor: string[]
  others: (Absence & { person: { id: string; name: string } })[]
  mayEnterForOthers: boolean
}> {
  const { database } = services
  const { today } = programmeInForce(services)
  const rows = await selectAbsences(services)
    .innerJoin('person as absent', 'absent.id', 'absence.person')
    .select(['absent.id as absent', 'absent.name as absent_name', 'absent.department'])
    .where('until_date', '>=', today)
    .where((e) => e.or([e('absence.person', '=', caller.person.id), ...reachOfCaller(caller, e)]))
    .orderBy('from_date')
    .limit(most)
    .execute()
  const [, ...absent] = await principalsOf(database, caller, today)
  return {
    mine: rows.filter((row) => row.absent === caller.person.id).map(toAbsence),
    standingInFor: absent.map(({ name }) => name),
    others: rows
      .filter((row) => row.absent !== caller.person.id)
      .map((row) => ({ ...toAbsence(row), person: { id: row.absent, name: row.absent_name } })),
    mayEnterForOthers: isAdministrator(caller) || isHead(caller),
  }
}

const most = 200

function isAdministrator({ person }: Caller): boolean {
  return person.roles.includes('administrator')
}

function isHead({ person }: Caller): boolean {
  return person.roles.includes('head-of-department')
}

function reachOfCaller(caller: Caller, e: ExpressionBuilder<{ absent: { department: string } }, 'absent'>) {
  if (isAdministrator(caller)) return [e.lit(true)]
  return isHead(caller) ? [e('absent.department', '=', caller.person.department)] : []
}

/** Whether she may enter an absence for this person: for herself, as head for her department, as administrator. */
function mayEnterFor(caller: Caller, person: { readonly id: string; readonly department: string }): boolean {
  if (person.id === caller.person.id) return caller.approver
  return isAdministrator(caller) || (isHead(caller) && person.department === caller.person.department)
}

type Groups = Pick<Standing, 'roles' | 'groups'>

/**
 * The deputy acts in every part of hers while she is away, except on the deputy's own and her own things, and except as
 * a body that says who may stand in, where she is none of these: then somebody who may has to be named first. Whoever is
 * suddenly ill has it entered by her head of department or an administrator; both she and the deputy are told.
 */
export async function enterAbsence(
  services: Services,
  caller: Caller,
  wish: { readonly from: string; readonly until: string; readonly deputy: string; readonly person?: string },
): Promise<Absence> {
  const { today, bodies } = programmeInForce(services)
  const fault = (path: string, de: string, en: string) =>
    new ProblemError('invalid-input', { fields: [fieldFault(path, de, en)] })
  if (wish.until < today) throw fault('until', 'ist schon vorbei', 'is over')
  return services.database.transaction().execute(async (queries) => {
    const people = await queries
      .selectFrom('person')
      .select(['id', 'account', 'name', 'department', 'roles', 'groups'])
      .where('account', 'in', [wish.deputy, wish.person ?? caller.person.account])
      .where('departed_at', 'is', null)
      .execute()
    const absent = people.find(({ account }) => account === (wish.person ?? caller.person.account))
    if (absent === undefined || !mayEnterFor(caller, absent)) throw new ProblemError('not-permitted')
    const found = people.find(({ account }) => account === wish.deputy)
    if (found === undefined || found.id === absent.id)
      throw fault('deputy', 'ist niemand, der vertreten kann', 'is nobody who can stand in')
    const left = bodiesLeft(bodies, absent, [found, ...(await deputiesThroughout(queries, absent.id, wish))])
    if (left.length > 0) {
      const names = (language: 'de' | 'en') => left.map(({ title }) => title[language]).join(', ')
      throw new ProblemError('deputy-not-elected', {
        fields: [
          fieldFault(
            'deputy',
            `ist weder Mitglied noch Ersatzmitglied: ${names('de')}`,
            `is no member and was not elected to stand in: ${names('en')}`,
          ),
        ],
      })
    }
    const deputy = { id: found.id, name: found.name }
    const { id } = await queries
      .insertInto('absence')
      .values({ person: absent.id, deputy: deputy.id, from_date: wish.from, until_date: wish.until })
      .returning('id')
      .executeTakeFirstOrThrow()
    const details = { absence: id, person: absent.id, deputy: deputy.id }
    await recordStep(services, queries, caller, 'absence.entered', details)
    if (deputy.id !== caller.person.id)
      await tell(services, queries, { people: [deputy.id], kind: 'deputy-named', key: id })
    if (absent.id !== caller.person.id)
      await tell(services, queries, { people: [absent.id], kind: 'absence-entered', key: id })
    return { id, from: wish.from, until: wish.until, deputy }
  })
}

/** The bodies that somebody is of and in which none of these may stand in for her. */
function bodiesLeft(bodies: Bodies, absent: Groups, deputies: readonly Groups[]): Body[] {
  return Object.values(bodies).filter(
    (body) => isOneOf(absent, body.members) && !deputies.some((deputy) => mayStandIn(deputy, body)),
  )
}

/** Whom she named already for all of these days. */
function deputiesThroughout(
  queries: Queries,
  absent: string,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<Groups[]> {
  return queries
    .selectFrom('absence')
    .innerJoin('person', 'person.id', 'absence.deputy')
    .select(['roles', 'groups'])
    .where('absence.person', '=', absent)
    .where('from_date', '<=', from)
    .where('until_date', '>=', until)
    .where('departed_at', 'is', null)
    .execute()
}

export async function removeAbsence(services: Services, caller: Caller, id: string): Promise<undefined> {
  await services.database.transaction().execute(async (queries) => {
    const row = await queries
      .selectFrom('absence')
      .innerJoin('person', 'person.id', 'absence.person')
      .select(['person.id', 'person.department'])
      .where('absence.id', '=', id)
      .executeTakeFirst()
    if (row === undefined || !mayEnterFor(caller, row)) throw new ProblemError('not-found')
    await queries.deleteFrom('absence').where('id', '=', id).execute()
    await recordStep(services, queries, caller, 'absence.removed', { absence: id, person: row.id })
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
