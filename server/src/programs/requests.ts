import type { ProgramRequest } from '@nahtlos/contract/api/programs'
import { grantsProgramsOf } from '@nahtlos/core/configuration/may-edit'
import type { Caller } from '../access/caller.ts'
import { isFinal } from '../brokering/transition.ts'
import { factsOf as callerFacts, isAdministrator } from '../configuration/may-publish.ts'
import type { Queries } from '../database/database.ts'
import { departmentTitle } from '../people/department-title.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { factsOf } from './refusals.ts'

/** The departments for whose people the caller decides; null where it is all of them. */
export function scopeOf({ published }: Services, caller: Caller): ReadonlySet<string> | null {
  if (isAdministrator(caller)) return null
  const configuration = published.current()?.configuration
  return configuration === undefined ? new Set() : grantsProgramsOf(configuration, callerFacts(caller))
}

function requests(queries: Queries) {
  return queries
    .selectFrom('program_request')
    .innerJoin('person', 'person.id', 'program_request.person')
    .leftJoin('session as place', 'place.id', 'program_request.session')
    .selectAll('program_request')
    .select(['person.name', 'person.account', 'person.department', 'place.state as session_state'])
}

/** Those that wait, oldest first, then what was decided last. The caller's own are for others to decide. */
export async function requestsFor(services: Services, caller: Caller): Promise<ProgramRequest[]> {
  const { database, published, clock } = services
  const scope = scopeOf(services, caller)
  if (scope !== null && scope.size === 0) return []
  const visible = () => {
    const all = requests(database).where('program_request.person', '<>', caller.person.id)
    return scope === null ? all : all.where('person.department', 'in', [...scope])
  }
  const [waiting, decided] = await Promise.all([
    visible().where('program_request.state', '=', 'asked').orderBy('asked_at').limit(200).execute(),
    visible().where('decided_at', 'is not', null).orderBy('decided_at', 'desc').limit(50).execute(),
  ])
  const now = clock()
  const inForce = published.current()
  return [...waiting, ...decided].map((row) => ({
    ...factsOf(row, now),
    sha256: row.sha256,
    person: {
      id: row.person,
      name: row.name,
      account: row.account,
      department: departmentTitle(inForce, row.department),
    },
    workspace: row.workspace,
    zone: row.zone,
    host: row.host,
    purpose: row.purpose ?? '',
    askedAt: (row.asked_at ?? row.last_at).toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
    sessionRuns: row.session_state !== null && !isFinal(row.session_state),
  }))
}

/** @throws ProblemError `not-found` where it is nobody's, the caller's own, or another department's */
export async function requestFor(services: Services, queries: Queries, caller: Caller, id: string) {
  const scope = scopeOf(services, caller)
  const row = await requests(queries)
    .where('program_request.id', '=', id)
    .forUpdate('program_request')
    .executeTakeFirst()
  const isTheirs = row !== undefined && row.asked_at !== null && row.person !== caller.person.id
  if (!isTheirs || (scope !== null && !scope.has(row.department))) throw new ProblemError('not-found')
  return row
}
