import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { says } from '../issue-text.ts'
import { Text } from '../text.ts'

/**
 * What a failure of an action means: `security` blocks the logon (or the connection that needs it), `comfort` is
 * only told. Every action says which it is.
 */
export const Concern = z.enum(['security', 'comfort'])
export type Concern = z.infer<typeof Concern>

/** A place below the home: names with `/` between them, nothing that leads out of it. */
export const HomePath = z
  .string()
  .max(1024)
  .regex(
    /^(?!\/)(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\p{Cc}\\]+$/u,
    says(
      'muss ein Pfad im persönlichen Verzeichnis sein, ohne "..", wie Briefkopf/logo.svg',
      'must be a path below the home, without "..", such as Briefkopf/logo.svg',
    ),
  )
export type HomePath = z.infer<typeof HomePath>

/** A program and its arguments, without a shell. */
const Command = z.array(z.string().min(1).max(4096)).min(1).max(64)
/** Texts with these may name `{{account}}`, `{{name}}`, `{{uid}}` and `{{zone}}`. */
const Template = z.string().max(65_536)

const common = {
  /** Its name within the rule, for `after`, explanations and logs. */
  id: Slug,
  concern: Concern,
  /** The action of the same rule that must have succeeded before; those without it begin together. */
  after: Slug.optional(),
  /** Seconds. */
  timeout: z.number().int().min(1).max(300).default(10),
}
/** For what lasts: whether it stays when the rule no longer applies. */
const lasting = { ...common, keep: z.boolean().default(false) }
/** For what the person could change: whether it is put right again when she does. */
const protectable = { ...lasting, protect: z.boolean().default(false) }

/** An environment variable of everything that is started from then on. */
export const VariableAction = z.strictObject({
  action: z.literal('variable'),
  ...lasting,
  name: z
    .string()
    .regex(
      /^(?!(?:LD_|NAHTLOS_))[A-Z_][A-Z0-9_]{0,63}$/,
      says(
        'muss aus großen Buchstaben, Ziffern und Unterstrichen bestehen',
        'must be capital letters, digits and underscores',
      ),
    ),
  value: Template,
})

export const FileAction = z.strictObject({
  action: z.literal('file'),
  ...protectable,
  path: HomePath,
  content: Template,
  executable: z.boolean().default(false),
})

export const LinkAction = z.strictObject({
  action: z.literal('link'),
  ...protectable,
  path: HomePath,
  /** Absolute, or relative to the home. */
  to: z.string().min(1).max(1024),
})

const Scalar = z.union([z.string().max(4096), z.number(), z.boolean()])

/**
 * One key of a file of settings, or of a settings service.
 * - `ini`: `path` below the home, `key` is `Section/Key`
 * - `json`: `path`, `key` is a JSON pointer (RFC 6901)
 * - `xml`: `path`, `key` is such as `/a/b[@name="c"]/@value`, an attribute or element that is set or made
 * - `prefs`: `path`, `key` is a preference of Firefox or Thunderbird
 * - `dconf`: `key` such as `/org/gnome/desktop/interface/clock-format`, a string as GVariant text
 * - `xfconf`: `key` is `channel/property`, such as `xfwm4/general/theme`
 */
export const KeyAction = z.strictObject({
  action: z.literal('key'),
  ...protectable,
  format: z.enum(['ini', 'json', 'xml', 'prefs', 'dconf', 'xfconf']),
  path: HomePath.optional(),
  key: z.string().min(1).max(1024),
  value: Scalar,
})

/** A launcher of a command or an address in the start menu, and on the desktop where it is wanted there. */
export const MenuEntryAction = z.strictObject({
  action: z.literal('menu-entry'),
  ...lasting,
  title: Text,
  /** A program, or one address that the browser opens. */
  opens: z.union([z.strictObject({ command: Command }), z.strictObject({ address: z.url({ protocol: /^https?$/ }) })]),
  icon: z.string().min(1).default('applications-other'),
  desktop: z.boolean().default(false),
})

/** Which app opens a type of file. */
export const FileTypeAction = z.strictObject({
  action: z.literal('file-type'),
  ...protectable,
  type: z
    .string()
    .regex(/^[a-z]+\/[\w.+-]+$/, says('muss ein MIME-Typ wie text/csv sein', 'must be a MIME type such as text/csv')),
  app: Slug,
})

/**
 * A folder of a file server below the home. `credentials` says who asks the server: the person by Kerberos, the
 * person by name and password from a store of the host, or nobody in particular.
 */
export const DriveAction = z.strictObject({
  action: z.literal('drive'),
  ...lasting,
  timeout: common.timeout.unwrap().default(20),
  protocol: z.enum(['smb', 'nfs', 'webdav']),
  /** `//server/share/folder`, `server:/folder`, or `https://server/folder`. */
  address: z.string().min(3).max(1024),
  folder: HomePath,
  credentials: z.union([z.enum(['kerberos', 'guest']), z.strictObject({ store: Slug })]).default('kerberos'),
})

/** The printer that is offered first. */
export const PrinterAction = z.strictObject({
  action: z.literal('printer'),
  ...lasting,
  queue: z.string().regex(/^[\w.-]{1,127}$/),
  /** `name:port` or a socket's path of another CUPS than the host's own. */
  server: z.string().max(255).optional(),
})

export const DesktopPart = z.enum(['panel', 'backdrop', 'windows', 'shortcuts', 'look', 'session'])
export type DesktopPart = z.infer<typeof DesktopPart>

/** Parts of the desktop that stay as the workspace has them, whatever the person does. Counts from the next logon. */
export const KioskAction = z.strictObject({
  action: z.literal('kiosk'),
  ...lasting,
  parts: z.array(DesktopPart).min(1),
})

/**
 * A shell script, as the person in her session or as root on the host; it finds `NAHTLOS_ACCOUNT`, `NAHTLOS_UID`,
 * `NAHTLOS_SESSION`, `NAHTLOS_ZONE` and `NAHTLOS_TRIGGER`. With `undo` it lasts: that runs when the rule no longer
 * applies, and at the end of the session.
 */
export const ScriptAction = z.strictObject({
  action: z.literal('script'),
  ...lasting,
  as: z.enum(['person', 'root']),
  run: z.string().min(1).max(65_536),
  undo: z.string().min(1).max(65_536).optional(),
})

/** A note on the desktop; it stays until it is put away where it is `important`. */
export const MessageAction = z.strictObject({
  action: z.literal('message'),
  ...common,
  title: Text,
  text: Text,
  important: z.boolean().default(false),
})

export const StartAppAction = z.strictObject({ action: z.literal('start-app'), ...common, app: Slug })
/** Asks the windows of an app to close; what is left after the timeout is ended. */
export const CloseAppAction = z.strictObject({ action: z.literal('close-app'), ...common, app: Slug })

export const EnvironmentAction = z.discriminatedUnion('action', [
  VariableAction,
  FileAction,
  LinkAction,
  KeyAction,
  MenuEntryAction,
  FileTypeAction,
  DriveAction,
  PrinterAction,
  KioskAction,
  ScriptAction,
  MessageAction,
  StartAppAction,
  CloseAppAction,
])
export type EnvironmentAction = z.infer<typeof EnvironmentAction>
export const ActionKind = z.enum([
  'variable',
  'file',
  'link',
  'key',
  'menu-entry',
  'file-type',
  'drive',
  'printer',
  'kiosk',
  'script',
  'message',
  'start-app',
  'close-app',
])
export type ActionKind = EnvironmentAction['action']
export type ActionOf<K extends ActionKind> = Extract<EnvironmentAction, { action: K }>
