import type { Revision } from '@nahtlos/contract/configuration/revision'
import type { Caller } from '../access/caller.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { makeDraft } from './drafts.ts'
import { goodConfiguration, needsSecondPerson, publishConfiguration } from './publish.ts'
import { listRevisions } from './revisions.ts'

/** Revisions that somebody took back: none of them is "the one before" any more, or it would return by one press. */
function withdrawnBy(revisions: readonly Revision[]): Set<number> {
  return new Set(
    revisions.flatMap(({ number, rollsBack }) =>
      rollsBack === null ? [] : Array.from({ length: number - rollsBack - 1 }, (_, index) => rollsBack + 1 + index),
    ),
  )
}

/**
 * Brings the files of an earlier revision back as a new one. The one that was in force just before needs nobody else: it
 * held already, and a mistake has to be taken back with one press. An older one is a change like any other.
 */
export async function rollBack(
  services: Services,
  caller: Caller,
  revision: number,
  reason: string,
): Promise<Revision> {
  const { database, published, revisionKeys } = services
  await published.refresh()
  const [inForce, against] = [published.current(), published.newest()]
  const signed = await revisionKeys.load(database, revision)
  if (signed === null || inForce === null) throw new ProblemError('not-found')
  const revisions = await listRevisions(database)
  const withdrawn = withdrawnBy(revisions)
  const before = revisions.find(
    ({ number, state }) => state === 'past' && number < inForce.revision && !withdrawn.has(number),
  )
  const isOneStep = before?.number === revision
  if (!isOneStep && needsSecondPerson(inForce.configuration, goodConfiguration(signed.files))) {
    const draft = await makeDraft(services, caller, reason, signed.files)
    throw new ProblemError('second-person-required', { draft: draft.id })
  }
  return publishConfiguration(services, caller, {
    files: signed.files,
    against,
    reason,
    stage: null,
    approvedBy: null,
    rollsBack: revision,
  })
}
