import { z } from 'zod'
import { RetentionClass } from '../configuration/data-protection.ts'
import { Account, Instant, PersonId } from '../identifiers.ts'
import { says } from '../issue-text.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

const Person = z.strictObject({ id: PersonId, name: z.string(), department: z.string() })
const Purpose = z
  .string()
  .trim()
  .min(10, says('braucht mindestens zehn Buchstaben', 'needs at least ten letters'))
  .max(500)
/** Rows by table, as they are stored, without what is secret. */
const Rows = z.record(z.string(), z.array(z.record(z.string(), z.unknown())))

/** What is written down about whom, why, and for how long: the page "Was wird protokolliert". */
export const LoggedClass = z.strictObject({
  id: z.string(),
  what: Text,
  why: Text,
  /** Months; null where it goes with the thing it is about. */
  months: z.number().int().nullable(),
})
export type LoggedClass = z.infer<typeof LoggedClass>

export const whatIsLogged = route({
  method: 'GET',
  path: '/api/privacy/logged',
  summary: 'What is written down, why and for how long, by the configuration in force',
  permission: 'staff',
  answer: z.strictObject({
    controller: Text,
    officer: Text,
    logged: z.array(LoggedClass),
    never: z.array(Text),
  }),
})

export const myData = route({
  method: 'GET',
  path: '/api/privacy/mine',
  summary: 'Everything that is stored about me (Article 15 GDPR), without passwords and keys',
  permission: 'staff',
  answer: z.strictObject({
    at: Instant,
    person: z.record(z.string(), z.unknown()),
    rows: Rows,
    /** Where I acted for others: how often, by table. What it was about is theirs. */
    acted: z.record(z.string(), z.number().int()),
  }),
})

export const myDataFile = route({
  method: 'GET',
  path: '/api/privacy/mine/file',
  summary: 'Everything that is stored about me as a ZIP file: the data as JSON, my documents as PDF, my photos',
  permission: 'staff',
  answer: null,
  file: 'application/zip',
})

export const Look = z.strictObject({
  at: Instant,
  by: z.string(),
  /** What she did, to be read after the name: "looked at your request". */
  what: Text,
  /** Given for a look at the log; null where the task explains it. */
  purpose: z.string().nullable(),
})
export type Look = z.infer<typeof Look>

export const myLooks = route({
  method: 'GET',
  path: '/api/privacy/looks',
  summary: 'Who looked at what of me, newest first (at most 500)',
  permission: 'staff',
  answer: z.array(Look),
})

export const LookUp = z.strictObject({
  id: z.uuid(),
  person: Person,
  askedBy: z.string(),
  askedAt: Instant,
  purpose: z.string(),
  from: Instant,
  until: Instant,
  state: z.enum(['waiting', 'granted', 'refused', 'over']),
  decidedBy: z.string().nullable(),
  openUntil: Instant.nullable(),
})
export type LookUp = z.infer<typeof LookUp>

export const askLookUp = route({
  method: 'POST',
  path: '/api/privacy/look-ups',
  summary: 'Ask to see the events of one person, with a purpose; somebody else decides',
  permission: 'auditor',
  body: z
    .strictObject({ account: Account, purpose: Purpose, from: Instant, until: Instant })
    .refine(({ from, until }) => from < until, {
      message: says('muss nach dem Beginn liegen', 'must be after the beginning'),
      path: ['until'],
    }),
  answer: LookUp,
  status: 201,
})

export const myLookUps = route({
  method: 'GET',
  path: '/api/privacy/look-ups/mine',
  summary: 'What I asked to see, newest first',
  permission: 'auditor',
  answer: z.array(LookUp),
})

export const lookUpEvents = route({
  method: 'GET',
  path: '/api/privacy/look-ups/:lookUp/events',
  summary: 'The events that a granted look opens, while it lasts; each look is shown to the person',
  permission: 'auditor',
  params: z.strictObject({ lookUp: z.uuid() }),
  answer: z.array(
    z.strictObject({
      at: Instant,
      kind: z.string(),
      /** What events of this area are about, in words. */
      what: Text,
      acted: z.boolean(),
      clientAddress: z.string().nullable(),
    }),
  ),
})

export const lookUps = route({
  method: 'GET',
  path: '/api/privacy/look-ups',
  summary: 'Looks that were asked for, newest first (at most 200)',
  permission: 'data-protection',
  answer: z.array(LookUp),
})

export const decideLookUp = route({
  method: 'POST',
  path: '/api/privacy/look-ups/:lookUp/decision',
  summary: 'Grant or refuse a look; never one of my own, and never one at me',
  permission: 'data-protection',
  params: z.strictObject({ lookUp: z.uuid() }),
  body: z.strictObject({ granted: z.boolean() }),
  answer: LookUp,
})

export const ArchiveOffer = z.strictObject({
  id: z.uuid(),
  class: RetentionClass,
  offeredAt: Instant,
  until: Instant,
  department: z.string(),
  departmentTitle: Text,
  decision: z.enum(['taken', 'declined']).nullable(),
  /** When somebody of the archive last saved it as a file; only then it can be taken over. */
  savedAt: Instant.nullable(),
})
export type ArchiveOffer = z.infer<typeof ArchiveOffer>

export const archiveOffers = route({
  method: 'GET',
  path: '/api/archive/offers',
  summary: 'Cases that are offered before they are destroyed, oldest first (at most 500); no names',
  permission: 'archivist',
  answer: z.array(ArchiveOffer),
})

export const archiveOffer = route({
  method: 'GET',
  path: '/api/archive/offers/:offer',
  summary: 'An offered case as a whole; the look is shown to the person',
  permission: 'archivist',
  params: z.strictObject({ offer: z.uuid() }),
  answer: z.strictObject({ offer: ArchiveOffer, rows: Rows }),
})

export const archiveOfferFile = route({
  method: 'GET',
  path: '/api/archive/offers/:offer/file',
  summary: 'An offered case as a ZIP file: the data as JSON, its documents as PDF; the look is shown to the person',
  permission: 'archivist',
  params: z.strictObject({ offer: z.uuid() }),
  answer: null,
  file: 'application/zip',
})

export const decideArchiveOffer = route({
  method: 'POST',
  path: '/api/archive/offers/:offer/decision',
  summary: 'Take a case over that was saved, or leave it; it is destroyed here either way',
  permission: 'archivist',
  params: z.strictObject({ offer: z.uuid() }),
  body: z.strictObject({ decision: z.enum(['taken', 'declined']) }),
  answer: ArchiveOffer,
})

export const Erasure = z.strictObject({
  id: z.uuid(),
  person: Person,
  askedBy: z.string(),
  askedAt: Instant,
  reason: z.string(),
  /** What stands in the way; empty where it can be done. */
  obstacles: z.array(Text),
  /** Where others wrote her family name, which somebody else has, too: what is meant has to be looked at by people. */
  mentions: z.array(z.strictObject({ where: z.string(), count: z.number().int() })),
})
export type Erasure = z.infer<typeof Erasure>

export const erasures = route({
  method: 'GET',
  path: '/api/privacy/erasures',
  summary: 'People whose deletion was asked for',
  permission: 'data-protection',
  answer: z.array(Erasure),
})

export const askErasure = route({
  method: 'POST',
  path: '/api/privacy/erasures',
  summary: 'Ask for a person to be deleted with all that is hers; a second person confirms',
  permission: 'data-protection',
  body: z.strictObject({ account: Account, reason: Purpose }),
  answer: Erasure,
  status: 201,
})

export const Evidence = z.strictObject({
  id: z.uuid(),
  at: Instant,
  class: z.union([RetentionClass, z.literal('person')]),
  reason: z.enum(['retention', 'archive-taken', 'archive-declined', 'archive-silent', 'erasure']),
  /** SHA-256 of the identifier of what was deleted: whoever has the identifier can check it, nobody can find it. */
  subject: z.string(),
  /** Rows deleted, by table. */
  rows: z.record(z.string(), z.number().int()),
  by: z.string().nullable(),
})
export type Evidence = z.infer<typeof Evidence>

export const confirmErasure = route({
  method: 'POST',
  path: '/api/privacy/erasures/:erasure/confirmation',
  summary: 'Confirm a deletion that somebody else asked for: it is done at once and for good',
  permission: 'data-protection',
  params: z.strictObject({ erasure: z.uuid() }),
  answer: Evidence,
})

export const evidence = route({
  method: 'GET',
  path: '/api/privacy/evidence',
  summary: 'What was deleted, when and why, newest first (at most 500)',
  permission: 'data-protection',
  answer: z.array(Evidence),
})

export const dataProtectionDrafts = route({
  method: 'GET',
  path: '/api/privacy/drafts',
  summary: 'Drafts of the record of processing activities (Article 30) and of the impact assessment (Article 35 GDPR)',
  permission: 'data-protection',
  answer: z.array(z.strictObject({ name: z.string(), title: Text, markdown: Text })),
})

export const StatisticsGroup = z.strictObject({
  /** Null for departments that are too small to be shown alone. */
  department: z.string().nullable(),
  title: Text,
  people: z.number().int(),
  agreements: z.number().int(),
  devices: z.number().int(),
})

export const statistics = route({
  method: 'GET',
  path: '/api/statistics',
  summary: 'Agreements and devices by department; never of fewer than ten people',
  permission: 'administrator',
  answer: z.array(StatisticsGroup),
})
