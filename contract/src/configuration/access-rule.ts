import { z } from 'zod'
import { LimitBounds } from '../access/bounds.ts'
import { Slug } from '../identifiers.ts'
import { Right } from '../rights.ts'
import { Text } from '../text.ts'
import { Beyond, RunningApps } from './withhold.ts'

/** A condition in CEL over the schema of the context (`core/context-schema.ts`); type-checked on load. */
export const Condition = z.string().min(1).max(2000)
export type Condition = z.infer<typeof Condition>

/** What a connection has to bring. */
export const Demand = z.enum(['second-factor', 'enrolled-device'])
export type Demand = z.infer<typeof Demand>

const Scope = {
  id: Slug,
  title: Text,
  /** The department that the rule belongs to: it speaks of that department's people only. Absent is the city's. */
  department: Slug.optional(),
  /** The workspaces it speaks of; absent means all. */
  workspaces: z.array(Slug).optional(),
  when: Condition.default('true'),
}

/**
 * Opens workspaces and gives rights where its condition and all its requirements hold.
 * A requirement that does not hold is told to the person in its own words.
 */
export const Grant = z.strictObject({
  kind: z.literal('AccessRule'),
  effect: z.literal('grant'),
  ...Scope,
  requires: z.array(z.strictObject({ condition: Condition, refusal: Text })).default([]),
  rights: z.array(Right).min(1),
})

/** Ready limits of the product, by the protection need of BSI standard 200-2. */
export const Profile = z.enum(['high-protection'])
export type Profile = z.infer<typeof Profile>

/**
 * Takes rights, or the whole workspace, demands something, or sets bounds, where its condition holds. Among limits the
 * strictest wins. With a `profile` it does what the product's profile says, and what it says itself on top.
 */
export const Limit = z.strictObject({
  kind: z.literal('AccessRule'),
  effect: z.literal('limit'),
  ...Scope,
  profile: Profile.optional(),
  without: z.union([z.literal('access'), z.array(Right).min(1)]).optional(),
  demands: z.array(Demand).min(1).optional(),
  bounds: LimitBounds.optional(),
  /** Why, in the person's words. */
  reason: Text,
})

/**
 * Keeps apps away where its condition holds or cannot be evaluated; the rest of the workspace stays. With `beyond` only
 * what goes beyond that is kept away.
 */
export const Withhold = z.strictObject({
  kind: z.literal('AccessRule'),
  effect: z.literal('withhold'),
  ...Scope,
  apps: z.array(Slug).min(1),
  running: RunningApps.default('freeze'),
  beyond: Beyond.optional(),
  /** Why, in the person's words. */
  reason: Text,
})

export const AccessRule = z.discriminatedUnion('effect', [Grant, Limit, Withhold])
export type AccessRule = z.infer<typeof AccessRule>
export type Grant = z.infer<typeof Grant>
export type Limit = z.infer<typeof Limit>
export type Withhold = z.infer<typeof Withhold>
