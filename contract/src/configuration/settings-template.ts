import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { says } from '../issue-text.ts'
import { Text } from '../text.ts'
import { SettingsFormat } from './settings-format.ts'

const Patterns = z.array(z.string().min(1))
const HomePath = z.string().min(1).max(1024)
const Version = z
  .string()
  .regex(/^[\w.+~:-]+$/, says('muss eine Version wie 153.0 sein', 'must be a version such as 153.0'))

/**
 * `logon`: the package is there before the desktop starts. `apps`: it arrives when the first of these apps starts,
 * before its first process reads it.
 */
export const TemplateScope = z.union([z.literal('logon'), z.strictObject({ apps: z.array(Slug).min(1) })])
export type TemplateScope = z.infer<typeof TemplateScope>

/**
 * `exit`: captured when the last process of its apps has ended, and at the end of the session. `continuous`: also
 * while they run; a change waits for so many seconds at most, and this is what the loss of a host can cost.
 */
export const TemplateCapture = z.union([
  z.literal('exit'),
  z.strictObject({ continuous: z.number().int().min(1).max(3600) }),
])
export type TemplateCapture = z.infer<typeof TemplateCapture>

/**
 * Which files below the home are the settings of an app or of a desktop part.
 * Patterns are globs relative to the home: `*` within a folder, `**` across folders.
 */
export const SettingsTemplate = z.strictObject({
  kind: z.literal('SettingsTemplate'),
  id: Slug,
  title: Text,
  /** The department whose administrators look after it; absent is the city's. */
  department: Slug.optional(),
  include: Patterns.min(1),
  exclude: Patterns.default([]),
  scope: TemplateScope.default('logon'),
  capture: TemplateCapture.default({ continuous: 30 }),
  /** The first that fits a file's path counts. Databases of SQLite need no word: they are known by their first bytes. */
  formats: z.array(z.strictObject({ files: Patterns.min(1), format: SettingsFormat })).default([]),
  /** What somebody has who has no settings of it yet. */
  defaults: z.array(z.strictObject({ path: HomePath, text: z.string().max(65_536) })).default([]),
  /**
   * For which versions of the app it is, by its Debian package on the host: from the first up to, but without, the
   * second. On a host that has another version, or none, the template does not exist.
   */
  versions: z
    .strictObject({ package: z.string().min(1), from: Version.optional(), before: Version.optional() })
    .optional(),
  /**
   * The template that it takes over from, of an earlier version of the app: a person without settings of this one
   * begins with hers of that one, files and folders moved. The former package stays as it is, for hosts that still
   * have the former version.
   */
  succeeds: z
    .strictObject({
      template: Slug,
      moves: z.array(z.strictObject({ from: HomePath, to: HomePath })).default([]),
    })
    .optional(),
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
