import { z } from 'zod'
import { Context } from '../access/context.ts'
import { NearestChange } from '../access/nearest-change.ts'
import { Origin, Resolution } from '../access/resolution.ts'
import { DocumentChange } from '../configuration/change.ts'
import { Impact } from '../configuration/impact.ts'
import { Difference, Draft, Revision, Stage } from '../configuration/revision.ts'
import { ConfigurationFault, ConfigurationFile } from '../configuration/source.ts'
import { Instant, PersonId, Slug } from '../identifiers.ts'
import { Text } from '../text.ts'
import { route } from './route.ts'

const Files = z.array(ConfigurationFile).min(1).max(2000)
const Reason = z.string().trim().min(1).max(1000)
const RevisionParams = z.strictObject({ revision: z.coerce.number().int().min(1) })
const DraftParams = z.strictObject({ draft: z.coerce.number().int().min(1) })

/** What a question is about: files that were never stored, a draft, a revision; without any, what is in force. */
const About = {
  files: Files.optional(),
  draft: z.number().int().min(1).optional(),
  revision: z.number().int().min(1).optional(),
}

export const documentSchema = route({
  method: 'GET',
  path: '/api/configuration.schema.json',
  summary: 'The JSON Schema of configuration documents, for editors; it is public, as the product is',
  permission: 'anyone',
  answer: z.record(z.string(), z.unknown()),
})

/** One document of the configuration in force, to browse and to search. */
export const DocumentEntry = z.strictObject({
  /** `Workspace/sozialamt` */
  name: z.string(),
  kind: z.string(),
  id: Slug,
  title: Text,
  path: z.string(),
  /** The department that it belongs to; null is the city. */
  department: Slug.nullable(),
  /** Whether the caller may change it, and why not. */
  editable: z.boolean(),
  refusal: Text.nullable(),
})
export type DocumentEntry = z.infer<typeof DocumentEntry>

export const documents = route({
  method: 'GET',
  path: '/api/administration/configuration/documents',
  summary: 'The documents of the configuration in force; with words, those that have all of them in name, text or file',
  permission: 'configuration-editor',
  query: z.object({ words: z.string().max(200).optional() }),
  answer: z.array(DocumentEntry),
})

export const document = route({
  method: 'GET',
  path: '/api/administration/configuration/documents/:kind/:id',
  summary: 'One document in force: its text, what it inherits from where, and which documents name it',
  permission: 'configuration-editor',
  params: z.strictObject({ kind: z.string().max(40), id: Slug }),
  answer: z.strictObject({
    entry: DocumentEntry,
    /** As its author wrote it, comments included. */
    text: z.string(),
    /** Of a workspace that is offered: where each of its parts comes from. */
    origins: z.array(Origin),
    /** Documents that name it. */
    namedBy: z.array(z.string()),
  }),
})

export const revisions = route({
  method: 'GET',
  path: '/api/administration/configuration',
  summary: 'The published revisions, newest first',
  permission: 'configuration-editor',
  answer: z.array(Revision),
})

export const revisionFiles = route({
  method: 'GET',
  path: '/api/administration/configuration/:revision',
  summary: 'The files of a revision, byte for byte as they were published',
  permission: 'configuration-editor',
  params: RevisionParams,
  answer: z.strictObject({ files: z.array(ConfigurationFile) }),
})

export const revisionChanges = route({
  method: 'GET',
  path: '/api/administration/configuration/:revision/changes',
  summary: 'What a revision changed against the one before it, in words',
  permission: 'configuration-editor',
  params: RevisionParams,
  answer: z.strictObject({ changes: z.array(DocumentChange) }),
})

export const validateConfiguration = route({
  method: 'POST',
  path: '/api/administration/configuration/validation',
  summary: 'Check a configuration without publishing it',
  permission: 'configuration-editor',
  large: true,
  body: z.strictObject({ files: Files }),
  answer: z.strictObject({ faults: z.array(ConfigurationFault) }),
})

export const compareConfiguration = route({
  method: 'POST',
  path: '/api/administration/configuration/difference',
  summary: 'What files or a draft would change against the configuration in force, in words',
  permission: 'configuration-editor',
  large: true,
  body: z.strictObject(About),
  answer: Difference,
})

/** From outside everybody is counted as if she had an agreement for that time; see `ImpactLine`. */
export const configurationImpact = route({
  method: 'POST',
  path: '/api/administration/configuration/impact',
  summary: 'Who would gain and lose what, over all staff; small numbers are hidden from those who may not see persons',
  permission: 'configuration-editor',
  large: true,
  body: z.strictObject({ ...About, at: Instant.optional() }),
  answer: Impact,
})

/**
 * Answers 422 with code `configuration-invalid` and the faults as fields; 403 with code `second-person-required` where
 * it has to be approved first: it waits as a draft then, whose number is in the fields.
 */
export const publishConfiguration = route({
  method: 'POST',
  path: '/api/administration/configuration',
  summary: 'Publish a whole configuration as the next revision',
  permission: 'configuration-editor',
  large: true,
  body: z.strictObject({
    files: Files,
    reason: Reason,
    stage: Stage.optional(),
    /** The revision that the files were made from: what others published since then in other files is kept. */
    base: z.number().int().min(1).optional(),
  }),
  answer: Revision,
  status: 201,
})

/** The files come back as a new revision: the history is only ever added to. */
export const rollBackConfiguration = route({
  method: 'POST',
  path: '/api/administration/configuration/:revision/rollback',
  summary: 'Bring an earlier revision back; the one before the present needs no second person',
  permission: 'administrator',
  params: RevisionParams,
  body: z.strictObject({ reason: Reason }),
  answer: Revision,
  status: 201,
})

export const endTrial = route({
  method: 'POST',
  path: '/api/administration/configuration/:revision/trial',
  summary: 'End the trial of a revision: bring it into force for everybody, or stop it',
  permission: 'administrator',
  params: RevisionParams,
  body: z.strictObject({ outcome: z.enum(['complete', 'stop']) }),
  answer: Revision,
})

export const changeTrial = route({
  method: 'PUT',
  path: '/api/administration/configuration/:revision/trial',
  summary: 'Let more people, or others, take part in a trial that goes on',
  permission: 'administrator',
  params: RevisionParams,
  body: z.strictObject({ stage: Stage }),
  answer: Revision,
})

export const drafts = route({
  method: 'GET',
  path: '/api/administration/drafts',
  summary: 'Drafts that are not published: all for administrators, for others those of their own role',
  permission: 'configuration-editor',
  answer: z.array(Draft),
})

export const makeDraft = route({
  method: 'POST',
  path: '/api/administration/drafts',
  summary: 'Begin a draft, with these files or with those in force',
  permission: 'configuration-editor',
  large: true,
  body: z.strictObject({ title: Reason, files: Files.optional() }),
  answer: Draft,
  status: 201,
})

export const draft = route({
  method: 'GET',
  path: '/api/administration/drafts/:draft',
  summary: 'A draft with its files and what is wrong in them',
  permission: 'configuration-editor',
  params: DraftParams,
  answer: z.strictObject({ draft: Draft, files: z.array(ConfigurationFile), faults: z.array(ConfigurationFault) }),
})

export const changeDraft = route({
  method: 'PUT',
  path: '/api/administration/drafts/:draft',
  summary:
    'Replace the files of a draft; an approval is void then. Answers 409 `draft-changed` where `seen` is outdated',
  permission: 'configuration-editor',
  large: true,
  params: DraftParams,
  /** `seen` is the draft's `changedAt` as the caller knows it. */
  body: z.strictObject({ files: Files, seen: Instant.optional() }),
  answer: z.strictObject({ draft: Draft, faults: z.array(ConfigurationFault) }),
})

export const discardDraft = route({
  method: 'DELETE',
  path: '/api/administration/drafts/:draft',
  summary: 'Discard a draft',
  permission: 'configuration-editor',
  params: DraftParams,
  answer: null,
})

export const approveDraft = route({
  method: 'POST',
  path: '/api/administration/drafts/:draft/approval',
  summary:
    'Approve exactly the files that were seen as the second person; 409 `draft-changed` where they are others now',
  permission: 'administrator',
  params: DraftParams,
  /** The draft's `changedAt` when the caller looked at what it changes. */
  body: z.strictObject({ seen: Instant }),
  answer: Draft,
})

export const publishDraft = route({
  method: 'POST',
  path: '/api/administration/drafts/:draft/publication',
  summary: 'Publish a draft, for everybody or for a stage first',
  permission: 'configuration-editor',
  params: DraftParams,
  body: z.strictObject({ reason: Reason, stage: Stage.optional() }),
  answer: Revision,
  status: 201,
})

export const simulate = route({
  method: 'POST',
  path: '/api/administration/simulation',
  summary: 'What would this person get, from there, at that time, by what is in force or by a draft',
  permission: 'administrator',
  body: z.strictObject({ person: PersonId, context: Context, ...About }),
  answer: Resolution,
})

export const explainNearest = route({
  method: 'POST',
  path: '/api/administration/simulation/nearest',
  summary: 'The nearest change of the facts that would alter what the person gets of a workspace',
  permission: 'administrator',
  body: z.strictObject({ person: PersonId, context: Context, workspace: Slug, ...About }),
  answer: z.strictObject({ changes: z.array(NearestChange) }),
})

const Zones = z.array(
  z.strictObject({ id: Slug, title: Text, listener: Slug, exampleAddress: z.string(), outside: z.boolean() }),
)

/** What a question may name: places, hosts and apps of the configuration in force. */
export const SimulationChoices = z.strictObject({
  zones: Zones,
  pools: z.array(z.strictObject({ id: Slug, title: Text, hosts: z.array(Slug) })),
  apps: z.array(z.strictObject({ id: Slug, title: Text })),
})
export type SimulationChoices = z.infer<typeof SimulationChoices>

export const simulationChoices = route({
  method: 'GET',
  path: '/api/administration/simulation/choices',
  summary: 'The zones, pools and apps that a simulation may name',
  permission: 'administrator',
  answer: SimulationChoices,
})

/** Why the help desk looks; the person reads it. */
const LookReason = z.string().trim().min(10).max(500)

export const helpDeskChoices = route({
  method: 'GET',
  path: '/api/help-desk/simulation/choices',
  summary: 'The zones, pools and apps that a question of the help desk may name',
  permission: 'help-desk',
  answer: SimulationChoices,
})

export const helpDeskSimulate = route({
  method: 'POST',
  path: '/api/help-desk/simulation',
  summary: 'What would this person get by what is in force, for a stated reason that she sees',
  permission: 'help-desk',
  body: z.strictObject({ person: PersonId, context: Context, reason: LookReason }),
  answer: Resolution,
})

export const helpDeskNearest = route({
  method: 'POST',
  path: '/api/help-desk/simulation/nearest',
  summary: 'The nearest change of the facts that would alter it, for the same reason',
  permission: 'help-desk',
  body: z.strictObject({ person: PersonId, context: Context, workspace: Slug, reason: LookReason }),
  answer: z.strictObject({ changes: z.array(NearestChange) }),
})

export const zones = route({
  method: 'GET',
  path: '/api/administration/zones',
  summary: 'The zones of the published configuration',
  permission: 'configuration-editor',
  answer: Zones,
})
