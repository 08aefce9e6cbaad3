import { z } from 'zod'
import { CalendarDate, WallTime } from '../identifiers.ts'
import { AgreementView, ChangeWish } from '../programme/telework-agreement.ts'
import { WorkType } from '../programme/work-type.ts'
import { route } from './route.ts'
import { Reason } from './telework.ts'

const AgreementParams = z.strictObject({ agreement: z.uuid() })
const ChangeParams = z.strictObject({ change: z.uuid() })

export const endAgreement = route({
  method: 'POST',
  path: '/api/telework/agreements/:agreement/end',
  summary: 'End my agreement at once; access from outside ends with it',
  permission: 'staff',
  params: AgreementParams,
  body: z.strictObject({ reason: Reason }),
  answer: AgreementView,
})

export const giveNotice = route({
  method: 'POST',
  path: '/api/telework/agreements/:agreement/notice',
  summary: 'Give notice of my agreement, or revoke that of somebody I approve for: `until` is its last day',
  permission: 'staff',
  params: AgreementParams,
  body: z.strictObject({ until: CalendarDate, reason: Reason }),
  answer: AgreementView,
})

export const suspendAgreement = route({
  method: 'POST',
  path: '/api/telework/agreements/:agreement/suspension',
  summary: 'Close access by this agreement at once, for the sake of security',
  permission: 'approver',
  params: AgreementParams,
  body: z.strictObject({ reason: Reason }),
  answer: AgreementView,
})

export const resumeAgreement = route({
  method: 'POST',
  path: '/api/telework/agreements/:agreement/resumption',
  summary: 'Open a suspended agreement again',
  permission: 'approver',
  params: AgreementParams,
  body: z.strictObject({ reason: Reason }),
  answer: AgreementView,
})

export const swapChoices = route({
  method: 'GET',
  path: '/api/telework/agreements/:agreement/swaps',
  summary: 'My coming home days, each with the days that it could be swapped for',
  permission: 'staff',
  params: AgreementParams,
  answer: z.array(z.strictObject({ gives: CalendarDate, takes: z.array(CalendarDate) })),
})

export const askChange = route({
  method: 'POST',
  path: '/api/telework/agreements/:agreement/changes',
  summary: 'Ask for another day, one more day, or another week for some time',
  permission: 'staff',
  params: AgreementParams,
  body: ChangeWish,
  answer: AgreementView,
  status: 201,
})

export const cancelChange = route({
  method: 'DELETE',
  path: '/api/telework/changes/:change',
  summary: 'Take back a wish of mine',
  permission: 'staff',
  params: ChangeParams,
  answer: AgreementView,
})

export const decideChange = route({
  method: 'POST',
  path: '/api/approvals/changes/:change',
  summary: 'Grant or refuse a wish',
  permission: 'approver',
  params: ChangeParams,
  body: z.strictObject({ outcome: z.enum(['granted', 'refused']), reason: Reason }),
  answer: AgreementView,
})

/** A colleague's approved days; never whether she is there just now. */
export const TeamMember = z.strictObject({
  name: z.string(),
  /** Approved home days of the week asked for. */
  home: z.array(
    z.strictObject({
      date: CalendarDate,
      /** When she can be reached; the hours of the day where none were agreed. */
      from: WallTime,
      until: WallTime,
      type: WorkType,
    }),
  ),
})
export type TeamMember = z.infer<typeof TeamMember>

export const team = route({
  method: 'GET',
  path: '/api/telework/team',
  summary: 'Approved home days and contact hours of my team in one week',
  permission: 'staff',
  query: z.strictObject({
    /** Any date of the week. */
    date: CalendarDate.optional(),
  }),
  answer: z.strictObject({ monday: CalendarDate, members: z.array(TeamMember) }),
})

export const CalendarScope = z.enum(['own', 'team'])

export const calendarFeed = route({
  method: 'POST',
  path: '/api/telework/calendar',
  summary: 'Make an address for my calendar program; a former one of the same kind stops working',
  permission: 'staff',
  body: z.strictObject({ scope: CalendarScope }),
  answer: z.strictObject({ path: z.string() }),
  status: 201,
})

export const endCalendarFeed = route({
  method: 'DELETE',
  path: '/api/telework/calendar/:scope',
  summary: 'The address of my calendar stops working',
  permission: 'staff',
  params: z.strictObject({ scope: CalendarScope }),
  answer: null,
})

export const calendar = route({
  method: 'GET',
  path: '/api/calendar/:token',
  summary: 'Approved days and contact hours as iCalendar (RFC 5545); the address itself is the permission',
  permission: 'anyone',
  params: z.strictObject({ token: z.string().regex(/^[\w-]{43}\.ics$/) }),
  answer: null,
  file: 'text/calendar; charset=utf-8',
})
