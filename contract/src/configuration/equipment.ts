import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

const named = z.strictObject({ id: Slug, title: Text })

const types = [
  {
    id: 'notebook',
    title: { de: 'Notebook', en: 'Notebook' },
    handedOverOnlyWith: ['disk-encryption', 'privacy-screen'],
  },
  { id: 'phone', title: { de: 'Diensthandy', en: 'Mobile phone' }, secondFactor: true },
  { id: 'screen', title: { de: 'Bildschirm', en: 'Screen' } },
  { id: 'docking-station', title: { de: 'Dockingstation', en: 'Docking station' } },
  { id: 'headset', title: { de: 'Headset', en: 'Headset' } },
  { id: 'furniture', title: { de: 'Möbelstück', en: 'Piece of furniture' } },
]

const attributes = [
  { id: 'disk-encryption', title: { de: 'Datenträger verschlüsselt', en: 'Disk encrypted' } },
  { id: 'privacy-screen', title: { de: 'Blickschutzfolie', en: 'Privacy screen' } },
  { id: 'lockable', title: { de: 'Abschließbar', en: 'Lockable' } },
  { id: 'managed', title: { de: 'Zentral verwaltet', en: 'Centrally managed' } },
]

const returnChecklist = [
  { id: 'complete', title: { de: 'Netzteil und Zubehör sind dabei', en: 'Power supply and accessories are there' } },
  { id: 'undamaged', title: { de: 'Es gibt keine sichtbaren Schäden', en: 'There is no visible damage' } },
  { id: 'no-paper', title: { de: 'Dienstliche Unterlagen sind zurück', en: 'Official papers are back' } },
  { id: 'wiped', title: { de: 'Gespeicherte Daten sind gelöscht', en: 'Stored data is erased' } },
]

const fields = {
  returnChecklist: z.array(named),
  /** Days after the end of an agreement within which its person brings back what she has. */
  returnWithinDays: z.number().int().min(0).max(365),
  /** Days before a device is due back at which its holder is reminded. */
  remindDaysBefore: z.number().int().min(1).max(365),
}

/** The rules of devices that are handed out; at most one document. What it leaves out is as here. */
export const Equipment = z.strictObject({
  kind: z.literal('Equipment'),
  id: Slug,
  types: z
    .array(
      z.strictObject({
        ...named.shape,
        /** Attributes without which it stays in stock. */
        handedOverOnlyWith: z.array(Slug).default([]),
        /** Whoever loses it loses the second factor that is on it. */
        secondFactor: z.boolean().default(false),
      }),
    )
    .min(1)
    .prefault(types),
  attributes: z.array(named).prefault(attributes),
  returnChecklist: fields.returnChecklist.prefault(returnChecklist),
  returnWithinDays: fields.returnWithinDays.default(7),
  remindDaysBefore: fields.remindDaysBefore.default(14),
  /** What holds otherwise for the people of some departments; what is left out is as for the city. */
  otherwise: z
    .array(
      z.strictObject({
        departments: z.array(Slug).min(1),
        ...z.object(fields).partial().shape,
        /** Attributes without which a device of a type is not handed over to them, by type. */
        handedOverOnlyWith: z.record(Slug, z.array(Slug)).optional(),
      }),
    )
    .default([]),
})
export type Equipment = z.infer<typeof Equipment>
