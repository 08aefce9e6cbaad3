import { z } from 'zod'
import { Slug } from '../identifiers.ts'
import { Text } from '../text.ts'

/**
 * - `placing`: has its lease, waits for the end of the session before it and for a host.
 * - `preparing`: a host works on it, see its phases.
 * - `ready`: runs, with or without somebody connected.
 * - `ending`: the host saves settings and cleans up. The lease is free, but the next session waits for the end.
 * - `ended`, `failed` (never became ready), `lost` (its host went away): final.
 */
export const SessionState = z.enum(['placing', 'preparing', 'ready', 'ending', 'ended', 'failed', 'lost'])
export type SessionState = z.infer<typeof SessionState>

/**
 * The named pieces of work of a start or an end, told to the person as progress. They overlap. `previous` is the end of
 * her session before, which the start waits for.
 */
export const PhaseName = z.enum([
  'previous',
  'placement',
  'home',
  'settings',
  'display',
  'environment',
  'desktop',
  'logoff',
  'capture',
  'clean',
])
export type PhaseName = z.infer<typeof PhaseName>

export const Phase = z.strictObject({
  name: PhaseName,
  /** Milliseconds since the Unix epoch by the clock of the machine that did the work. */
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** A warning lets the session go on (comfort fails open); a failure ends it. */
  outcome: z.enum(['running', 'done', 'warning', 'failed']),
})
export type Phase = z.infer<typeof Phase>

/** Something the person should know about her session, shown beside the desktop. */
export const Notice = z.enum([
  'settings-not-restored',
  'settings-not-saved',
  'settings-too-large',
  'settings-merged',
  'home-drive-missing',
  'host-short-of-memory',
  'session-ends-for-memory',
  'environment-incomplete',
])
export type Notice = z.infer<typeof Notice>

/** What a notice is about, told to the person together with it. */
export const NoticeDetail = z.strictObject({
  notice: Notice,
  /** The settings of which app or part of the desktop. */
  template: Slug,
  title: Text,
  /** Paths below her home: what grew, where settings have become too large. */
  files: z.array(z.string().max(4096)).max(5),
})
export type NoticeDetail = z.infer<typeof NoticeDetail>

// biome-ignore lint/performance/noBarrelFile: a browser takes these from their own file, without the schemas
export { ConnectionClose } from './connection-close.ts'
