import { z } from 'zod'
import { Bounds } from '../access/bounds.ts'
import { ComingLoss } from '../access/coming-loss.ts'
import { Refusal } from '../access/resolution.ts'
import { ConnectionId, Instant, SessionId, Slug } from '../identifiers.ts'
import { Right } from '../rights.ts'
import { Screen } from '../session/screen.ts'
import { Notice, NoticeDetail, Phase, SessionState } from '../session/state.ts'
import { Target } from '../session/target.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

/** A session as its person sees it. */
export const MySession = z.strictObject({
  id: SessionId,
  target: Target,
  title: Text,
  state: SessionState,
  phases: z.array(Phase),
  notices: z.array(Notice),
  /** What some of the notices are about, e.g. which settings have grown too large, and which file of them. */
  noticeDetails: z.array(NoticeDetail),
  /** Whether some browser is connected now. */
  connected: z.boolean(),
  startedAt: z.iso.datetime(),
  /** Why it failed, was lost or may not be reached now; null while all is well. */
  refusal: Refusal.nullable(),
  problem: z.strictObject({ text: Text, next: Text }).nullable(),
})
export type MySession = z.infer<typeof MySession>

const Startable = {
  available: z.boolean(),
  /** The reason to tell, with its way out; null exactly where available. */
  refusal: Refusal.nullable(),
  rights: z.array(Right),
  /** The running session, if there is one. */
  session: SessionId.nullable(),
}

export const WorkspaceTile = z.strictObject({
  id: Slug,
  title: Text,
  summary: Text,
  background: z.string(),
  apps: z.array(z.strictObject({ id: Slug, title: Text })),
  ...Startable,
  published: z.array(z.strictObject({ id: Slug, title: Text, session: SessionId.nullable() })),
})
export type WorkspaceTile = z.infer<typeof WorkspaceTile>

/**
 * What became of settings when nobody was there to be told:
 *
 * - `pending`: a session is over, and its host could not deliver all yet; it goes on trying
 * - `merged`: two sessions changed the same; the later value is in, the other one in the timeline
 * - `too-large`: they were not saved at the end of a session
 * - `not-saved`: of these files an older state was kept, because they could not be read
 * - `lost`: a session's host went away, and with it what was changed last
 */
export const SettingsMessage = z.strictObject({
  kind: z.enum(['pending', 'merged', 'too-large', 'not-saved', 'lost']),
  at: Instant,
  /** With `pending` and `lost` the session's title, else that of the app or part of the desktop. */
  title: Text,
  /** Whose timeline tells more; null with `pending` and `lost`. */
  template: Slug.nullable(),
  /** With `pending`, where they are; with `lost`, where it was. */
  host: z.string().nullable(),
  /** With `too-large` what grew, with `not-saved` which they are: paths below her home. */
  files: z.array(z.string()),
  /** With `lost`: which settings, and the changes of what time; one sentence each. */
  missing: z.array(Text),
})
export type SettingsMessage = z.infer<typeof SettingsMessage>

export const StartPage = z.strictObject({
  workspaces: z.array(WorkspaceTile),
  sessions: z.array(MySession),
  /** Requests of others that wait for her decision. */
  waitingApprovals: z.number().int(),
  /** Oldest first. */
  settingsMessages: z.array(SettingsMessage),
})
export type StartPage = z.infer<typeof StartPage>

/** What is pending stays until it is delivered. */
export const seeSettingsMessages = route({
  method: 'POST',
  path: '/api/start/settings-messages/seen',
  summary: 'I have seen what became of my settings, up to this time',
  permission: 'staff',
  body: z.strictObject({ until: Instant }),
  answer: null,
})

const SessionParams = z.strictObject({ session: SessionId })

export const startPage = route({
  method: 'GET',
  path: '/api/start',
  summary: 'My workspaces, each available or with the reason why not',
  permission: 'staff',
  answer: StartPage,
})

/** What to start, and how much room its picture has, so that the first one already fits. */
export const Start = z.strictObject({ ...Target.shape, screen: Screen.optional() })
export type Start = z.infer<typeof Start>

export const startSession = route({
  method: 'POST',
  path: '/api/sessions',
  summary: 'Start a desktop or an app, or return the session that already runs',
  permission: 'staff',
  body: Start,
  answer: MySession,
  status: 202,
})

export const session = route({
  method: 'GET',
  path: '/api/sessions/:session',
  summary: 'One of my sessions',
  permission: 'staff',
  params: SessionParams,
  answer: MySession,
})

export const sessionEvents = route({
  method: 'GET',
  path: '/api/sessions/:session/events',
  summary: 'One of my sessions, again whenever it changes',
  permission: 'staff',
  params: SessionParams,
  answer: MySession,
  stream: 'events',
})

export const connectSession = route({
  method: 'POST',
  path: '/api/sessions/:session/ticket',
  summary: 'A ticket for one connection, after the context was evaluated again',
  permission: 'staff',
  params: SessionParams,
  answer: z.strictObject({
    ticket: z.string(),
    connection: ConnectionId,
    rights: z.array(Right),
    bounds: Bounds,
    expiresAt: z.iso.datetime(),
  }),
  status: 201,
})

export const endSession = route({
  method: 'DELETE',
  path: '/api/sessions/:session',
  summary: 'Log off: save the settings and end the session',
  permission: 'staff',
  params: SessionParams,
  answer: MySession,
  status: 202,
})

export const ping = route({
  method: 'GET',
  path: '/api/ping',
  summary: 'Answers at once; the portal measures the connection with it',
  permission: 'anyone',
  answer: null,
})

/** The rights of a live connection of mine; they change while it lives. */
export const connectionState = route({
  method: 'GET',
  path: '/api/connections/:connection',
  summary: 'What my connection may do now, or why it was closed',
  permission: 'staff',
  params: z.strictObject({ connection: ConnectionId }),
  answer: z.strictObject({
    rights: z.array(Right),
    open: z.boolean(),
    refusal: Refusal.nullable(),
    bounds: Bounds,
    /** What time alone takes soon, told beforehand. */
    coming: ComingLoss.nullable(),
  }),
})
