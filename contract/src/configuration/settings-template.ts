import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/**
 * Which files below the home are the settings of an app or of a desktop part.
 * Patterns are globs relative to the home: `*` within a folder, `**` across folders.
 */
export const SettingsTemplate = z.strictObject({
  kind: z.literal('SettingsTemplate'),
  id: Slug,
  title: Text,
  include: z.array(z.string().min(1)).min(1),
  exclude: z.array(z.string().min(1)).default([]),
  /** `logon`: restored before the desktop starts. */
  scope: z.literal('logon').default('logon'),
  /** Bytes of all files together; beyond it the last good snapshot stays. */
  sizeLimit: z
    .number()
    .int()
    .positive()
    .default(64 * 1024 * 1024),
  /** Snapshots kept per person. */
  keep: z.number().int().min(1).default(30),
})
export type SettingsTemplate = z.infer<typeof SettingsTemplate>
