import { z } from 'zod'
import { RestoreState } from '../host/restore.ts'
import { Instant, PersonId, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

/**
 * How a version came to be:
 *
 * - `captured`: saved from a session
 * - `merged`: two sessions changed it at once, and both are in it
 * - `set-aside`: what another version won against; kept beside the head, never the head itself
 * - `restored`, `reset`, `imported`: somebody asked for it
 * - `repaired`: what an integrity check could save
 */
export const VersionKind = z.enum(['captured', 'merged', 'set-aside', 'restored', 'reset', 'imported', 'repaired'])
export type VersionKind = z.infer<typeof VersionKind>

/** One version of a package in its timeline. */
export const SettingsVersion = z.strictObject({
  /** Grows with time; unique in the whole installation. */
  number: z.number().int().min(1),
  at: Instant,
  /** The session host that it was saved on; null where it was made in the portal. */
  host: z.string().nullable(),
  kind: VersionKind,
  /** Whether it is what the next start of the app gets. */
  current: z.boolean(),
  /** What changed since the version before, one sentence each, the telling ones first. */
  changes: z.array(Text),
  /** How many more there are than are told. */
  moreChanges: z.number().int(),
  /** With `merged`: what both sessions changed; the version before, set aside, has the other value. */
  conflicts: z.array(Text),
  /** With `restored`: when the version that was taken back was saved. */
  restoredFrom: Instant.nullable(),
  /** Who asked for it, where somebody else than the person did. */
  by: z.string().nullable(),
  /** False where an integrity check found that something of it is lost: it can't be restored. */
  whole: z.boolean(),
})
export type SettingsVersion = z.infer<typeof SettingsVersion>

/** A restore that a running session has not taken over yet, or how it went. */
export const SettingsRestore = z.strictObject({
  state: z.enum(['asked', ...RestoreState.options]),
  /** The running session's title. */
  session: Text,
})
export type SettingsRestore = z.infer<typeof SettingsRestore>

/** The stored settings of one app or part of the desktop. */
export const SettingsPackage = z.strictObject({
  template: Slug,
  title: Text,
  /** When the newest version was saved. */
  savedAt: Instant,
  versions: z.number().int(),
  restores: z.array(SettingsRestore),
})
export type SettingsPackage = z.infer<typeof SettingsPackage>

export const SettingsTimeline = SettingsPackage.extend({ timeline: z.array(SettingsVersion) })
export type SettingsTimeline = z.infer<typeof SettingsTimeline>

const Template = z.strictObject({ template: Slug })
const Restored = z.strictObject({ version: z.number().int().min(1) })

export const mySettings = route({
  method: 'GET',
  path: '/api/settings',
  summary: 'My stored settings, app by app',
  permission: 'staff',
  answer: z.array(SettingsPackage),
})

export const settingsTimeline = route({
  method: 'GET',
  path: '/api/settings/packages/:template',
  summary: 'The versions of one of my packages, newest first, and what changed in words',
  permission: 'staff',
  params: Template,
  answer: SettingsTimeline,
})

/** What was there stays in the timeline, so restoring can be undone by restoring. */
export const restoreSettings = route({
  method: 'POST',
  path: '/api/settings/packages/:template/restoration',
  summary: 'Make a version of one of my packages the present one',
  permission: 'staff',
  params: Template,
  body: Restored,
  answer: SettingsTimeline,
})

export const resetSettings = route({
  method: 'POST',
  path: '/api/settings/packages/:template/reset',
  summary: 'Give one app the settings that the workspace begins with',
  permission: 'staff',
  params: Template,
  answer: SettingsTimeline,
})

/** Stored passwords of apps are in it: only from where something may be taken out of a workspace, else `no-taking-out`. */
export const exportSettings = route({
  method: 'GET',
  path: '/api/settings/archive',
  summary: 'All my settings as files: a tar archive with gzip, to be unpacked in a home',
  permission: 'staff',
  answer: z.string().meta({ format: 'binary' }),
  stream: 'archive',
})

const Imported = z.strictObject({
  packages: z.array(z.strictObject({ template: Slug, title: Text, files: z.number().int() })),
  /** Files that belong to no app that is known here. */
  leftOut: z.number().int(),
})

/**
 * Each package in the archive becomes a new version; packages that are not in it stay as they are. Running sessions take
 * it over as they do a restored version.
 */
export const importSettings = route({
  method: 'POST',
  path: '/api/settings/archive',
  summary: 'Take over the settings of such an archive',
  permission: 'staff',
  accepts: 'archive',
  answer: Imported,
})

/** The help desk's look at one person's settings. */
export const SettingsAccess = z.strictObject({
  id: z.uuid(),
  /** The account tells apart who has the same name. */
  person: z.strictObject({ id: PersonId, name: z.string(), account: z.string() }),
  helper: z.strictObject({ id: PersonId, name: z.string() }),
  basis: z.enum(['consent', 'reason']),
  reason: z.string(),
  askedAt: Instant,
  state: z.enum(['asked', 'granted', 'denied', 'over']),
  /** Until when it holds; null unless it was granted. */
  until: Instant.nullable(),
})
export type SettingsAccess = z.infer<typeof SettingsAccess>

const Access = z.strictObject({ access: z.uuid() })

export const accessesToMe = route({
  method: 'GET',
  path: '/api/settings/accesses',
  summary: 'Who of the help desk asked for or had a look at my settings, newest first',
  permission: 'staff',
  answer: z.array(SettingsAccess),
})

/** Consent may be withdrawn by the same call, and a look for a stated reason ended. */
export const decideAccess = route({
  method: 'POST',
  path: '/api/settings/accesses/:access/decision',
  summary: 'Consent to a look at my settings, or refuse or end it',
  permission: 'staff',
  params: Access,
  body: z.strictObject({ granted: z.boolean() }),
  answer: SettingsAccess,
})

export const helpDeskPeople = route({
  method: 'GET',
  path: '/api/help-desk/people',
  summary: 'Find people by name or account (at most 20)',
  permission: 'help-desk',
  query: z.object({ q: z.string().min(2).max(100) }),
  answer: z.array(
    z.strictObject({
      id: PersonId,
      account: z.string(),
      name: z.string(),
      department: z.string(),
      departmentTitle: Text,
    }),
  ),
})

export const helpDeskAccesses = route({
  method: 'GET',
  path: '/api/help-desk/accesses',
  summary: 'My looks at people’s settings of the last days, newest first',
  permission: 'help-desk',
  answer: z.array(SettingsAccess),
})

/** With `consent` the person is asked first; with `reason` it holds at once, and she sees who looked and why. */
export const askAccess = route({
  method: 'POST',
  path: '/api/help-desk/accesses',
  summary: 'Ask for a look at somebody’s settings, with her consent or for a stated reason',
  permission: 'help-desk',
  body: z.strictObject({
    person: PersonId,
    basis: z.enum(['consent', 'reason']),
    reason: z.string().trim().min(10).max(500),
  }),
  answer: SettingsAccess,
  status: 201,
})

export const accessedSettings = route({
  method: 'GET',
  path: '/api/help-desk/accesses/:access/settings',
  summary: 'The stored settings that an access opens, app by app',
  permission: 'help-desk',
  params: Access,
  answer: z.array(SettingsPackage),
})

/** Says what was changed, never the values. */
export const accessedTimeline = route({
  method: 'GET',
  path: '/api/help-desk/accesses/:access/settings/:template',
  summary: 'The versions of one package that an access opens',
  permission: 'help-desk',
  params: Access.extend(Template.shape),
  answer: SettingsTimeline,
})

export const restoreAccessed = route({
  method: 'POST',
  path: '/api/help-desk/accesses/:access/settings/:template/restoration',
  summary: 'Restore a version for the person',
  permission: 'help-desk',
  params: Access.extend(Template.shape),
  body: Restored,
  answer: SettingsTimeline,
})

export const resetAccessed = route({
  method: 'POST',
  path: '/api/help-desk/accesses/:access/settings/:template/reset',
  summary: 'Reset one app for the person',
  permission: 'help-desk',
  params: Access.extend(Template.shape),
  answer: SettingsTimeline,
})

/** The other way there is none: an archive is all values, and the help desk never sees one. */
export const importAccessed = route({
  method: 'POST',
  path: '/api/help-desk/accesses/:access/archive',
  summary: 'Take over the settings of an archive for the person',
  permission: 'help-desk',
  params: Access,
  accepts: 'archive',
  answer: Imported,
})
