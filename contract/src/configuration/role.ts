import { z } from 'zod'
import { StaffRole } from '../access/context.ts'
import { Account, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'
import { Condition } from './access-rule.ts'
import { ActionKind } from './environment-action.ts'

/** Kinds that a role may leave to departments. The others are the city's alone. */
export const EditableKind = z.enum([
  'Workspace',
  'AccessRule',
  'Group',
  'App',
  'SettingsTemplate',
  'EnvironmentRule',
  'ProgramRule',
])
export type EditableKind = z.infer<typeof EditableKind>

/** What a role leaves open of one kind of documents. */
export const Edit = z.strictObject({
  kind: EditableKind,
  /**
   * The keys that may be set; `kind`, `id`, `title` and `department` may always be. Absent means all but those that
   * decide about hosts and programs: a workspace's `pool`, `network` and `resources`, an app's `package`, `command`,
   * `programs` and `needs`, a settings template's `defaults`; a department has these only where they are named here.
   */
  keys: z.array(z.string().min(1)).min(1).optional(),
  /** With `AccessRule`: which effects its rules may have. Absent means all but grants: a department never opens. */
  effects: z.array(z.enum(['grant', 'limit', 'withhold'])).optional(),
  /**
   * With `EnvironmentRule`: which actions its rules may have. Absent means those that cannot run a program of the
   * author's: no scripts, keys, variables, and nothing that takes something away. Without `script` among them, files,
   * links and drives lie in no hidden place and menu entries open addresses. Never as root, never for security.
   */
  actions: z.array(ActionKind).min(1).optional(),
  /**
   * A condition in CEL over `document`, the document as it would be, e.g.
   * `document.bounds.idleMinutes <= 30`. Where it is false or cannot be evaluated, the change is refused.
   */
  where: Condition.optional(),
  /** What `where` asks for, in words, for whoever is refused. */
  because: Text.optional(),
  /** Whether documents may be added and removed, or only changed. */
  adds: z.boolean().default(false),
})
export type Edit = z.infer<typeof Edit>

/** What its holders may do with the configuration of their departments; beyond it they see why not. */
export const Role = z.strictObject({
  kind: z.literal('Role'),
  id: Slug,
  title: Text,
  /** Who holds it: by the directory's role, by group, or by name. */
  holders: z.strictObject({
    roles: z.array(StaffRole).default([]),
    groups: z.array(Slug).default([]),
    people: z.array(Account).default([]),
  }),
  /** The departments whose documents it may edit: the holder's own, or these. */
  departments: z.union([z.literal('own'), z.array(Slug).min(1)]).default('own'),
  edits: z.array(Edit).default([]),
  /**
   * Whether its holders decide about requests of these departments' people for programs that were refused. What the
   * city forbids by a rule they cannot approve either.
   */
  grantsPrograms: z.boolean().default(false),
  /** Whether numbers of people below ten are shown. */
  seesSmallNumbers: z.boolean().default(false),
})
export type Role = z.infer<typeof Role>
