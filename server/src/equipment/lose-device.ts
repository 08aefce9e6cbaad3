import type { LossReport } from '@nahtlos/contract/api/equipment'
import type { Caller } from '../access/caller.ts'
import { orderEnd } from '../brokering/end-session.ts'
import { accessChanged, signInEnded } from '../database/channels.ts'
import { notify, type Queries } from '../database/database.ts'
import { tell } from '../notifications/tell.ts'
import { holdersOf } from '../people/holders-of.ts'
import { eachAlone } from '../rounds/each-alone.ts'
import type { Services } from '../services.ts'
import { equipmentInForce } from './rules-in-force.ts'
import { deviceName, stepWithin, type Whose } from './take-step.ts'

/**
 * "Gerät verloren" (BSI INF.9.A5): whoever finds the device must find nothing open. In one transaction the device
 * counts as lost, every sign-in of its holder ends but the one that reports it, and those are told who have to know;
 * then all her sessions end, with their settings saved. Where the second factor was on the device, that goes too.
 */
export async function loseDevice(services: Services, caller: Caller, id: string, whose: Whose): Promise<LossReport> {
  const { database } = services
  const lost = await database.transaction().execute(async (transaction) => {
    const { before, device } = await stepWithin(services, transaction, caller, id, whose, { deed: 'lost' })
    const holder = before.holding?.person.id
    // Only what somebody has can be lost; the step was refused otherwise.
    if (holder === undefined) throw new Error(`device ${id} was lost without a holder`)
    const type = equipmentInForce(services).rules.types.find((one) => one.id === device.type)
    const signInsEnded = await endSignIns(transaction, holder, caller.signIn.id)
    const secondFactorRemoved = type?.secondFactor === true && (await removeSecondFactor(transaction, holder))
    await notify(transaction, accessChanged, holder)
    await tell(services, transaction, {
      people: await holdersOf(transaction, 'equipment-manager', 'administrator'),
      kind: 'device-lost-by-another',
      key: `${id} ${services.clock().toISOString()}`,
      about: deviceName(services, device),
    })
    return { holder, device, signInsEnded, secondFactorRemoved }
  })
  const sessions = await database
    .selectFrom('session')
    .select('id')
    .where('person', '=', lost.holder)
    .where('state', 'in', ['placing', 'preparing', 'ready'])
    .execute()
  // One session that cannot be ended must not leave the others open.
  await eachAlone(
    services,
    sessions,
    ({ id }) => `session ${id}`,
    ({ id }) => orderEnd(services, id, caller.person.id, caller.context.clientAddress),
  )
  const { device, signInsEnded, secondFactorRemoved } = lost
  return { device, signInsEnded, sessionsEnded: sessions.length, secondFactorRemoved }
}

async function endSignIns(queries: Queries, person: string, except: string): Promise<number> {
  const ended = await queries
    .deleteFrom('sign_in')
    .where('person', '=', person)
    .where('id', '!=', except)
    .returning('id')
    .execute()
  for (const { id } of ended) await notify(queries, signInEnded, id)
  return ended.length
}

async function removeSecondFactor(queries: Queries, person: string): Promise<boolean> {
  const removed = await queries.deleteFrom('second_factor').where('person', '=', person).returning('person').execute()
  return removed.length > 0
}
