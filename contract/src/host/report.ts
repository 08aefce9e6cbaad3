import { z } from 'zod'
import { CalendarDate, ConnectionId, HostId, PersonId, SessionId, Slug } from '../identifiers.ts'
import { Notice, NoticeDetail, Phase } from '../session/state.ts'
import { Concern, mostConcerns } from './concern.ts'
import { RestoreReport } from './restore.ts'

export const HostSessionState = z.enum(['preparing', 'ready', 'ending', 'ended', 'failed'])
export type HostSessionState = z.infer<typeof HostSessionState>

/** A program that was refused in a session, or would have been by a rule that is only tried out. */
export const ProgramRefusal = z.strictObject({
  /** `installed`: the host's own knowledge. `brought`: what the session says of a file of its person's. */
  origin: z.enum(['installed', 'brought']),
  path: z.string().min(1).max(1000),
  package: z.string().max(200).nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** A rule of the city denies it, which no approval lifts. */
  forbidden: z.boolean(),
  /** The rule that would deny it and is only tried out: it ran. Absent where it was refused. */
  audit: Slug.optional(),
  /** Milliseconds since the Unix epoch, the last time. */
  at: z.number(),
  times: z.number().int().min(1),
})
export type ProgramRefusal = z.infer<typeof ProgramRefusal>

/** How long an app ran in a session while its person looked on, of those that a rule bounds in time. */
export const AppUse = z.strictObject({
  app: Slug,
  /** In the session's time zone. */
  day: CalendarDate,
  seconds: z.number().int().min(0).max(90_000),
})
export type AppUse = z.infer<typeof AppUse>

export const HostSession = z.strictObject({
  id: SessionId,
  person: PersonId,
  state: HostSessionState,
  phases: z.array(Phase),
  notices: z.array(Notice),
  /** What some of the notices are about. */
  details: z.array(NoticeDetail).default([]),
  /** Templates whose settings the person may be changing now: should the host be lost, these are what is missing. */
  settingsInUse: z.array(Slug).default([]),
  /** Why it failed or ended, for administrators, e.g. the last line of a log. */
  detail: z.string().max(2000).nullable(),
  connections: z.array(z.strictObject({ id: ConnectionId, since: z.number() })),
  /** The last connection, where it is over because it broke: neither side had closed it. */
  broken: z.array(ConnectionId).max(1).default([]),
  /** Every restore order of this session that the host knows. */
  restores: z.array(RestoreReport).default([]),
  refusals: z.array(ProgramRefusal).max(50).default([]),
  used: z.array(AppUse).max(100).default([]),
})
export type HostSession = z.infer<typeof HostSession>

/** A session that is over, of whose settings something is on this host alone. */
export const LeftSettings = z.strictObject({ session: SessionId, person: PersonId })
export type LeftSettings = z.infer<typeof LeftSettings>

/** What is on this host, whole. Sent on every change and every `reportInterval`. */
export const Report = z.strictObject({
  type: z.literal('report'),
  host: HostId,
  version: z.string(),
  /** Milliseconds since the Unix epoch. */
  at: z.number(),
  capacity: z.strictObject({
    cores: z.number().int().min(1),
    /** Load average over one minute. */
    load: z.number().min(0),
    /** Bytes. */
    memoryTotal: z.number().int(),
    memoryAvailable: z.number().int(),
  }),
  /** Installed versions of the packages that the server asked about; null where one is missing. */
  packages: z.record(z.string(), z.string().nullable()),
  sessions: z.array(HostSession),
  /** What the host still has to deliver; it goes on trying until this is empty. */
  leftSettings: z.array(LeftSettings).default([]),
  concerns: z.array(Concern).max(mostConcerns).default([]),
})
export type Report = z.infer<typeof Report>

/** Milliseconds between two reports of an idle host. */
export const reportInterval = 5_000
/** A host that has not reported for so long is away. */
export const hostAwayAfter = 15_000
