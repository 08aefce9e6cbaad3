import { z } from 'zod'
import { HomeWorkplace } from '../configuration/home-workplace.ts'
import { HomeAnswer, HomeCheck, HomeCheckOf } from '../home-workplace/check.ts'
import { Account, CalendarDate, Instant, PersonId } from '../identifiers.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

const CheckParams = z.strictObject({ check: z.uuid() })

export const MyHomeWorkplace = z.strictObject({
  checklist: HomeWorkplace.shape.checklist.unwrap(),
  photosAtMost: z.number().int(),
  /** The newest one; null where there is none. */
  check: HomeCheck.nullable(),
  /** Last day on which the workplace counts as confirmed; null where it does not. */
  confirmedUntil: CalendarDate.nullable(),
  /** Last day on which the training counts; null where there was none. */
  trainingUntil: CalendarDate.nullable(),
  today: CalendarDate,
})
export type MyHomeWorkplace = z.infer<typeof MyHomeWorkplace>

export const myHomeWorkplace = route({
  method: 'GET',
  path: '/api/home-workplace',
  summary: 'The checklist, what I said of my workplace at home, and until when it holds',
  permission: 'staff',
  answer: MyHomeWorkplace,
})

export const fileHomeCheck = route({
  method: 'POST',
  path: '/api/home-workplace',
  summary: 'Answer the checklist; it takes the place of one that waits',
  permission: 'staff',
  body: z.strictObject({ answers: z.array(HomeAnswer).max(60) }),
  answer: MyHomeWorkplace,
  status: 201,
})

/** JPEG, PNG or WebP by content, at most 5 MiB. It is drawn anew: place, time and camera are not in it any more. */
export const addHomePhoto = route({
  method: 'POST',
  path: '/api/home-workplace/photos',
  summary: 'Add a photo to my waiting check; nobody has to',
  permission: 'staff',
  body: z.strictObject({ photo: z.base64().max(7_000_000) }),
  answer: MyHomeWorkplace,
  status: 201,
  large: true,
})

export const removeHomePhotos = route({
  method: 'DELETE',
  path: '/api/home-workplace/photos',
  summary: 'Delete all my photos at once',
  permission: 'staff',
  answer: MyHomeWorkplace,
})

export const changeHome = route({
  method: 'POST',
  path: '/api/home-workplace/change',
  summary: 'My home changed: the checklist is to be answered anew',
  permission: 'staff',
  answer: MyHomeWorkplace,
})

export const waitingHomeChecks = route({
  method: 'GET',
  path: '/api/home-workplace/checks',
  summary: 'Checks that wait for occupational safety, oldest first (at most 500)',
  permission: 'occupational-safety',
  answer: z.array(
    z.strictObject({
      id: z.uuid(),
      person: z.strictObject({ id: PersonId, name: z.string(), department: z.string() }),
      departmentTitle: Text,
      filedAt: Instant,
    }),
  ),
})

export const homeCheck = route({
  method: 'GET',
  path: '/api/home-workplace/checks/:check',
  summary: 'One waiting check with its answers; the look is shown to the person',
  permission: 'occupational-safety',
  params: CheckParams,
  answer: HomeCheckOf,
})

export const homePhoto = route({
  method: 'GET',
  path: '/api/home-workplace/checks/:check/photos/:photo',
  summary: 'One photo of a waiting check, as JPEG in base64',
  permission: 'occupational-safety',
  params: z.strictObject({ check: z.uuid(), photo: z.uuid() }),
  answer: z.strictObject({ jpeg: z.base64() }),
})

export const assessHomeCheck = route({
  method: 'POST',
  path: '/api/home-workplace/checks/:check/assessment',
  summary: 'Accept a check or return it with a remark; its photos are deleted at once',
  permission: 'occupational-safety',
  params: CheckParams,
  body: z.strictObject({ accepted: z.boolean(), remark: z.string().trim().max(1000).nullable() }),
  answer: HomeCheckOf,
})

export const recordTraining = route({
  method: 'POST',
  path: '/api/trainings',
  summary:
    'Record on which day these people took part in the training; an earlier day changes nothing, unless it is a correction',
  permission: 'occupational-safety',
  body: z.strictObject({
    accounts: z.array(Account).min(1).max(2000),
    on: CalendarDate,
    /** What is recorded was wrong: this day counts, even if it is an earlier one. */
    correction: z.boolean().default(false),
  }),
  answer: z.strictObject({ recorded: z.number().int() }),
})
