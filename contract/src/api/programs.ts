import { z } from 'zod'
import { Instant, PersonId, SessionId, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

/** `refused`: nobody was asked. A grant that is over, or was for a session that is over, is `refused` again. */
export const ProgramRequestState = z.enum(['refused', 'asked', 'granted', 'declined'])
export type ProgramRequestState = z.infer<typeof ProgramRequestState>

const Refused = {
  id: z.uuid(),
  /** What of the host is denied, or what the person brought along, which nobody can approve. */
  origin: z.enum(['installed', 'brought']),
  path: z.string(),
  package: z.string().nullable(),
  /** A rule of the city denies it, which no approval lifts. */
  forbidden: z.boolean(),
  /** The last time. */
  at: Instant,
  times: z.number().int(),
  state: ProgramRequestState,
  /** Approved for one session alone. */
  once: z.boolean(),
  /** Until when it is approved. */
  until: Instant.nullable(),
  /** What whoever decided had to say. */
  answer: z.string().nullable(),
}

export const MyRefusal = z.strictObject({
  ...Refused,
  session: SessionId.nullable(),
  /** Whom to ask: the administrators of this department. */
  department: Text,
})
export type MyRefusal = z.infer<typeof MyRefusal>

export const myRefusals = route({
  method: 'GET',
  path: '/api/program-refusals',
  summary: 'Programs that were refused in my sessions of late, and what became of my requests, newest first',
  permission: 'staff',
  answer: z.array(MyRefusal),
})

export const askForProgram = route({
  method: 'POST',
  path: '/api/program-refusals/:refusal/request',
  summary: 'Ask the administrators of my department for a program that was refused',
  permission: 'staff',
  params: z.strictObject({ refusal: z.uuid() }),
  body: z.strictObject({ purpose: z.string().trim().min(1).max(300) }),
  answer: z.array(MyRefusal),
})

export const ProgramRequest = z.strictObject({
  ...Refused,
  sha256: z.string().nullable(),
  person: z.strictObject({ id: PersonId, name: z.string(), account: z.string(), department: Text }),
  workspace: Slug,
  /** The network zone that she was in. */
  zone: z.string().nullable(),
  host: z.string().nullable(),
  purpose: z.string(),
  askedAt: Instant,
  decidedAt: Instant.nullable(),
  /** Whether the session in which it was refused still runs, so that it can be approved for this once. */
  sessionRuns: z.boolean(),
})
export type ProgramRequest = z.infer<typeof ProgramRequest>

export const programRequests = route({
  method: 'GET',
  path: '/api/program-requests',
  summary:
    'Requests for programs of the departments that I decide for: those that wait, then the last that were decided',
  permission: 'configuration-editor',
  answer: z.array(ProgramRequest),
})

/** What a rule that is only tried out would have refused of late, without whom. */
export const ProgramTrial = z.strictObject({
  rule: Slug,
  title: Text,
  path: z.string(),
  package: z.string().nullable(),
  people: z.number().int(),
  times: z.number().int(),
  /** The last time. */
  at: Instant,
})
export type ProgramTrial = z.infer<typeof ProgramTrial>

export const programTrials = route({
  method: 'GET',
  path: '/api/program-trials',
  summary: 'What program rules that are only tried out would have refused to the departments that I decide for',
  permission: 'configuration-editor',
  answer: z.array(ProgramTrial),
})

export const ProgramDecision = z.discriminatedUnion('grant', [
  z.strictObject({ grant: z.literal('no'), answer: z.string().trim().min(1).max(500) }),
  z.strictObject({ grant: z.literal('once'), answer: z.string().trim().max(500).nullable() }),
  z.strictObject({ grant: z.literal('until'), until: Instant, answer: z.string().trim().max(500).nullable() }),
])
export type ProgramDecision = z.infer<typeof ProgramDecision>

export const decideProgramRequest = route({
  method: 'POST',
  path: '/api/program-requests/:request/decision',
  summary:
    'Approve a program for this session or until a time, at most a year, or decline; what was approved can be taken back',
  permission: 'configuration-editor',
  params: z.strictObject({ request: z.uuid() }),
  body: ProgramDecision,
  answer: z.array(ProgramRequest),
})

export const draftProgramRule = route({
  method: 'POST',
  path: '/api/program-requests/:request/rule',
  summary:
    'Make a draft with a rule that allows the program for the workspace of a request; whoever may publish it decides',
  permission: 'administrator',
  params: z.strictObject({ request: z.uuid() }),
  answer: z.strictObject({ draft: z.number().int() }),
  status: 201,
})
