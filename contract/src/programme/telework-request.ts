import { z } from 'zod'
import { CalendarDate, Instant, PersonId, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'
import { TeleworkApplication } from './application.ts'

/**
 * - `open`: waits for the bodies whose steps are open
 * - `returned`: waits for the person to correct it
 * - `contested`: was rejected, and the person objected; waits for the body that decides on objections
 * - `approved`, `rejected`, `withdrawn`: final, except that a rejection can be contested for some time
 */
export const RequestState = z.enum(['open', 'returned', 'contested', 'approved', 'rejected', 'withdrawn'])
export type RequestState = z.infer<typeof RequestState>

/**
 * - `approve`: has to approve; may return or reject
 * - `decide`: the same, and without its approval there is no agreement
 * - `opinion`: may agree or object; the request goes on either way, unless its objection is binding
 * - `inform`: is told, and nobody waits for it
 */
export const StepTask = z.enum(['approve', 'decide', 'opinion', 'inform'])
export type StepTask = z.infer<typeof StepTask>

/** What happens when a step is late: it is reminded of again, goes to another body too, or counts as agreed to. */
export const WhenLate = z.enum(['remind', 'escalate', 'consent'])
export type WhenLate = z.infer<typeof WhenLate>

/** One step of one request, as the rules were when it was filed. Steps of the same stage are open side by side. */
export const RequestStep = z.strictObject({
  /** From 0, in the order of the chain. */
  number: z.number().int().min(0),
  stage: z.number().int().min(0),
  body: Slug,
  title: Text,
  task: StepTask,
  state: z.enum(['later', 'open', 'done', 'skipped']),
  /** Only the person and the body itself know of a confidential step. */
  confidential: z.boolean(),
  /** Whether an objection of this body stops the request. */
  binding: z.boolean(),
  /** Days until a reminder and until the step is late, from its opening. */
  remindAfter: z.number().int().min(1),
  days: z.number().int().min(1),
  late: WhenLate,
  escalateTo: Slug.nullable(),
  openedAt: Instant.nullable(),
  dueAt: Instant.nullable(),
  reminded: z.boolean(),
  escalated: z.boolean(),
})
export type RequestStep = z.infer<typeof RequestStep>

export const RecordOutcome = z.enum([
  'filed',
  'corrected',
  'withdrawn',
  'contested',
  'approved',
  'rejected',
  'returned',
  'consented',
  'objected',
  'contest-granted',
  'contest-dismissed',
  'informed',
  'reminded',
  'escalated',
  'lapsed',
])
export type RecordOutcome = z.infer<typeof RecordOutcome>

const Named = z.strictObject({ id: PersonId, name: z.string() })

/** One recorded step of a request; records are only ever added. */
export const RequestRecord = z.strictObject({
  at: Instant,
  /** Null where time did it. */
  by: Named.nullable(),
  /** The body that acted; `person` where the person did, `time` where a deadline did. */
  as: Slug,
  /** Whom she stood in for. */
  onBehalfOf: Named.nullable(),
  /** Filed once it is 1; each correction begins another round, in which everybody is asked anew. */
  round: z.number().int().min(1),
  step: z.number().int().min(0).nullable(),
  outcome: RecordOutcome,
  /** Mandatory for a rejection, an objection, a return. */
  reason: z.string().nullable(),
  /** What was examined instead; mandatory with a rejection where family duties were named. */
  alternatives: z.string().nullable(),
})
export type RequestRecord = z.infer<typeof RequestRecord>

export const TeleworkRequest = z.strictObject({
  id: z.uuid(),
  person: z.strictObject({ id: PersonId, name: z.string(), department: Slug }),
  application: TeleworkApplication,
  state: RequestState,
  round: z.number().int().min(1),
  /** The chain as it stood when the request was filed or corrected. */
  steps: z.array(RequestStep),
  records: z.array(RequestRecord),
  /** Who decides should the person object to a rejection, who else once that is late, and for how many days she may. */
  contest: z.strictObject({ body: Slug, title: Text, days: z.number().int().min(1), escalateTo: Slug.nullable() }),
  /** Characters that a refusal has at least where family duties were named. */
  detailedLength: z.number().int().min(1),
  /** Days in which an objection is to be decided, and in which the person corrects what was returned. */
  patience: z.strictObject({ contest: z.number().int().min(1), correction: z.number().int().min(1) }),
})
export type TeleworkRequest = z.infer<typeof TeleworkRequest>

/** What the reader of a request can do with it now. */
export const RequestAction = z.enum(['withdraw', 'correct', 'contest', 'decide-contest'])
export type RequestAction = z.infer<typeof RequestAction>

/** A request as one reader sees it: without the steps, records and answers that are not for her. */
export const RequestView = TeleworkRequest.omit({ contest: true, detailedLength: true, patience: true }).extend({
  departmentTitle: Text,
  /** The words for the apps, the workspace and the equipment that the application names, by their ids. */
  titles: z.record(Slug, Text),
  filedAt: Instant,
  /** Numbers of the open steps that the reader may take. All numbers of a view count what its reader sees. */
  yours: z.array(z.number().int()),
  may: z.array(RequestAction),
  /** Whether a refusal has to be reasoned in detail, with at least so many characters; null where not. */
  detailedReasons: z.number().int().nullable(),
  /** Until when the person may object to the rejection; null where there is nothing to object to. */
  contestUntil: CalendarDate.nullable(),
  /** Until when the person may correct what was returned, before it counts as withdrawn; null where nothing was. */
  correctUntil: CalendarDate.nullable(),
  /** Until when the objection is to be decided; null where there is none. */
  contestDecisionBy: CalendarDate.nullable(),
  /**
   * Where the checklist of the workplace at home stands, for occupational safety while it is its turn: how many answers
   * differ, and until when it is confirmed. Null for everybody else.
   */
  homeWorkplace: z
    .strictObject({
      state: z.enum(['none', 'waiting', 'accepted', 'returned']),
      differs: z.number().int(),
      until: CalendarDate.nullable(),
    })
    .nullable(),
  /**
   * Criteria of which the directory says nothing, for whoever can approve now: she knows it, or asks. Empty for
   * everybody else.
   */
  unchecked: z.array(Text),
  contestTitle: Text,
})
export type RequestView = z.infer<typeof RequestView>
