import type { ProgramTrial } from '@nahtlos/contract/api/programs'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Services } from '../services.ts'
import { scopeOf } from './requests.ts'

/** What rules that are tried out would have refused, by program; whom, is in the event log alone. */
export async function trialsFor(services: Services, caller: Caller): Promise<ProgramTrial[]> {
  const scope = scopeOf(services, caller)
  if (scope !== null && scope.size === 0) return []
  let rows = services.database
    .selectFrom('program_trial')
    .innerJoin('person', 'person.id', 'program_trial.person')
    .select(['program_trial.rule', 'program_trial.path', 'program_trial.package'])
    .select(sql<number>`count(distinct person)::int`.as('people'))
    .select(sql<number>`sum(times)::int`.as('times'))
    .select(sql<Date>`max(last_at)`.as('last_at'))
    .groupBy(['program_trial.rule', 'program_trial.path', 'program_trial.package'])
    .orderBy('program_trial.rule')
    .orderBy('people', 'desc')
    .orderBy('program_trial.path')
    .limit(500)
  if (scope !== null) rows = rows.where('person.department', 'in', [...scope])
  const titles = services.published.current()?.configuration.programRules ?? []
  return (await rows.execute()).map(({ last_at, ...row }) => ({
    ...row,
    // A rule that is gone by now is known by its name alone.
    title: titles.find(({ document }) => document.id === row.rule)?.document.title ?? { de: row.rule, en: row.rule },
    at: last_at.toISOString(),
  }))
}
