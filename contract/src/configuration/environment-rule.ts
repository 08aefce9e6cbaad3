import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'
import { Condition } from './access-rule.ts'
import { EnvironmentAction } from './environment-action.ts'

/**
 * - `host-start`: a session host starts; there is no person yet
 * - `logon`: before the desktop starts; `desktop-ready`: it can be worked with
 * - `app-start`, `app-end`: of the rule's `apps`
 * - `disconnect`, `reconnect`, `zone-changed`: the way from the person to her session
 * - `lock`, `unlock`: nobody has been connected for a minute, and somebody is let in again; or a screen locker says so
 * - `timer`: every so many minutes
 * - `logoff`: before the desktop is ended
 */
export const Trigger = z.enum([
  'host-start',
  'logon',
  'desktop-ready',
  'app-start',
  'app-end',
  'disconnect',
  'reconnect',
  'zone-changed',
  'lock',
  'unlock',
  'timer',
  'logoff',
])
export type Trigger = z.infer<typeof Trigger>

/**
 * On a trigger, if a condition holds, does actions. What lasts (a drive, a key) is undone when the rule no longer
 * applies; what only happens (a message) happens at every trigger.
 */
export const EnvironmentRule = z.strictObject({
  kind: z.literal('EnvironmentRule'),
  id: Slug,
  title: Text,
  /** The department that the rule belongs to: it speaks of that department's people only. Absent is the city's. */
  department: Slug.optional(),
  /** The workspaces it speaks of; absent means all. */
  workspaces: z.array(Slug).optional(),
  /** For `host-start`: the pools whose hosts do it; absent means all. */
  pools: z.array(Slug).optional(),
  on: z.array(Trigger).min(1),
  when: Condition.default('true'),
  /** For `app-start` and `app-end`: which apps; absent means every one. */
  apps: z.array(Slug).optional(),
  /** For `timer`: minutes. */
  every: z.number().int().min(1).max(1440).optional(),
  /** Where two rules aim at the same thing, security has it, then the higher one; the order of documents never matters. */
  priority: z.number().int().min(-100).max(100).default(0),
  actions: z.array(EnvironmentAction).min(1).max(50),
})
export type EnvironmentRule = z.infer<typeof EnvironmentRule>
