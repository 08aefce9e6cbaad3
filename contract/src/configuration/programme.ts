import { z } from 'zod'
import { StaffRole } from '../access/context.ts'
import { Slug } from '../identifiers.ts'
import { says } from '../issue-text.ts'
import { StepTask, WhenLate } from '../programme/telework-request.ts'
import { WorkType } from '../programme/work-type.ts'
import { Text } from '../text.ts'

/** Who belongs to a body: by a relation, a role, or a group of the directory. */
export const Members = z.union([
  z.strictObject({ relation: z.literal('line-manager') }),
  z.strictObject({ role: StaffRole, ofDepartment: z.boolean().default(false) }),
  z.strictObject({ group: Slug, ofDepartment: z.boolean().default(false) }),
])
export type Members = z.infer<typeof Members>

/** A body that takes part in requests: Amtsleitung, Personalrat, IT … */
export const Body = z.strictObject({
  title: Text,
  members: Members,
  /** Which sealed answers of a request are meant for it. */
  sees: z.array(z.enum(['family-duties', 'representative'])).default([]),
  /**
   * Who may stand in for a member who is away, besides the other members: whoever was elected or appointed for it, who
   * are a group of the directory. Left out, it is as with the product's body of this id, and anybody with one of your own.
   */
  deputies: z.union([z.literal('anybody'), z.strictObject({ group: Slug })]).exactOptional(),
  /** Which body acts where this one has nobody besides the person herself: somebody else decides for its own head. */
  instead: Slug.exactOptional(),
})
export type Body = z.infer<typeof Body>

/** One step of the chain as an administrator writes it; a body's id alone is a step with nothing special. */
export const ChainStep = z
  .strictObject({
    body: Slug,
    task: StepTask.default('approve'),
    /** A CEL condition over `request`; without one, always. One that cannot be evaluated counts as true. */
    when: z.string().optional(),
    /** Days until the step is late, and until it is reminded of. */
    days: z.number().int().min(1).max(365).default(14),
    remindAfter: z.number().int().min(1).max(365).optional(),
    late: WhenLate.default('remind'),
    escalateTo: Slug.optional(),
    /** An objection of this body stops the request. */
    binding: z.boolean().default(false),
    /** Only the person and this body know of the step, and whoever decides later, once it is done and her step is open. */
    confidential: z.boolean().default(false),
  })
  .refine((step) => step.late !== 'consent' || step.task === 'opinion', {
    message: says(
      'Schweigen gilt nur dort als Zustimmung, wo um eine Stellungnahme gebeten wird',
      'silence counts as consent only where an opinion is asked for',
    ),
    path: ['late'],
  })
  .refine((step) => !step.confidential || step.task === 'opinion', {
    message: says('nur eine Stellungnahme kann vertraulich sein', 'only an opinion can be confidential'),
    path: ['confidential'],
  })
  .refine((step) => (step.late === 'escalate') === (step.escalateTo !== undefined), {
    message: says(
      '"late: escalate" und "escalateTo" gehören zusammen',
      '"late: escalate" and "escalateTo" go together',
    ),
    path: ['late'],
  })
export type ChainStep = z.infer<typeof ChainStep>

/** A stage of the chain: one step, or several side by side. */
export const ChainStage = z.union([
  Slug,
  ChainStep,
  z.strictObject({ parallel: z.array(z.union([Slug, ChainStep])).min(1) }),
])
export type ChainStage = z.infer<typeof ChainStage>

export const FormPart = z.enum([
  'contact-hours',
  'office-hours',
  'task',
  'apps',
  'home',
  'equipment',
  'family-duties',
  'representative',
  'declarations',
])
export type FormPart = z.infer<typeof FormPart>

/** A template of a document: lines of text with `{placeholders}`; `# ` begins a heading, `- ` an item of a list. */
export const DocumentKindName = z.enum([
  'request',
  'decision',
  'agreement',
  'change',
  'suspension',
  'end',
  'hand-over',
  'return',
])
export type DocumentKindName = z.infer<typeof DocumentKindName>
const Template = z.strictObject({ title: Text, body: Text })

const rules = {
  /** Whether requests of this type can be filed at all. */
  offered: z.boolean(),
  chain: z.array(ChainStage).min(1),
  /** Home days per week at most. */
  maximumHomeDays: z.number().int().min(1).max(7),
  /** Length of an agreement at most, in months. */
  maximumMonths: z.number().int().min(1),
  /** The widest home hours of a day. */
  earliest: z.string(),
  latest: z.string(),
}

const Form = z.strictObject({
  ask: z.array(FormPart),
  /** What can be asked for to take home; `type` is the type of device that settles it, or else the id is. */
  equipment: z.array(z.strictObject({ id: Slug, title: Text, type: Slug.optional() })),
  /** Days after which a draft that nobody went on with is forgotten. */
  draftDays: z.number().int().min(1).max(365),
  /** Days after which a returned request that nobody corrected counts as withdrawn; reminded of after half of them. */
  returnedDays: z.number().int().min(2).max(365),
})
const Criteria = z.strictObject({
  /** Months in the present role before a request. */
  monthsInRole: z.number().int().min(0),
  /** Regular hours at least, in percent of full time. */
  shareOfFullTime: z.number().int().min(0).max(100),
})
/** How many of a department may have an agreement of this type at once; null is no limit. */
const Quota = z.strictObject({
  people: z.number().int().min(0).nullable(),
  percentOfStaff: z.number().int().min(0).max(100).nullable(),
})
const Refusal = z.strictObject({
  /** Characters of a refusal at least where family duties were named (HGlG § 14 (3)). */
  detailedLength: z.number().int().min(1).max(2000),
  /** Days in which the person may object, and who decides then. */
  contestDays: z.number().int().min(1).max(365),
  contestBody: Slug,
  /** Days in which it decides; reminded of after half of them and when they are over. */
  contestDecisionDays: z.number().int().min(2).max(365),
  /** Who may decide as well once they are over; null where it stays with the one body. */
  contestEscalateTo: Slug.nullable(),
})
const AgreementRules = z.strictObject({
  /** Days before the end at which the person is reminded to renew. */
  remindBeforeEnd: z.array(z.number().int().min(1).max(365)),
  /** Days between notice or revocation and the end. */
  noticeDays: z.number().int().min(0).max(365),
  /** Whether single days are granted by the rules alone, are asked for, or don't exist. */
  singleDays: z.enum(['granted', 'asked', 'none']),
  /** A day can be swapped for one at most so many days before or after it. */
  swapWithinDays: z.number().int().min(1).max(60),
  /** Days of mobile work in a calendar month. */
  daysPerMonth: z.number().int().min(0).max(31),
  /** Who grants single days and deviating periods; who suspends; who revokes. */
  granting: z.array(Slug).min(1),
  suspending: z.array(Slug),
  revoking: z.array(Slug),
})
const Words = z.strictObject({
  lead: Text,
  leaflet: z.strictObject({ version: z.string().min(1).max(40), text: Text }),
  /** How a refusal can be contested; printed in the decision. `{until}` is the last day, `{body}` who decides then. */
  instruction: Text,
  /** What can be done about a revocation or a suspension, which nobody contests in the portal. */
  revocationInstruction: Text,
})
const Documents = z.record(DocumentKindName, Template)

/** Everything that can be ruled, complete. */
export const ProgrammeRules = z.strictObject({
  ...rules,
  form: Form,
  criteria: Criteria,
  quota: Quota,
  refusal: Refusal,
  agreement: AgreementRules,
  texts: Words,
  documents: Documents,
})
export type ProgrammeRules = z.infer<typeof ProgrammeRules>

/** What is ruled otherwise than the level above; what is left out stays. */
export const RulesOverride = z
  .strictObject({
    ...rules,
    form: Form.partial(),
    criteria: Criteria.partial(),
    quota: Quota.partial(),
    refusal: Refusal.partial(),
    agreement: AgreementRules.partial(),
    texts: Words.partial(),
    documents: z.partialRecord(DocumentKindName, Template),
  })
  .partial()
export type RulesOverride = z.infer<typeof RulesOverride>

/** The rules of the telework programme; there is exactly one document. What it leaves out is the product's default. */
export const Programme = RulesOverride.extend({
  kind: z.literal('Programme'),
  id: Slug,
  title: Text,
  /** Bodies besides those that the product knows, or instead of them. */
  bodies: z.record(Slug, Body).default({}),
  /** The body that watches over all requests: it sees which ones are overdue, and with whom. */
  owner: Slug.default('personnel'),
  /** What is otherwise for one type. */
  types: z.partialRecord(WorkType, RulesOverride).default({}),
})
export type Programme = z.infer<typeof Programme>

/** What some departments rule otherwise than the city. */
export const ProgrammeVariant = z.strictObject({
  kind: z.literal('ProgrammeVariant'),
  id: Slug,
  title: Text,
  departments: z.array(Slug).min(1),
  /** Of which type it speaks; of all, where it names none. */
  type: WorkType.optional(),
  rules: RulesOverride,
})
export type ProgrammeVariant = z.infer<typeof ProgrammeVariant>
