import { z } from 'zod'
import { says } from '../issue-text.ts'
import { Text } from '../text.ts'

/** One YAML file of a configuration as its author wrote it; it may hold several documents. */
export const ConfigurationFile = z.strictObject({
  /**
   * Relative to the configuration's directory, with `/`. One file has one path, and no part of it is hidden: a directory
   * that was exported is what was published.
   */
  path: z.string().regex(/^\w[\w.-]*(?:\/\w[\w.-]*)*\.ya?ml$/),
  text: z
    .string()
    .max(1024 * 1024)
    .refine(
      (text) => text.isWellFormed(),
      says('muss sich als UTF-8 schreiben lassen', 'must be text that UTF-8 can write'),
    ),
})
export type ConfigurationFile = z.infer<typeof ConfigurationFile>

/** What is wrong with a configuration, where, and what to do. Lines and columns count from 1. */
export const ConfigurationFault = z.strictObject({
  path: z.string(),
  line: z.number().int().min(1),
  column: z.number().int().min(1),
  /** The document, e.g. `Workspace/sozialamt`, where it is known. */
  document: z.string().nullable(),
  message: Text,
})
export type ConfigurationFault = z.infer<typeof ConfigurationFault>
