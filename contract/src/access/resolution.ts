import { z } from 'zod'
import { App } from '../configuration/app.ts'
import { EnvironmentRule } from '../configuration/environment-rule.ts'
import { SettingsTemplate } from '../configuration/settings-template.ts'
import { BoundedApp, WithheldApp } from '../configuration/withhold.ts'
import { Appearance } from '../configuration/workspace.ts'
import { Slug } from '../identifiers.ts'
import { Right } from '../rights.ts'
import { SessionNetwork } from '../session/network.ts'
import { SessionPrograms } from '../session/programs.ts'
import { SessionResources } from '../session/resources.ts'
import { Text } from '../text.ts'
import { Bounds, LimitBounds } from './bounds.ts'

/** What the person can do about a refusal; the portal makes a button of it. */
export const Remedy = z.enum([
  'give-second-factor',
  'set-up-second-factor',
  'request-telework',
  'see-agreement',
  'none',
])
export type Remedy = z.infer<typeof Remedy>

/** Why a workspace is not available: a stable code where the reason is built in, the rule's own words otherwise. */
export const Refusal = z.strictObject({
  code: z.enum([
    'unknown-zone',
    'second-factor-required',
    'agreement-missing',
    'agreement-not-today',
    'agreement-not-now',
    'agreement-suspended',
    'no-grant',
    'requirement',
    'limit',
    'device-required',
    'too-many-sessions',
    'session-too-long',
    'signed-revision',
  ]),
  /** For the person; names days and times where it can ("Vereinbart sind Montag und Mittwoch, 07:00 bis 19:00 Uhr"). */
  text: Text,
  remedy: Remedy,
})
export type Refusal = z.infer<typeof Refusal>

/** One line of the explanation: which document, which rule, which condition, which value. */
export const Explanation = z.strictObject({
  /** `AccessRule/from-home`, `Zone/office`, or `built-in/agreement`. */
  document: z.string(),
  /** The CEL condition or the built-in fact. */
  condition: z.string(),
  /** Its value in this context; an evaluation error counts as denied and stands here as text. */
  value: z.union([z.boolean(), z.strictObject({ error: z.string() })]),
  effect: z.enum(['gives', 'takes', 'bounds', 'refuses', 'no-effect']),
  /** The rights that it gave or took. */
  rights: z.array(Right),
  /** The bounds that it set. */
  bounds: LimitBounds.optional(),
  text: Text,
})
export type Explanation = z.infer<typeof Explanation>

/** Where a part of a workspace comes from: inheritance is never by accident, and shown. */
export const Origin = z.strictObject({
  /** `App/libreoffice`, `SettingsTemplate/firefox` or `appearance`. */
  item: z.string(),
  /** `Workspace/standard` */
  document: z.string(),
  /** For whom that document is: for all, or by department, by group, by name. */
  level: z.enum(['city', 'department', 'group', 'person']),
})
export type Origin = z.infer<typeof Origin>

/** What one person gets of one workspace in one context. */
export const EffectiveWorkspace = z.strictObject({
  id: Slug,
  title: Text,
  summary: Text,
  available: z.boolean(),
  /** The first refusal is the one to tell; empty exactly where it is available. */
  refusals: z.array(Refusal),
  rights: z.array(Right),
  bounds: Bounds,
  apps: z.array(App),
  /** Those of the apps that are not there in this context. */
  withheld: z.array(WithheldApp),
  /** Those that are there until they were used so much; absent where none is. */
  bounded: z.array(BoundedApp).optional(),
  /** Ids of apps that can be started alone. */
  published: z.array(Slug),
  settings: z.array(SettingsTemplate),
  /** The environment rules that apply, in the order of their ids. */
  environment: z.array(EnvironmentRule),
  appearance: Appearance,
  /** Which of the installed programs its sessions may start. */
  programs: SessionPrograms,
  resources: SessionResources,
  network: SessionNetwork,
  pool: Slug,
  origins: z.array(Origin),
  explanation: z.array(Explanation),
})
export type EffectiveWorkspace = z.infer<typeof EffectiveWorkspace>

/** What `resolve` answers: the person's workspaces, in the order of their ids. */
export const Resolution = z.strictObject({
  /** The zone found; null where none matches. */
  zone: Slug.nullable(),
  outside: z.boolean(),
  workspaces: z.array(EffectiveWorkspace),
})
export type Resolution = z.infer<typeof Resolution>
