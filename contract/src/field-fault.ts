import { z } from 'zod'
import { Text } from './text.ts'

/**
 * What is wrong with one field of an input. The message goes on after the field's name and a colon: "must not be empty",
 * without a capital and without a full stop.
 */
export const FieldFault = z.strictObject({
  /** Where, as a JSON path such as `week.0.from`; empty where it is about the whole input. */
  path: z.string(),
  message: Text,
})
export type FieldFault = z.infer<typeof FieldFault>

export function fieldFault(path: string, de: string, en: string): FieldFault {
  return { path, message: { de, en } }
}
