import { z } from 'zod'
import { Account, Slug } from '../identifiers.ts'
import { SessionNetwork } from '../session/network.ts'
import { SessionResources } from '../session/resources.ts'
import { Text } from '../text.ts'

/** How a workspace's desktop looks before its person changes it. */
export const Appearance = z.strictObject({
  /** Background, `#rrggbb`. */
  background: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Where the panel with menu, windows and clock lies. */
  panel: z.enum(['top', 'bottom', 'left']).default('bottom'),
  /** Apps with an icon on the desktop, in this order. */
  icons: z.array(Slug).default([]),
  /** Apps with a button in the panel, in this order. */
  launchers: z.array(Slug).default([]),
})
export type Appearance = z.infer<typeof Appearance>

/** The definition of a desktop for a group. */
export const Workspace = z.strictObject({
  kind: z.literal('Workspace'),
  id: Slug,
  title: Text,
  summary: Text,
  /** The department whose administrators look after it; absent is the city's. */
  department: Slug.optional(),
  /** Whom it is for; a workspace is offered to the members and to nobody else. */
  members: z.strictObject({
    departments: z.array(Slug).default([]),
    groups: z.array(Slug).default([]),
    people: z.array(Account).default([]),
  }),
  /** Workspaces whose apps and settings this one takes over; its own come after them. */
  extends: z.array(Slug).default([]),
  /** An abstract workspace is only extended and never offered. */
  abstract: z.boolean().default(false),
  apps: z.array(Slug).default([]),
  /** Apps of it that can also be started alone, in a window of the browser. */
  published: z.array(Slug).default([]),
  settings: z.array(Slug).default([]),
  appearance: Appearance.optional(),
  /** Its own, else that of the first extended workspace that has some, else the product's. */
  resources: SessionResources.optional(),
  /** Found like the resources; the host's whole network where none says so. */
  network: SessionNetwork.optional(),
  pool: Slug,
})
export type Workspace = z.infer<typeof Workspace>
