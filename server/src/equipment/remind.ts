import { daysFrom } from '@nahtlos/core/programme/calendar-date'
import { sql } from 'kysely'
import { tell } from '../notifications/tell.ts'
import { eachAlone } from '../rounds/each-alone.ts'
import type { Services } from '../services.ts'
import { selectDevices, toDevice } from './devices.ts'
import { equipmentInForce } from './rules-in-force.ts'
import { deviceName } from './take-step.ts'

/** Reminds holders some days before a device is due back, and once more when it is overdue. May run at any time. */
export async function remindOfDevices(services: Services): Promise<void> {
  const { rules: city, today } = equipmentInForce(services)
  const most = Math.max(city.remindDaysBefore, ...city.otherwise.map(({ remindDaysBefore }) => remindDaysBefore ?? 0))
  const rows = await selectDevices(services.database)
    .where('state', '=', 'handed-over')
    .where('due_on', '<=', daysFrom(today, most))
    // Told once, and looked at every minute: what was told is left out here and not one by one.
    .where(
      sql<boolean>`not exists (select from notice where key = case when due_on < ${today} then 'device-overdue' else
        'device-due-soon' end || ' ' || device.id || ' ' || due_on || ' ' || holder)`,
    )
    .execute()
  await eachAlone(
    services,
    rows,
    ({ id }) => `device ${id}`,
    async (row) => {
      const device = toDevice(row)
      const { holding } = device
      if (holding === null || holding.dueOn === null) return
      const { rules } = equipmentInForce(services, holding.person.department)
      if (holding.dueOn > daysFrom(today, rules.remindDaysBefore)) return
      await tell(services, services.database, {
        people: [holding.person.id],
        kind: holding.dueOn < today ? 'device-overdue' : 'device-due-soon',
        key: `${device.id} ${holding.dueOn}`,
        about: deviceName(services, device),
      })
    },
  )
}
