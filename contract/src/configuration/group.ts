import { z } from 'zod'
import { Account, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** A group of people. Who is in it, the directory says; `people` are in it besides. */
export const Group = z.strictObject({
  kind: z.literal('Group'),
  id: Slug,
  title: Text,
  /** The department whose administrators look after it; absent is the city's. */
  department: Slug.optional(),
  /** Groups that its members are in as well. */
  extends: z.array(Slug).default([]),
  people: z.array(Account).max(2000).default([]),
})
export type Group = z.infer<typeof Group>
