import { z } from 'zod'
import { PersonFacts, SessionFacts } from '../access/context.ts'
import { SignedRevision } from '../configuration/signed-revision.ts'
import { SessionId } from '../identifiers.ts'

/** A revision for a host to keep: it decides by the last good one while the server is away. */
export const RevisionMessage = SignedRevision.extend({
  type: z.literal('revision'),
  number: z.number().int().min(1),
})
export type RevisionMessage = z.infer<typeof RevisionMessage>

/** By what this host decides itself: nothing that the server lets through may exceed it. */
export const HostPolicy = z.strictObject({
  /** Public keys of revisions, a JSON Web Key Set (RFC 7517). */
  keys: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  /** The revision that holds for everybody. */
  revision: z.number().int().min(1),
  /** Of each session here, the revision that holds for its person, and the facts about her. */
  sessions: z.array(
    z.strictObject({
      session: SessionId,
      revision: z.number().int().min(1),
      person: PersonFacts,
      /** For conditions that look at the session; where there are some, nothing is let through without. */
      running: SessionFacts.optional(),
      /** Programs that were approved for its person, each signed, see `session/program-grant.ts`. */
      grants: z.array(z.string().max(4000)).max(50).default([]),
    }),
  ),
})
export type HostPolicy = z.infer<typeof HostPolicy>
