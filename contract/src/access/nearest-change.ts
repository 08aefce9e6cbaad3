import { z } from 'zod'
import { Right } from '../rights.ts'
import { Text } from '../text.ts'

const ItemKind = z.enum(['app', 'bound', 'rule'])

/** What can be had or not: the workspace itself, a right in it, one of its apps, a bound of it, an environment rule. */
export const Item = z.union([z.literal('access'), Right, z.templateLiteral([ItemKind, '/', z.string()])])
export type Item = z.infer<typeof Item>

/** The smallest change of the facts that would alter a decision; `several` is two or three that lack together. */
export const NearestChange = z.strictObject({
  item: Item,
  /** What the item is called. */
  title: Text,
  /** Whether she has it now; the change would turn that round. */
  has: z.boolean(),
  change: z.enum([
    'second-factor',
    'agreement',
    'time',
    'device',
    'training',
    'home-workplace',
    'session',
    'place',
    'group',
    'several',
  ]),
  /** "am Montag, 2. März 2026, um 19:00 Uhr", "im Netzbereich Büro", "ohne die Gruppe …" */
  text: Text,
})
export type NearestChange = z.infer<typeof NearestChange>
