import type { Context } from '@nahtlos/contract/access/context'
import type { NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import { nearestChanges } from '@nahtlos/core/access/nearest-change'
import { resolve } from '@nahtlos/core/access/resolve'
import type { Caller } from '../access/caller.ts'
import { personFacts } from '../brokering/person-facts.ts'
import { recordLook } from '../privacy/record-look.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { type About, configurationAbout } from './about.ts'

interface Question extends About {
  readonly person: string
  readonly context: Context
  /** Why somebody of the help desk looks; the person reads it. */
  readonly reason?: string
}

/** What this person gets in this context; without a configuration, nothing. Looking at what she may do is recorded. */
export async function simulate(services: Services, caller: Caller, question: Question): Promise<Resolution> {
  const { facts, configuration } = await askedFor(services, caller, question)
  if (configuration === null) return { zone: null, outside: true, workspaces: [] }
  return resolve(configuration, facts, question.context)
}

/** What would alter it. The answer tells as much of her, so it is as much of a look. */
export async function nearest(
  services: Services,
  caller: Caller,
  question: Question & { readonly workspace: string },
): Promise<NearestChange[]> {
  const { facts, configuration } = await askedFor(services, caller, question)
  return configuration === null ? [] : nearestChanges(configuration, facts, question.context, question.workspace)
}

async function askedFor(services: Services, caller: Caller, { person, context: _, reason, ...about }: Question) {
  const facts = (await personFacts(services.database, [person])).get(person)
  if (facts === undefined) throw new ProblemError('not-found')
  const isAboutPresent = about.files === undefined && about.draft === undefined && about.revision === undefined
  const configuration = isAboutPresent
    ? (services.published.for(facts)?.configuration ?? null)
    : await configurationAbout(services, caller, about)
  const look = {
    person,
    by: caller.person.id,
    what: 'simulation',
    ...(reason === undefined ? {} : { purpose: reason }),
  } as const
  await recordLook(services, services.database, look)
  await services.events.record(services.database, {
    at: services.clock(),
    kind: 'person.simulated',
    actor: caller.person.id,
    clientAddress: caller.context.clientAddress,
    details: { person },
  })
  return { facts, configuration }
}
