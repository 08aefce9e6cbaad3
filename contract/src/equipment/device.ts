import { z } from 'zod'
import { CalendarDate, Instant, PersonId, Slug } from '../identifiers.ts'
import { says } from '../issue-text.ts'

export const DeviceId = z.uuid()
export type DeviceId = z.infer<typeof DeviceId>

/** A maker's serial number, as it is printed; compared without regard to case. */
export const Serial = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._/#-]{0,63}$/u,
    says(
      'muss aus höchstens 64 Buchstaben, Ziffern und . _ / # - bestehen',
      'must be letters, digits and . _ / # -, at most 64',
    ),
  )

/**
 * - `in-stock`: may be handed over.
 * - `handed-over`: somebody has it.
 * - `in-check`: came back, and something of the checklist was not in order.
 * - `lost`, `retired`: nobody gets it; what was lost may be found again.
 */
export const DeviceState = z.enum(['in-stock', 'handed-over', 'in-check', 'lost', 'retired'])
export type DeviceState = z.infer<typeof DeviceState>

/** What an inventory says of a device. Attributes that are not named are not there. */
export const DeviceCard = z.strictObject({
  /** A type of the configuration. */
  type: Slug,
  serial: Serial,
  /** Maker and model, as people call it. */
  model: z.string().trim().min(1).max(120),
  /** Attributes of the configuration that it has, such as `disk-encryption`. */
  attributes: z.array(Slug).max(30).default([]),
})
export type DeviceCard = z.infer<typeof DeviceCard>

/** Who has a device, since when, and until when. */
export const Holding = z.strictObject({
  person: z.strictObject({ id: PersonId, name: z.string(), department: z.string() }),
  since: Instant,
  /** When it is due back; null where that is left open. */
  dueOn: CalendarDate.nullable(),
  /** When the person confirmed that she has it. */
  confirmedAt: Instant.nullable(),
  /** Since when its browser is known as this device's; null where it is not. */
  enrolledAt: Instant.nullable(),
})
export type Holding = z.infer<typeof Holding>

export const Device = z.strictObject({
  id: DeviceId,
  ...DeviceCard.shape,
  state: DeviceState,
  /** Whoever has it or lost it; null in every other state. */
  holding: Holding.nullable(),
})
export type Device = z.infer<typeof Device>

/** One answer of the checklist at the return. */
export const ReturnAnswer = z.strictObject({
  item: Slug,
  inOrder: z.boolean(),
  /** Needed where it is not in order. */
  note: z.string().trim().max(500).nullable(),
})
export type ReturnAnswer = z.infer<typeof ReturnAnswer>

export const DeviceDeed = z.enum([
  'registered',
  'changed',
  'handed-over',
  'confirmed',
  'enrolled',
  'returned',
  'due-set',
  'checked',
  'lost',
  'found',
  'retired',
])
export type DeviceDeed = z.infer<typeof DeviceDeed>

/** One recorded step in a device's life; records are only ever added. */
export const DeviceRecord = z.strictObject({
  at: Instant,
  deed: DeviceDeed,
  /** Null where the end of an agreement did it. */
  by: z.strictObject({ id: PersonId, name: z.string() }).nullable(),
  /** Who had it then. */
  person: z.strictObject({ id: PersonId, name: z.string() }).nullable(),
  dueOn: CalendarDate.nullable(),
  answers: z.array(ReturnAnswer),
  note: z.string().nullable(),
})
export type DeviceRecord = z.infer<typeof DeviceRecord>
