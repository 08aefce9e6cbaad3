import type { WantedItem } from '@nahtlos/contract/api/equipment'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import { programmeInForce } from '../programme/programme-in-force.ts'
import type { Services } from '../services.ts'

/** What is listed at most. */
const most = 200

interface Wish {
  readonly agreement: string
  readonly person: string
  readonly name: string
  readonly department: string
  readonly type: 'telework' | 'mobile-work'
  readonly from: string
  readonly needed: readonly string[]
  readonly settled: readonly string[]
  /** Types of the devices that the person has. */
  readonly held: readonly string[]
}

/** What people whose agreement runs asked for and have neither got nor been told that it is solved otherwise. */
export async function wantedEquipment(services: Services): Promise<{ total: number; wanted: WantedItem[] }> {
  if (services.published.current() === null) return { total: 0, wanted: [] }
  const { today } = programmeInForce(services)
  const all = await wantedOf(services, services.database, sql`telework_agreement.until_date >= ${today}`)
  return { total: all.length, wanted: all.slice(0, most) }
}

/** What is wanted for the agreements that a condition names. */
export async function wantedOf(
  services: Services,
  queries: Queries,
  condition: ReturnType<typeof sql>,
): Promise<WantedItem[]> {
  const inForce = programmeInForce(services)
  const { rows } = await sql<Wish>`
    select telework_agreement.id as agreement, person.id as person, person.name, person.department,
      telework_agreement.type, telework_agreement.from_date as "from",
      needed, coalesce(settled.items, '[]') as settled, coalesce(held.types, '[]') as held
    from telework_agreement
      join telework_request on telework_request.id = telework_agreement.request
      join person on person.id = telework_agreement.person
      -- Read once: what was asked for lies in a long row.
      cross join lateral (select application -> 'equipment' -> 'needed' as needed offset 0) as asked
      left join (select agreement, json_agg(item) as items from equipment_settled group by agreement) as settled
        on settled.agreement = telework_agreement.id
      left join lateral (select json_agg(device.type) as types from device
        where holder = person.id and state = 'handed-over') as held on true
    where ended_at is null and jsonb_array_length(needed) > 0 and ${condition}
    order by telework_agreement.from_date, person.name, telework_agreement.id`.execute(queries)
  return rows.flatMap(({ agreement, person: id, name, department, type: workType, from, needed, settled, held }) => {
    const { equipment } = inForce.rules(workType, department).form
    return needed
      .filter((item) => !settled.includes(item))
      .map((item) => {
        const known = equipment.find((one) => one.id === item)
        const title = known?.title ?? { de: item, en: item }
        return { agreement, person: { id, name, department }, item, title, type: known?.type ?? item, from }
      })
      .filter(({ type }) => !held.includes(type))
  })
}

/** Notes that something that was asked for need not be handed over. */
export async function settleWanted(
  services: Services,
  caller: Caller,
  { agreement, item, note }: { readonly agreement: string; readonly item: string; readonly note: string },
): Promise<undefined> {
  const { id } = caller.person
  await services.database.transaction().execute(async (queries) => {
    const wanted = await wantedOf(services, queries, sql`telework_agreement.id = ${agreement}`)
    const wish = wanted.find((one) => one.item === item)
    // Nobody settles what was asked for by herself, as nobody hands a device over to herself.
    if (wish === undefined) throw new ProblemError('not-found')
    if (wish.person.id === id) throw new ProblemError('own-device')
    const at = services.clock()
    await queries.insertInto('equipment_settled').values({ agreement, item, at, by: id, note }).execute()
    await services.events.record(queries, {
      at,
      kind: 'device.not-wanted',
      actor: id,
      clientAddress: caller.context.clientAddress,
      details: { agreement, item, person: wish.person.id },
    })
  })
}
