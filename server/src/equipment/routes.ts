import * as routes from '@nahtlos/contract/api/equipment'
import { deviceDocumentFile, deviceDocumentsOf, documentsOfDevice } from '../documents/documents.ts'
import type { Api } from '../http/api.ts'
import { implement, implementFile } from '../http/implement.ts'
import { lookForPeople } from '../people/look-for-people.ts'
import { recordLook, recordLookAtHolders, recordLooks } from '../privacy/record-look.ts'
import { ProblemError } from '../problem-error.ts'
import { exportDevices, importDevices } from './csv.ts'
import { devicesOf, findDevices, loadDevice, recordsOf } from './devices.ts'
import { enrolDevice, makeEnrolmentCode } from './enrol-device.ts'
import { handOver } from './hand-over.ts'
import { loseDevice } from './lose-device.ts'
import { changeDevice, registerDevice } from './register.ts'
import { equipmentInForce } from './rules-in-force.ts'
import { countStock } from './stock.ts'
import { takeStep } from './take-step.ts'
import { settleWanted, wantedEquipment } from './wanted.ts'

/** Devices: mine, and the register of those who hand them out. */
export function equipmentRoutes(api: Api): void {
  const { services } = api
  const { database } = services

  implement(api, routes.equipmentTerms, async () => {
    const { rules, today } = equipmentInForce(services)
    const { types, attributes, returnChecklist } = rules
    return { types: [...types], attributes: [...attributes], returnChecklist: [...returnChecklist], today }
  })
  implement(api, routes.myDevices, ({ caller }) => devicesOf(database, caller.person.id))
  implement(api, routes.myDeviceDocuments, ({ caller }) => deviceDocumentsOf(database, caller.person.id))
  implement(api, routes.confirmDevice, ({ caller, params }) =>
    takeStep(services, caller, params.device, 'own', { deed: 'confirmed' }),
  )
  implement(api, routes.enrolDevice, async ({ caller, body, setDeviceKey }) => {
    const { device, key } = await enrolDevice(services, caller, body.code)
    setDeviceKey(key)
    return device
  })
  implement(api, routes.makeEnrolmentCode, ({ caller, params }) => makeEnrolmentCode(services, caller, params.device))
  implement(api, routes.loseDevice, ({ caller, params }) => loseDevice(services, caller, params.device, 'own'))

  const look = (by: string, people: readonly (string | undefined)[]) =>
    recordLooks(services, database, { people: people.filter((one) => one !== undefined), by, what: 'devices' })
  implement(api, routes.devices, async ({ caller, query }) => {
    const found = await findDevices(database, query)
    await look(
      caller.person.id,
      found.devices.map(({ holding }) => holding?.person.id),
    )
    return found
  })
  implement(api, routes.stock, () => countStock(services))
  implement(api, routes.registerDevice, ({ caller, body }) => registerDevice(services, caller, body))
  implement(api, routes.device, async ({ caller, params }) => {
    const device = await loadDevice(database, params.device)
    const person = device.holding?.person.id
    if (person !== undefined) await recordLook(services, database, { person, by: caller.person.id, what: 'devices' })
    const [records, documents] = await Promise.all([
      recordsOf(database, params.device),
      documentsOfDevice(database, params.device),
    ])
    const { returnChecklist } = equipmentInForce(services, device.holding?.person.department ?? null).rules
    return { device, records, documents, returnChecklist: [...returnChecklist] }
  })
  implementFile(api, routes.deviceDocument, ({ params }) => deviceDocumentFile(services, params.document))
  implement(api, routes.changeDevice, ({ caller, params, body }) => changeDevice(services, caller, params.device, body))
  implement(api, routes.wantedEquipment, async ({ caller }) => {
    const found = await wantedEquipment(services)
    await look(
      caller.person.id,
      found.wanted.map(({ person }) => person.id),
    )
    return found
  })
  implement(api, routes.settleWanted, ({ caller, params, body }) =>
    settleWanted(services, caller, { agreement: params.agreement, ...body }),
  )
  implement(api, routes.setDue, ({ caller, params, body }) =>
    takeStep(services, caller, params.device, 'any', { deed: 'due-set', dueOn: body.dueOn }),
  )
  implement(api, routes.handOverDevice, async ({ caller, params, body }) => {
    const person = await database
      .selectFrom('person')
      .select(['id', 'name', 'department'])
      .where('id', '=', body.person)
      .where('departed_at', 'is', null)
      .executeTakeFirst()
    if (person === undefined) throw new ProblemError('not-found')
    return handOver(services, caller, params.device, { person, dueOn: body.dueOn })
  })
  implement(api, routes.returnDevice, ({ caller, params, body }) =>
    takeStep(services, caller, params.device, 'any', { deed: 'returned', answers: body.answers }),
  )
  implement(api, routes.reportDeviceLost, ({ caller, params }) => loseDevice(services, caller, params.device, 'any'))
  implement(api, routes.restockDevice, ({ caller, params, body }) =>
    takeStep(services, caller, params.device, 'any', { deed: 'checked', note: body.note }),
  )
  implement(api, routes.retireDevice, ({ caller, params, body }) =>
    takeStep(services, caller, params.device, 'any', { deed: 'retired', note: body.note }),
  )
  implement(api, routes.exportDevices, async ({ caller }) => {
    await recordLookAtHolders(services, caller.person.id)
    return { name: `devices-${equipmentInForce(services).today}.csv`, csv: await exportDevices(database) }
  })
  implement(api, routes.importDevices, ({ caller, body }) => importDevices(services, caller, body.csv))
  implement(api, routes.findRecipients, ({ caller, query }) => lookForPeople(services, caller, query.q))
}
