import { randomBytes } from 'node:crypto'
import { allowingRule } from '@nahtlos/core/configuration/allowing-rule'
import type { Caller } from '../access/caller.ts'
import { makeDraft } from '../configuration/drafts.ts'
import { revisionFiles } from '../configuration/revisions.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { programsOf } from './decide.ts'
import { requestFor } from './requests.ts'

/**
 * A draft that allows the program in the workspace for good. It is published as every other change is: with its
 * impact seen, and by a second person where the city demands one. The request itself stays to be answered.
 *
 * @throws ProblemError `not-found`, `program-not-grantable`
 */
export async function draftRule(services: Services, caller: Caller, id: string): Promise<number> {
  const { database, published, events, clock } = services
  const row = await database.transaction().execute((queries) => requestFor(services, queries, caller, id))
  const revision = published.current()?.revision ?? null
  const files = revision === null ? null : await revisionFiles(database, revision)
  if (files === null || row.origin === 'brought' || row.forbidden) throw new ProblemError('program-not-grantable')
  const name = `request-${randomBytes(4).toString('hex')}`
  const file = { path: `programs/${name}.yaml`, text: allowingRule(name, row.workspace, programsOf(row)) }
  const draft = await makeDraft(services, caller, `${row.package ?? row.path}: ${row.workspace}`, [...files, file])
  await events.record(database, {
    at: clock(),
    kind: 'program.rule-drafted',
    actor: caller.person.id,
    clientAddress: caller.context.clientAddress,
    details: { person: row.person, request: id, draft: draft.id },
  })
  return draft.id
}
