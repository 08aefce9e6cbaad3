import type { CapacityReport } from '@nahtlos/contract/api/capacity'
import type { TeleworkAgreement } from '@nahtlos/contract/programme/telework-agreement'
import { memoryPerSession } from '@nahtlos/core/placement/place'
import { withoutSmallGroups } from '@nahtlos/core/privacy/small-groups'
import { homeHours } from '@nahtlos/core/programme/agreement-day'
import { daysFrom, weekdayOf } from '@nahtlos/core/programme/calendar-date'
import { forecast } from '@nahtlos/core/programme/forecast'
import type { Queries } from '../database/database.ts'
import { hostViews } from '../hosts/host-view.ts'
import { departmentTitle } from '../people/department-title.ts'
import { loadAgreements, selectAgreements } from '../programme/agreements.ts'
import { programmeInForce } from '../programme/programme-in-force.ts'
import type { Services } from '../services.ts'

const small = { de: 'Kleinere Ämter, zusammen', en: 'Smaller departments, together' } as const

/** The forecast that SYS.1.9.A2 asks for: from approved home days alone, never from what anybody did. */
export async function capacityReport(
  services: Services,
  { from, days }: { readonly from?: string | undefined; readonly days: number },
): Promise<CapacityReport> {
  const { database } = services
  const begin = from ?? programmeInForce(services).today
  const rows = await selectAgreements(database)
    .where('ended_at', 'is', null)
    .where('until_date', '>=', begin)
    .where('from_date', '<=', daysFrom(begin, days - 1))
    .execute()
  const agreements = (await loadAgreements(database, rows, 'granted')).map(({ agreement }) => agreement)
  return {
    from: begin,
    days: Array.from({ length: days }, (_, at) => ({ ...forecast(agreements, daysFrom(begin, at)) })),
    room: await roomOf(services),
    departments: byDepartment(services, await staffOf(database), agreements, begin),
  }
}

/** Sessions that run and that still fit into the memory of the hosts; null while no host reports. */
async function roomOf(services: Services): Promise<number | null> {
  const up = (await hostViews(services)).filter(({ state }) => state === 'up')
  if (up.length === 0) return null
  return up.reduce((sum, host) => sum + host.sessions + Math.floor((host.memoryAvailable ?? 0) / memoryPerSession), 0)
}

async function staffOf(queries: Queries): Promise<Map<string, number>> {
  const rows = await queries
    .selectFrom('person')
    .select(({ fn }) => ['department', fn.countAll<number>().as('staff')])
    .where('departed_at', 'is', null)
    .groupBy('department')
    .orderBy('department')
    .execute()
  return new Map(rows.map(({ department, staff }) => [department, Number(staff)]))
}

/** The week that begins with the first Monday from `begin` on, by department. */
function byDepartment(
  services: Services,
  staff: ReadonlyMap<string, number>,
  agreements: readonly TeleworkAgreement[],
  begin: string,
): CapacityReport['departments'] {
  const monday = daysFrom(begin, (8 - weekdayOf(begin)) % 7)
  const dates = Array.from({ length: 7 }, (_, at) => daysFrom(monday, at))
  const byId = Map.groupBy(agreements, ({ person }) => person.department)
  const line = (departments: readonly string[]) => {
    const theirs = departments.flatMap((id) => byId.get(id) ?? [])
    return {
      staff: departments.reduce((sum, id) => sum + (staff.get(id) ?? 0), 0),
      agreements: theirs.length,
      weekdays: Array.from({ length: 7 }, (_, at) => {
        const date = dates[at] ?? monday
        const atHome = theirs.filter((one) => one.suspendedAt === null && homeHours(one, date, at + 1) !== null)
        return new Set(atHome.map(({ person }) => person.id)).size
      }),
    }
  }
  const groups = [...staff].map(([department, people]) => ({ department, people }))
  // The sum of all is told as well: what is left of it without the others must be no small group.
  const { told, together } = withoutSmallGroups(groups)
  return [
    ...told.map(({ department }) => ({
      department,
      title: departmentTitle(services.published.current(), department),
      ...line([department]),
    })),
    ...(together === null
      ? []
      : [{ department: null, title: { ...small }, ...line(together.map(({ department }) => department)) }]),
  ]
}
