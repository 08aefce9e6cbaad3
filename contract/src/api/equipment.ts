import { z } from 'zod'
import { Equipment } from '../configuration/equipment.ts'
import { Device, DeviceCard, DeviceId, DeviceRecord, DeviceState, ReturnAnswer } from '../equipment/device.ts'
import { Account, CalendarDate, Instant, PersonId, Slug } from '../identifiers.ts'
import { says } from '../issue-text.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'
import { DocumentView } from './telework.ts'

const DeviceParams = z.strictObject({ device: DeviceId })
const { types, attributes, returnChecklist } = Equipment.shape

/** The words for types, attributes and the checklist. */
export const equipmentTerms = route({
  method: 'GET',
  path: '/api/equipment/terms',
  summary: 'Types, attributes and the checklist for returns',
  permission: 'staff',
  answer: z.strictObject({
    types: types.unwrap(),
    attributes: attributes.unwrap(),
    returnChecklist: returnChecklist.unwrap(),
    today: CalendarDate,
  }),
})

export const myDevices = route({
  method: 'GET',
  path: '/api/equipment/mine',
  summary: 'The devices that I have',
  permission: 'staff',
  answer: z.array(Device),
})

export const myDeviceDocuments = route({
  method: 'GET',
  path: '/api/equipment/mine/documents',
  summary: 'The records of devices that I got and gave back, newest first (at most 200)',
  permission: 'staff',
  answer: z.array(DocumentView),
})

export const confirmDevice = route({
  method: 'POST',
  path: '/api/equipment/mine/:device/confirmation',
  summary: 'Confirm that I have a device that was handed over to me',
  permission: 'staff',
  params: DeviceParams,
  answer: Device,
})

/** Twelve letters and digits in groups, without those that look alike; typed on the device itself. */
export const EnrolmentCode = z
  .string()
  .trim()
  .regex(
    /^[2-9a-km-np-zA-KM-NP-Z]{4}([ -]?[2-9a-km-np-zA-KM-NP-Z]{4}){2}$/,
    says('hat zwölf Zeichen, in drei Gruppen zu vier', 'has twelve characters, in three groups of four'),
  )

export const makeEnrolmentCode = route({
  method: 'POST',
  path: '/api/equipment/devices/:device/enrolment-code',
  summary: 'A code that makes the browser of a device that was handed over known as this device’s; the last one counts',
  permission: 'equipment-manager',
  params: DeviceParams,
  answer: z.strictObject({ code: EnrolmentCode, expiresAt: Instant }),
})

export const enrolDevice = route({
  method: 'POST',
  path: '/api/equipment/mine/enrolment',
  summary:
    'This browser is that of a device of mine, by the code that I got with it: from now on rules know the device',
  permission: 'staff',
  body: z.strictObject({ code: EnrolmentCode }),
  answer: Device,
})

/** What one press on "device lost" did. */
export const LossReport = z.strictObject({
  device: Device,
  /** Sign-ins in other browsers that were ended. */
  signInsEnded: z.number().int(),
  sessionsEnded: z.number().int(),
  /** The second factor was on the device and has to be set up anew, in the office. */
  secondFactorRemoved: z.boolean(),
})
export type LossReport = z.infer<typeof LossReport>

export const loseDevice = route({
  method: 'POST',
  path: '/api/equipment/mine/:device/loss',
  summary: 'I lost a device: ends my other sign-ins and all my sessions, and tells those who have to know',
  permission: 'staff',
  params: DeviceParams,
  answer: LossReport,
})

export const devices = route({
  method: 'GET',
  path: '/api/equipment/devices',
  summary: 'The register of devices: those that match, by type and serial (at most 200)',
  permission: 'equipment-manager',
  query: z.object({
    q: z.string().max(100).optional(),
    state: DeviceState.optional(),
    /** Only those due back on this date or before. */
    dueUntil: CalendarDate.optional(),
  }),
  answer: z.strictObject({ total: z.number().int(), devices: z.array(Device) }),
})

export const stock = route({
  method: 'GET',
  path: '/api/equipment/stock',
  summary: 'How many devices of each type are in which state, and how many are overdue',
  permission: 'equipment-manager',
  answer: z.array(
    z.strictObject({
      type: Slug,
      title: Text,
      counts: z.record(DeviceState, z.number().int()),
      overdue: z.number().int(),
    }),
  ),
})

export const registerDevice = route({
  method: 'POST',
  path: '/api/equipment/devices',
  summary: 'Register a device',
  permission: 'equipment-manager',
  body: DeviceCard,
  answer: Device,
  status: 201,
})

export const device = route({
  method: 'GET',
  path: '/api/equipment/devices/:device',
  summary: 'One device with all that was recorded of it',
  permission: 'equipment-manager',
  params: DeviceParams,
  answer: z.strictObject({
    device: Device,
    records: z.array(DeviceRecord),
    documents: z.array(DocumentView),
    /** What is looked at when it comes back from the department that has it. */
    returnChecklist: returnChecklist.unwrap(),
  }),
})

export const deviceDocument = route({
  method: 'GET',
  path: '/api/equipment/documents/:document',
  summary: 'The record of a hand-over or a return as tagged PDF (PDF/UA-1)',
  permission: 'equipment-manager',
  params: z.strictObject({ document: z.uuid() }),
  answer: null,
  file: 'application/pdf',
})

export const changeDevice = route({
  method: 'PUT',
  path: '/api/equipment/devices/:device',
  summary: 'Correct what the register says of a device',
  permission: 'equipment-manager',
  params: DeviceParams,
  body: DeviceCard,
  answer: Device,
})

export const handOverDevice = route({
  method: 'POST',
  path: '/api/equipment/devices/:device/hand-over',
  summary: 'Hand a device over to somebody; nobody hands one over to herself',
  permission: 'equipment-manager',
  params: DeviceParams,
  body: z.strictObject({ person: PersonId, dueOn: CalendarDate.nullable() }),
  answer: Device,
})

export const setDue = route({
  method: 'PUT',
  path: '/api/equipment/devices/:device/due',
  summary: 'Set until when somebody may keep a device; null leaves it open',
  permission: 'equipment-manager',
  params: DeviceParams,
  body: z.strictObject({ dueOn: CalendarDate.nullable() }),
  answer: Device,
})

/** What somebody with an agreement asked for and does not have yet. */
export const WantedItem = z.strictObject({
  agreement: z.uuid(),
  person: z.strictObject({ id: PersonId, name: z.string(), department: z.string() }),
  /** The item of the form, and the type of the register that settles it. */
  item: Slug,
  title: Text,
  type: Slug,
  /** When the agreement begins. */
  from: CalendarDate,
})
export type WantedItem = z.infer<typeof WantedItem>

export const wantedEquipment = route({
  method: 'GET',
  path: '/api/equipment/wanted',
  summary: 'What people with an agreement asked for and have not got yet; the earliest agreements first (at most 200)',
  permission: 'equipment-manager',
  answer: z.strictObject({ total: z.number().int(), wanted: z.array(WantedItem) }),
})

export const settleWanted = route({
  method: 'POST',
  path: '/api/equipment/wanted/:agreement/settlement',
  summary: 'Something that was asked for is not needed any more, or was solved otherwise',
  permission: 'equipment-manager',
  params: z.strictObject({ agreement: z.uuid() }),
  body: z.strictObject({ item: Slug, note: z.string().trim().min(1).max(500) }),
  answer: null,
})

export const returnDevice = route({
  method: 'POST',
  path: '/api/equipment/devices/:device/return',
  summary: 'Take a device back, with the whole checklist answered',
  permission: 'equipment-manager',
  params: DeviceParams,
  body: z.strictObject({ answers: z.array(ReturnAnswer).max(50) }),
  answer: Device,
})

export const reportDeviceLost = route({
  method: 'POST',
  path: '/api/equipment/devices/:device/loss',
  summary: 'Somebody reported that she lost her device: the same as if she had pressed the button herself',
  permission: 'equipment-manager',
  params: DeviceParams,
  answer: LossReport,
})

export const restockDevice = route({
  method: 'POST',
  path: '/api/equipment/devices/:device/restocking',
  summary: 'A device was checked and mended, or found again: it may be handed over',
  permission: 'equipment-manager',
  params: DeviceParams,
  body: z.strictObject({ note: z.string().trim().min(1).max(500) }),
  answer: Device,
})

export const retireDevice = route({
  method: 'POST',
  path: '/api/equipment/devices/:device/retirement',
  summary: 'Take a device out of service for good',
  permission: 'equipment-manager',
  params: DeviceParams,
  body: z.strictObject({ note: z.string().trim().min(1).max(500) }),
  answer: Device,
})

export const exportDevices = route({
  method: 'GET',
  path: '/api/equipment/export',
  summary: 'The whole register as CSV (RFC 4180, UTF-8, semicolons)',
  permission: 'equipment-manager',
  answer: z.strictObject({ name: z.string(), csv: z.string() }),
})

/** Lines with `type;serial;model;attributes`; other columns of an export are ignored. All lines are taken, or none. */
export const importDevices = route({
  method: 'POST',
  path: '/api/equipment/import',
  summary: 'Add or correct devices by type and serial from CSV',
  permission: 'equipment-manager',
  body: z.strictObject({ csv: z.string().min(1).max(4_000_000) }),
  answer: z.strictObject({ added: z.number().int(), changed: z.number().int() }),
  large: true,
})

export const findRecipients = route({
  method: 'GET',
  path: '/api/equipment/people',
  summary: 'Find people to hand a device over to (at most 20)',
  permission: 'equipment-manager',
  query: z.object({ q: z.string().min(2).max(100) }),
  answer: z.array(
    z.strictObject({ id: PersonId, account: Account, name: z.string(), department: z.string(), departmentTitle: Text }),
  ),
})
