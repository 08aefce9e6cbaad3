import * as routes from '@nahtlos/contract/api/configuration'
import { changesBetween } from '@nahtlos/core/configuration/changes'
import { loadConfiguration } from '@nahtlos/core/configuration/load-configuration'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { ProblemError } from '../problem-error.ts'
import { askedAbout } from './about.ts'
import { documentDetail, documentEntries, documentSchema } from './documents.ts'
import {
  approveDraft,
  changeDraft,
  discardDraft,
  listDrafts,
  makeDraft,
  openDraft,
  publishDraft,
  publishFiles,
} from './drafts.ts'
import { tellEmptyGroups } from './empty-groups.ts'
import { withLines } from './lines-of-changes.ts'
import { permitChange } from './may-publish.ts'
import { faultsOf, needsSecondPerson } from './publish.ts'
import { listRevisions, revisionBefore, revisionFiles } from './revisions.ts'
import { rollBack } from './roll-back.ts'
import { nearest, simulate } from './simulation.ts'
import { impactOf } from './survey.ts'
import { endTrial, restage } from './trials.ts'
import { choicesOf, zonesOf } from './zones.ts'

/** Documents, drafts and revisions of the configuration, and questions about them. */
export function configurationRoutes(api: Api): void {
  const { services } = api
  const { database } = services

  implement(api, routes.documentSchema, async () => documentSchema())
  implement(api, routes.documents, async ({ caller, query }) => documentEntries(services, caller, query.words))
  implement(api, routes.document, ({ caller, params }) => documentDetail(services, caller, params.kind, params.id))
  implement(api, routes.revisions, () => listRevisions(database))
  implement(api, routes.revisionFiles, async ({ params }) => {
    const files = await revisionFiles(database, params.revision)
    if (files === null) throw new ProblemError('not-found')
    return { files }
  })
  implement(api, routes.revisionChanges, async ({ params }) => {
    const files = await revisionFiles(database, params.revision)
    if (files === null) throw new ProblemError('not-found')
    const after = loadConfiguration(files)
    const former = await revisionBefore(database, params.revision)
    const formerFiles = (former === null ? null : await revisionFiles(database, former)) ?? []
    const before = loadConfiguration(formerFiles)
    const changes = after.ok ? changesBetween(before.ok ? before.configuration : null, after.configuration) : []
    return { changes: withLines(changes, formerFiles, files) }
  })
  implement(api, routes.validateConfiguration, async ({ body }) => ({ faults: faultsOf(body.files) }))
  implement(api, routes.compareConfiguration, async ({ caller, body }) => {
    const asked = await askedAbout(services, caller, body)
    if (asked === null) throw new ProblemError('not-found')
    const { configuration: next, files } = asked
    const present = services.published.current()
    const inForce = present?.configuration ?? null
    const changes = await tellEmptyGroups(database, next, changesBetween(inForce, next))
    const before = (present && (await revisionFiles(database, present.revision))) ?? []
    return { changes: withLines(changes, before, files), secondPerson: needsSecondPerson(inForce, next) }
  })
  implement(api, routes.configurationImpact, async ({ caller, body }) => {
    const asked = await askedAbout(services, caller, body)
    if (asked === null) throw new ProblemError('not-found')
    // What she may not change she may not try out either: numbers of people are an answer, too.
    if (asked.drafted !== null) await permitChange(services, caller, asked.drafted, asked.configuration)
    return impactOf(services, caller, asked.configuration, body.at)
  })
  implement(api, routes.publishConfiguration, ({ caller, body }) =>
    publishFiles(services, caller, body.files, body.reason, body.stage ?? null, body.base ?? null),
  )
  implement(api, routes.rollBackConfiguration, ({ caller, params, body }) =>
    rollBack(services, caller, params.revision, body.reason),
  )
  implement(api, routes.endTrial, ({ caller, params, body }) =>
    endTrial(services, {
      revision: params.revision,
      outcome: body.outcome === 'complete' ? 'complete' : 'stopped',
      detail: null,
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
    }),
  )

  implement(api, routes.changeTrial, ({ caller, params, body }) =>
    restage(services, caller, params.revision, body.stage),
  )

  implement(api, routes.drafts, ({ caller }) => listDrafts(services, caller))
  implement(api, routes.makeDraft, ({ caller, body }) => makeDraft(services, caller, body.title, body.files))
  implement(api, routes.draft, ({ caller, params }) => openDraft(services, caller, params.draft))
  implement(api, routes.changeDraft, ({ caller, params, body }) =>
    changeDraft(services, caller, params.draft, body.files, body.seen),
  )
  implement(api, routes.discardDraft, async ({ caller, params }) => {
    await discardDraft(services, caller, params.draft)
    return undefined
  })
  implement(api, routes.approveDraft, ({ caller, params, body }) =>
    approveDraft(services, caller, params.draft, body.seen),
  )
  implement(api, routes.publishDraft, ({ caller, params, body }) =>
    publishDraft(services, caller, params.draft, body.reason, body.stage ?? null),
  )

  implement(api, routes.simulate, ({ caller, body }) => simulate(services, caller, body))
  implement(api, routes.explainNearest, async ({ caller, body }) => ({
    changes: await nearest(services, caller, body),
  }))
  implement(api, routes.helpDeskSimulate, ({ caller, body }) => simulate(services, caller, body))
  implement(api, routes.helpDeskNearest, async ({ caller, body }) => ({
    changes: await nearest(services, caller, body),
  }))
  const choices = async () => choicesOf(services.published.current()?.configuration ?? null)
  implement(api, routes.simulationChoices, choices)
  implement(api, routes.helpDeskChoices, choices)
  implement(api, routes.zones, async () => {
    const inForce = services.published.current()
    return inForce === null ? [] : zonesOf(inForce.configuration)
  })
}
