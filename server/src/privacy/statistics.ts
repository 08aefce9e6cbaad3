import type { statistics } from '@nahtlos/contract/api/privacy'
import { withoutSmallGroups } from '@nahtlos/core/privacy/small-groups'
import { sql } from 'kysely'
import type { z } from 'zod'
import { departmentTitle } from '../people/department-title.ts'
import type { Services } from '../services.ts'
import { dataProtectionInForce } from './rules-in-force.ts'

type Statistics = z.output<typeof statistics.answer>

/** Agreements and devices by department, as numbers of people alone; small departments together or not at all. */
export async function countByDepartment(services: Services): Promise<Statistics> {
  const { today } = dataProtectionInForce(services)
  const { rows } = await sql<{ department: string; people: number; agreements: number; devices: number }>`
    select department, count(*) as people,
      count(*) filter (where exists (select from telework_agreement where telework_agreement.person = person.id
        and ended_at is null and ${today} between from_date and until_date)) as agreements,
      count(*) filter (where exists (select from device where holder = person.id)) as devices
    from person where departed_at is null group by department order by department`.execute(services.database)
  const { told, together } = withoutSmallGroups(rows)
  const inForce = services.published.current()
  const alone = told.map((group) => ({ ...group, title: departmentTitle(inForce, group.department) }))
  if (together === null) return alone
  const sum = (key: 'people' | 'agreements' | 'devices') => together.reduce((total, group) => total + group[key], 0)
  const rest = { people: sum('people'), agreements: sum('agreements'), devices: sum('devices') }
  return [...alone, { department: null, title: { de: 'Kleinere Ämter', en: 'Smaller departments' }, ...rest }]
}
