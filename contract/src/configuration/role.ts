import { z } from 'zod'
import { StaffRole } from '../access/context.ts'
import { Account, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/** Kinds that a role may leave to departments. The others are the city's alone. */
export const EditableKind = z.enum(['Workspace', 'AccessRule', 'Group', 'App', 'SettingsTemplate'])
export type EditableKind = z.infer<typeof EditableKind>

/** What a role leaves open of one kind of documents. */
export const Edit = z.strictObject({
  kind: EditableKind,
  /** The keys that may be set; absent means all. `kind`, `id`, `title` and `department` may always be. */
  keys: z.array(z.string().min(1)).min(1).optional(),
  /** With `AccessRule`: which effects its rules may have. Absent means all but grants: a department never opens. */
  effects: z.array(z.enum(['grant', 'limit', 'withhold'])).optional(),
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
  /** Whether numbers of people below ten are shown. */
  seesSmallNumbers: z.boolean().default(false),
})
export type Role = z.infer<typeof Role>
