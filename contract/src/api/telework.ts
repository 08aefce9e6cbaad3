import { z } from 'zod'
import { ApprovalStep } from '../configuration/programme.ts'
import { CalendarDate, WallTime } from '../identifiers.ts'
import { TeleworkAgreement } from '../programme/telework-agreement.ts'
import { TeleworkApplication, TeleworkRequest } from '../programme/telework-request.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

const RequestParams = z.strictObject({ request: z.uuid() })

/** What a person needs to know to fill in the form. */
export const TeleworkTerms = z.strictObject({
  participates: z.boolean(),
  maximumHomeDays: z.number().int(),
  maximumMonths: z.number().int(),
  earliest: WallTime,
  latest: WallTime,
  chain: z.array(z.strictObject({ step: ApprovalStep, title: Text, names: z.array(z.string()) })),
  today: CalendarDate,
})
export type TeleworkTerms = z.infer<typeof TeleworkTerms>

export const teleworkTerms = route({
  method: 'GET',
  path: '/api/telework/terms',
  summary: 'The rules of the programme for me, and who decides',
  permission: 'staff',
  answer: TeleworkTerms,
})

export const fileRequest = route({
  method: 'POST',
  path: '/api/telework/requests',
  summary: 'File a telework request',
  permission: 'staff',
  body: TeleworkApplication,
  answer: TeleworkRequest,
  status: 201,
})

export const myTelework = route({
  method: 'GET',
  path: '/api/telework',
  summary: 'My requests and agreements, newest first',
  permission: 'staff',
  answer: z.strictObject({ requests: z.array(TeleworkRequest), agreements: z.array(TeleworkAgreement) }),
})

export const withdrawRequest = route({
  method: 'POST',
  path: '/api/telework/requests/:request/withdrawal',
  summary: 'Withdraw my open request',
  permission: 'staff',
  params: RequestParams,
  answer: TeleworkRequest,
})

export const teleworkRequest = route({
  method: 'GET',
  path: '/api/telework/requests/:request',
  summary: 'One request: mine, or one that I decide or decided',
  permission: 'staff',
  params: RequestParams,
  answer: TeleworkRequest,
})

export const approvals = route({
  method: 'GET',
  path: '/api/approvals',
  summary: 'The requests that wait for me, and those that I decided',
  permission: 'approver',
  answer: z.strictObject({
    waiting: z.array(TeleworkRequest),
    decided: z.array(TeleworkRequest),
    /** Running agreements of those I approve for. */
    agreements: z.array(TeleworkAgreement),
  }),
})

export const decideRequest = route({
  method: 'POST',
  path: '/api/approvals/:request',
  summary: 'Approve or reject a request whose turn is mine',
  permission: 'approver',
  params: RequestParams,
  body: z.strictObject({
    /** The step that the approver saw; another one means that somebody was faster. */
    step: ApprovalStep,
    outcome: z.enum(['approved', 'rejected']),
    reason: z.string().trim().max(4000).nullable(),
  }),
  answer: TeleworkRequest,
})

export const endAgreement = route({
  method: 'POST',
  path: '/api/telework/agreements/:agreement/end',
  summary: 'End an agreement: my own, or one of those I approve for; access from outside ends with it',
  permission: 'staff',
  params: z.strictObject({ agreement: z.uuid() }),
  body: z.strictObject({ reason: z.string().trim().max(4000).nullable() }),
  answer: TeleworkAgreement,
})
