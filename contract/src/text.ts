import { z } from 'zod'

/** A sentence for people, in both languages of the product. */
export const Text = z.strictObject({ de: z.string().min(1), en: z.string().min(1) })
export type Text = z.infer<typeof Text>

export const Language = z.enum(['de', 'en'])
export type Language = z.infer<typeof Language>
