import { z } from 'zod'
import { StaffRole } from '../access/context.ts'
import { Concern } from '../host/concern.ts'
import { Account, CalendarDate, HostId, Instant, PersonId, SessionId, Slug } from '../identifiers.ts'
import { Phase, SessionState } from '../session/state.ts'
import { Target } from '../session/target.ts'
import { Language, Text } from '../text.ts'
import { route } from './route.ts'

export const HostView = z.strictObject({
  id: HostId,
  address: z.string(),
  state: z.enum(['up', 'draining', 'away', 'never-seen']),
  version: z.string().nullable(),
  lastReportAt: Instant.nullable(),
  cores: z.number().nullable(),
  load: z.number().nullable(),
  memoryTotal: z.number().nullable(),
  memoryAvailable: z.number().nullable(),
  sessions: z.number().int(),
  /** Packages of published apps that it lacks. */
  missingPackages: z.array(z.string()),
  /** What it says that somebody should look at. */
  concerns: z.array(Concern),
  certificateUntil: Instant.nullable(),
})
export type HostView = z.infer<typeof HostView>

export const SessionView = z.strictObject({
  id: SessionId,
  person: z.strictObject({ name: z.string(), account: Account, department: z.string(), departmentTitle: Text }),
  target: Target,
  title: Text,
  host: HostId.nullable(),
  state: SessionState,
  phases: z.array(Phase),
  startedAt: Instant,
  connected: z.boolean(),
  /** From where its person is connected, in words; null while she is not. */
  zone: Text.nullable(),
  detail: z.string().nullable(),
})
export type SessionView = z.infer<typeof SessionView>

export const hosts = route({
  method: 'GET',
  path: '/api/administration/hosts',
  summary: 'All session hosts with their load',
  permission: 'administrator',
  answer: z.array(HostView),
})

export const drainHost = route({
  method: 'PUT',
  path: '/api/administration/hosts/:host/draining',
  summary: 'Let a host take new sessions or not; running ones stay',
  permission: 'administrator',
  params: z.strictObject({ host: HostId }),
  body: z.strictObject({ draining: z.boolean() }),
  answer: HostView,
})

export const sessions = route({
  method: 'GET',
  path: '/api/administration/sessions',
  summary: 'All sessions that are not over',
  permission: 'administrator',
  answer: z.array(SessionView),
})

export const endAnySession = route({
  method: 'DELETE',
  path: '/api/administration/sessions/:session',
  summary: 'Log a session off',
  permission: 'administrator',
  params: z.strictObject({ session: SessionId }),
  answer: SessionView,
  status: 202,
})

/** Server-sent events: hosts and sessions, again whenever something changed. */
export const operationEvents = route({
  method: 'GET',
  path: '/api/administration/events',
  summary: 'Hosts and sessions live',
  permission: 'administrator',
  answer: z.strictObject({ hosts: z.array(HostView), sessions: z.array(SessionView) }),
  stream: 'events',
})

export const findPeople = route({
  method: 'GET',
  path: '/api/administration/people',
  summary: 'Find people by name or account (at most 20)',
  permission: 'administrator',
  query: z.object({ q: z.string().min(1).max(100) }),
  answer: z.array(
    z.strictObject({ id: PersonId, account: Account, name: z.string(), department: z.string(), departmentTitle: Text }),
  ),
})

/** A person as a directory gives her. */
export const DirectoryPerson = z.strictObject({
  account: Account,
  name: z.string().min(1).max(200),
  department: Slug,
  groups: z.array(Slug).default([]),
  /** The line manager's account. */
  manager: Account.nullable(),
  roles: z.array(StaffRole).default([]),
  language: Language.default('de'),
  /** Where mails to her go; without one she is told in the portal alone. */
  mail: z.email().max(254).nullable().default(null),
  /** What the directory says of her post; criteria of the programme and its forms rest on it. */
  employment: z
    .strictObject({
      roleSince: CalendarDate.nullable(),
      /** Regular hours in percent of full time. */
      shareOfFullTime: z.number().int().min(1).max(100).nullable(),
      phone: z.string().max(40).nullable(),
    })
    .exactOptional(),
  /**
   * From which date on she is no longer with the city: then her agreements, requests, sessions and sign-ins end. Null
   * is here (again); left out changes nothing.
   */
  leftOn: CalendarDate.nullable().exactOptional(),
  /** Give her an account with a generated first password, told once in the answer. */
  signIn: z.boolean().default(false),
})
export type DirectoryPerson = z.infer<typeof DirectoryPerson>

export const importPeople = route({
  method: 'POST',
  path: '/api/administration/people',
  summary:
    'Add or update people by account; answers generated first passwords, which are never shown again. With four eyes, who gets a role of weight waits for a second administrator',
  permission: 'administrator',
  body: z.strictObject({ people: z.array(DirectoryPerson).min(1).max(2000) }),
  answer: z.strictObject({
    added: z.number().int(),
    updated: z.number().int(),
    /** Of an account that waits, or already holds a role of weight, the first half only: see `WaitingRole`. */
    firstPasswords: z.array(z.strictObject({ account: Account, password: z.string(), half: z.boolean() })),
    /** Accounts whose roles a second administrator has to confirm. */
    waiting: z.array(Account),
  }),
})

export const leave = route({
  method: 'POST',
  path: '/api/administration/people/:account/leaving',
  summary: 'Say from which date on somebody is no longer with the city; everything of hers ends with it',
  permission: 'administrator',
  params: z.strictObject({ account: Account }),
  body: z.strictObject({ on: CalendarDate.nullable() }),
  answer: null,
})

/** Roles that one administrator gave: with four eyes nobody holds them before a second one has confirmed. */
export const WaitingRole = z.strictObject({
  person: z.strictObject({ id: PersonId, account: Account, name: z.string() }),
  roles: z.array(StaffRole),
  givenBy: z.string(),
  givenAt: Instant,
  /** Whether the caller gave them: then somebody else confirms. */
  mine: z.boolean(),
})
export type WaitingRole = z.infer<typeof WaitingRole>

export const waitingRoles = route({
  method: 'GET',
  path: '/api/administration/waiting-roles',
  summary: 'Roles that wait for the word of a second administrator',
  permission: 'administrator',
  answer: z.array(WaitingRole),
})

/** The half of a first password that the giver was not told; only both together sign in. */
export const confirmRoles = route({
  method: 'POST',
  path: '/api/administration/waiting-roles/:person',
  summary: 'Confirm roles as the second administrator',
  permission: 'administrator',
  params: z.strictObject({ person: PersonId }),
  answer: z.strictObject({ secondHalf: z.string().nullable() }),
})

export const refuseRoles = route({
  method: 'DELETE',
  path: '/api/administration/waiting-roles/:person',
  summary: 'Refuse roles that wait',
  permission: 'administrator',
  params: z.strictObject({ person: PersonId }),
  answer: null,
})

/** A machine that holds a certificate of the server's authority, or held one. */
export const MachineView = z.strictObject({
  role: z.enum(['gateway', 'agent']),
  name: Slug,
  enrolledAt: Instant,
  certificateUntil: Instant,
  /** Those that a gateway may speak for; a session host has none. */
  listeners: z.array(Slug),
  revokedAt: Instant.nullable(),
})
export type MachineView = z.infer<typeof MachineView>

export const machines = route({
  method: 'GET',
  path: '/api/administration/machines',
  summary: 'All gateways and session hosts with their certificates',
  permission: 'administrator',
  answer: z.array(MachineView),
})

/** Whoever holds its key is locked out at once, everywhere. The machine comes back by a new enrolment alone. */
export const revokeMachine = route({
  method: 'POST',
  path: '/api/administration/machines/:role/:name/revocation',
  summary: 'Revoke the certificate of a gateway or session host, e.g. because it was stolen',
  permission: 'administrator',
  params: z.strictObject({ role: MachineView.shape.role, name: Slug }),
  body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }),
  answer: MachineView,
})

/** The token is shown once; it is good once and for one hour. */
export const makeEnrolmentToken = route({
  method: 'POST',
  path: '/api/administration/enrolments',
  summary: 'Make a token with which a new session host or gateway gets its certificate',
  permission: 'administrator',
  body: z.strictObject({
    role: z.enum(['gateway', 'agent']),
    name: Slug,
    /** For a gateway: the listeners that it has, e.g. `outside`. For no other the server takes its word. */
    listeners: z.array(Slug).max(16).default([]),
  }),
  answer: z.strictObject({ token: z.string(), expiresAt: Instant }),
  status: 201,
})
