import type { AgreementView } from '@nahtlos/contract/programme/telework-agreement'
import { WorkType } from '@nahtlos/contract/programme/work-type'
import { type ExpressionBuilder, sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Tables } from '../database/tables.ts'
import type { Services } from '../services.ts'
import { principalsOf } from './acting.ts'
import { loadAgreements, selectAgreements } from './agreements.ts'
import { most, nameBegins } from './approvals.ts'
import { partsOfAll, reaches } from './parts.ts'
import { type ProgrammeInForce, programmeInForce } from './programme-in-force.ts'
import { agreementViews } from './view-agreements.ts'

/** Running agreements of those whom the caller approves for, those with a wish that waits first; and how many. */
export async function approvedAgreements(
  services: Services,
  caller: Caller,
  name: string,
): Promise<{ agreements: AgreementView[]; count: number }> {
  const { database } = services
  const inForce = programmeInForce(services)
  const concerned = concernedBodies(inForce)
  const bodies = Object.fromEntries(Object.entries(inForce.bodies).filter(([id]) => concerned.has(id)))
  const parts = partsOfAll(await principalsOf(database, caller, inForce.today), bodies)
  if (parts.length === 0) return { agreements: [], count: 0 }
  // Sorted and counted by what is short, and read only then.
  const chosen = await database
    .selectFrom('telework_agreement')
    .innerJoin('person', 'person.id', 'telework_agreement.person')
    .select('telework_agreement.id')
    .where('ended_at', 'is', null)
    .where('until_date', '>=', inForce.today)
    .where('telework_agreement.person', '!=', caller.person.id)
    .where((e) =>
      e.or(
        parts.map(({ principal, reach }) =>
          reaches(e as unknown as ExpressionBuilder<Tables, 'person'>, principal, reach),
        ),
      ),
    )
    .where(nameBegins(name))
    .select(sql<number>`count(*) over ()`.as('count'))
    .orderBy(
      (e) =>
        e.exists(
          e
            .selectFrom('agreement_change')
            .select('agreement_change.id')
            .whereRef('agreement', '=', 'telework_agreement.id')
            .where('state', '=', 'asked'),
        ),
      'desc',
    )
    .orderBy('from_date', 'desc')
    .orderBy('telework_agreement.id')
    .limit(most)
    .execute()
  const [first] = chosen
  if (first === undefined) return { agreements: [], count: 0 }
  const ids = chosen.map(({ id }) => id)
  const rows = await selectAgreements(database).where('telework_agreement.id', 'in', ids).execute()
  const views = await agreementViews(services, database, caller, await loadAgreements(database, rows))
  const byId = new Map(views.map((view) => [view.id, view]))
  return { agreements: ids.flatMap((id) => byId.get(id) ?? []), count: Number(first.count) }
}

/** The bodies that have to do with agreements anywhere in the city. */
function concernedBodies(inForce: ProgrammeInForce): ReadonlySet<string> {
  const bodies = new Set<string>()
  for (const department of inForce.configuration.departments.keys())
    for (const type of WorkType.options) {
      const { granting, suspending, revoking } = inForce.rules(type, department).agreement
      for (const body of [...granting, ...suspending, ...revoking]) bodies.add(body)
    }
  return bodies
}
