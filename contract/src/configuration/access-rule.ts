import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Right } from '../rights.ts'
import { Text } from '../text.ts'
import { RunningApps } from './withhold.ts'

/** A condition in CEL over the schema of the context (`core/context-schema.ts`); type-checked on load. */
export const Condition = z.string().min(1).max(2000)
export type Condition = z.infer<typeof Condition>

const Scope = {
  id: Slug,
  title: Text,
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

/** Takes rights, or the whole workspace, where its condition holds. The strictest limit wins. */
export const Limit = z.strictObject({
  kind: z.literal('AccessRule'),
  effect: z.literal('limit'),
  ...Scope,
  without: z.union([z.literal('access'), z.array(Right).min(1)]),
  /** Why, in the person's words. */
  reason: Text,
})

/** Keeps apps away where its condition holds or cannot be evaluated; the rest of the workspace stays. */
export const Withhold = z.strictObject({
  kind: z.literal('AccessRule'),
  effect: z.literal('withhold'),
  ...Scope,
  apps: z.array(Slug).min(1),
  running: RunningApps.default('freeze'),
  /** Why, in the person's words. */
  reason: Text,
})

export const AccessRule = z.discriminatedUnion('effect', [Grant, Limit, Withhold])
export type AccessRule = z.infer<typeof AccessRule>
export type Grant = z.infer<typeof Grant>
export type Limit = z.infer<typeof Limit>
export type Withhold = z.infer<typeof Withhold>
