import type { stock } from '@nahtlos/contract/api/equipment'
import { DeviceState } from '@nahtlos/contract/equipment/device'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Services } from '../services.ts'
import { equipmentInForce } from './rules-in-force.ts'

type Stock = z.output<typeof stock.answer>

/** How many devices of each type are where; types of the configuration first, then those that it no longer knows. */
export async function countStock(services: Services): Promise<Stock> {
  const { rules, today } = equipmentInForce(services)
  const rows = await services.database
    .selectFrom('device')
    .select(['type', 'state', (e) => e.fn.countAll<number>().as('count')])
    .select(sql<number>`count(*) filter (where state = 'handed-over' and due_on < ${today})`.as('overdue'))
    .groupBy(['type', 'state'])
    .orderBy('type')
    .execute()
  const known = rules.types.map(({ id }) => id)
  const forgotten = rows.map(({ type }) => type).filter((type) => !known.includes(type))
  return [...new Set([...known, ...forgotten])].map((type) => {
    const own = rows.filter((row) => row.type === type)
    const counts = Object.fromEntries(
      DeviceState.options.map((state) => [state, own.find((row) => row.state === state)?.count ?? 0]),
    ) as Record<DeviceState, number>
    const title = rules.types.find(({ id }) => id === type)?.title ?? { de: type, en: type }
    return { type, title, counts, overdue: own.reduce((sum, row) => sum + row.overdue, 0) }
  })
}
