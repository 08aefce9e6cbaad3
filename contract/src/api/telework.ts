import { z } from 'zod'
import { DocumentKindName, FormPart } from '../configuration/programme.ts'
import { CalendarDate, Instant, PersonId, Slug, WallTime } from '../identifiers.ts'
import { says } from '../issue-text.ts'
import { TeleworkApplication } from '../programme/application.ts'
import { Criterion } from '../programme/criterion.ts'
import { AgreementView } from '../programme/telework-agreement.ts'
import { RequestView, StepTask } from '../programme/telework-request.ts'
import { WorkType } from '../programme/work-type.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

const RequestParams = z.strictObject({ request: z.uuid() })
const TypeQuery = z.strictObject({ type: WorkType.default('telework') })
export const Reason = z.string().trim().max(4000).nullable()

/** What a person needs to know to fill in the form, with what the directory knows of her already. */
export const TeleworkTerms = z.strictObject({
  type: WorkType,
  /** The types that can be requested here. */
  types: z.array(WorkType),
  participates: z.boolean(),
  lead: Text,
  maximumHomeDays: z.number().int(),
  maximumMonths: z.number().int(),
  earliest: WallTime,
  latest: WallTime,
  ask: z.array(FormPart),
  equipment: z.array(z.strictObject({ id: Slug, title: Text })),
  workspaces: z.array(z.strictObject({ id: Slug, title: Text })),
  apps: z.array(z.strictObject({ id: Slug, title: Text })),
  leaflet: z.strictObject({ version: z.string(), text: Text }),
  criteria: z.array(Criterion),
  /** Null where there is no limit. */
  placesLeft: z.number().int().nullable(),
  prefilled: z.strictObject({ name: z.string(), departmentTitle: Text }),
  chain: z.array(z.strictObject({ step: Slug, title: Text, task: StepTask, names: z.array(z.string()) })),
  today: CalendarDate,
})
export type TeleworkTerms = z.infer<typeof TeleworkTerms>

export const teleworkTerms = route({
  method: 'GET',
  path: '/api/telework/terms',
  summary: 'The rules of the programme for me, whether I meet them, and who decides',
  permission: 'staff',
  query: TypeQuery,
  answer: TeleworkTerms,
})

/** Answers as far as they are given; nothing in it has to be right yet. */
export const Draft = z.strictObject({
  type: WorkType,
  /** The request that is corrected, or the agreement that is renewed or changed; null for a first request. */
  about: z.uuid().nullable().default(null),
  answers: z.record(z.string().max(60), z.unknown()).refine((answers) => JSON.stringify(answers).length <= 20_000, {
    message: says('darf höchstens 20 Kilobyte haben', 'must have at most 20 kilobytes'),
  }),
})
export type Draft = z.infer<typeof Draft>

export const readDraft = route({
  method: 'GET',
  path: '/api/telework/draft',
  summary: 'My draft of a request; null where there is none',
  permission: 'staff',
  query: TypeQuery.extend({ about: z.uuid().optional() }),
  answer: z.strictObject({ draft: Draft.nullable(), savedAt: Instant.nullable() }),
})

export const saveDraft = route({
  method: 'PUT',
  path: '/api/telework/draft',
  summary: 'Keep my draft; sealed, and forgotten once it is filed',
  permission: 'staff',
  body: Draft,
  answer: z.strictObject({ savedAt: Instant }),
})

export const fileRequest = route({
  method: 'POST',
  path: '/api/telework/requests',
  summary: 'File a telework request',
  permission: 'staff',
  body: TeleworkApplication,
  answer: RequestView,
  status: 201,
})

export const myTelework = route({
  method: 'GET',
  path: '/api/telework',
  summary: 'My requests and agreements, newest first',
  permission: 'staff',
  answer: z.strictObject({ requests: z.array(RequestView), agreements: z.array(AgreementView) }),
})

export const withdrawRequest = route({
  method: 'POST',
  path: '/api/telework/requests/:request/withdrawal',
  summary: 'Withdraw my request while somebody still has to do something about it',
  permission: 'staff',
  params: RequestParams,
  answer: RequestView,
})

export const correctRequest = route({
  method: 'POST',
  path: '/api/telework/requests/:request/correction',
  summary: 'File my returned request again, corrected',
  permission: 'staff',
  params: RequestParams,
  body: TeleworkApplication,
  answer: RequestView,
})

export const contestRequest = route({
  method: 'POST',
  path: '/api/telework/requests/:request/objection',
  summary: 'Object to the rejection of my request',
  permission: 'staff',
  params: RequestParams,
  body: z.strictObject({ reason: Reason }),
  answer: RequestView,
})

export const teleworkRequest = route({
  method: 'GET',
  path: '/api/telework/requests/:request',
  summary: 'One request: mine, or one that I decide or decided',
  permission: 'staff',
  params: RequestParams,
  answer: RequestView,
})

/** A request that is overdue, for whoever watches over the programme: with whom it is, and nothing of what it says. */
export const OverdueRequest = z.strictObject({
  request: z.uuid(),
  person: z.string(),
  departmentTitle: Text,
  /** Whose turn it is. */
  body: Text,
  dueAt: Instant,
  /** Nobody can act as this body for this person at present: it has no members, or all are away and so are their deputies. */
  nobody: z.boolean(),
})
export type OverdueRequest = z.infer<typeof OverdueRequest>

export const approvals = route({
  method: 'GET',
  path: '/api/approvals',
  summary:
    'What waits for me, what I decided or am informed of, and the running agreements of those I approve for; the first fifty each',
  permission: 'approver',
  query: z.strictObject({
    /** The beginning of a name of the person. */
    name: z.string().trim().max(100).default(''),
  }),
  answer: z.strictObject({
    /** Those that are due first come first. */
    waiting: z.array(RequestView),
    waitingCount: z.number().int(),
    decided: z.array(RequestView),
    /** Those of the last ninety days of which I am informed; there is nothing to decide. */
    informed: z.array(RequestView),
    /** Overdue requests of the whole city; empty for whoever does not watch over the programme. */
    overdue: z.array(OverdueRequest),
    /** Running agreements of those I approve for; those with a wish to decide come first. */
    agreements: z.array(AgreementView),
    agreementCount: z.number().int(),
  }),
})

export const decideRequest = route({
  method: 'POST',
  path: '/api/approvals/:request',
  summary: 'Take a step of a request whose turn is mine: approve, reject, return, agree or object',
  permission: 'approver',
  params: RequestParams,
  body: z.strictObject({
    /** The step and round that the approver saw; others mean that somebody was faster. */
    step: z.number().int().min(0),
    round: z.number().int().min(1),
    outcome: z.enum(['approved', 'rejected', 'returned', 'consented', 'objected']),
    reason: Reason,
    alternatives: Reason.default(null),
  }),
  answer: RequestView,
})

export const decideContest = route({
  method: 'POST',
  path: '/api/approvals/:request/objection',
  summary: 'Decide on the objection to a rejection',
  permission: 'approver',
  params: RequestParams,
  body: z.strictObject({
    outcome: z.enum(['contest-granted', 'contest-dismissed']),
    reason: Reason,
    alternatives: Reason.default(null),
  }),
  answer: RequestView,
})

/** When somebody is away, and who stands in for her. */
export const Absence = z.strictObject({
  id: z.uuid(),
  from: CalendarDate,
  until: CalendarDate,
  deputy: z.strictObject({ id: PersonId, name: z.string() }),
})
export type Absence = z.infer<typeof Absence>

export const absences = route({
  method: 'GET',
  path: '/api/approvals/absences',
  summary: 'When I am away and who stands in for me; and those for whom I stand in today',
  permission: 'approver',
  answer: z.strictObject({
    mine: z.array(Absence),
    standingInFor: z.array(z.string()),
    /** Absences of those for whom I may enter some: of my department where I head it, of everybody as administrator. */
    others: z.array(Absence.extend({ person: z.strictObject({ id: PersonId, name: z.string() }) })),
    mayEnterForOthers: z.boolean(),
  }),
})

export const enterAbsence = route({
  method: 'POST',
  path: '/api/approvals/absences',
  summary: 'Say when I am away and who stands in for me; or, as head of department or administrator, for somebody else',
  permission: 'staff',
  body: z
    .strictObject({
      from: CalendarDate,
      until: CalendarDate,
      deputy: z.string().min(1).max(64),
      /** The account of whom it is about; left out, the caller. */
      person: z.string().min(1).max(64).exactOptional(),
    })
    .refine(({ from, until }) => from <= until, {
      message: says('darf nicht vor dem Beginn liegen', 'must not be before the beginning'),
      path: ['until'],
    }),
  answer: Absence,
  status: 201,
})

export const findColleagues = route({
  method: 'GET',
  path: '/api/approvals/people',
  summary: 'Find colleagues by name or account (at most 20), to name a deputy',
  permission: 'approver',
  query: z.object({ q: z.string().min(2).max(100) }),
  answer: z.array(
    z.strictObject({
      id: PersonId,
      account: z.string(),
      name: z.string(),
      department: z.string(),
      departmentTitle: Text,
    }),
  ),
})

export const removeAbsence = route({
  method: 'DELETE',
  path: '/api/approvals/absences/:absence',
  summary: 'Take back an absence of mine, or of somebody for whom I may enter one',
  permission: 'staff',
  params: z.strictObject({ absence: z.uuid() }),
  answer: null,
})

export const DocumentView = z.strictObject({
  id: z.uuid(),
  kind: DocumentKindName,
  title: Text,
  /** From 1; each version is kept. */
  version: z.number().int().min(1),
  issuedAt: Instant,
  acknowledgedAt: Instant.nullable(),
  /** SHA-256 of the file, in hexadecimal digits. */
  digest: z.string(),
})
export type DocumentView = z.infer<typeof DocumentView>
