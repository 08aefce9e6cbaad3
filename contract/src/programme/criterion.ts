import { z } from 'zod'
import { CalendarDate } from '../identifiers.ts'
import { Text } from '../text.ts'

/** One condition of taking part, checked before anything is filled in. */
export const Criterion = z.strictObject({
  id: z.enum(['months-in-role', 'share-of-full-time']),
  /** Null where the directory does not say; somebody looks at it then. */
  met: z.boolean().nullable(),
  text: Text,
  /** From when a request is possible, where that is known. */
  from: CalendarDate.nullable(),
})
export type Criterion = z.infer<typeof Criterion>
