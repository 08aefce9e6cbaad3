import type { Stage } from '@nahtlos/contract/configuration/revision'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import type { Text } from '@nahtlos/contract/text'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import { editScope, namedPeople, objections } from '@nahtlos/core/configuration/may-edit'
import type { Caller } from '../access/caller.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { revisionFiles } from './revisions.ts'

export function isAdministrator(caller: Caller): boolean {
  return caller.person.roles.includes('administrator')
}

/**
 * Throws `beyond-scope`, with the reason for each document, where these files change more than the caller may; that is
 * recorded. Administrators may change everything.
 */
export async function permitChange(
  services: Services,
  caller: Caller,
  files: readonly ConfigurationFile[],
  configuration: Configuration,
): Promise<void> {
  if (isAdministrator(caller)) return
  const { database, published } = services
  const inForce = published.current()
  const scope = inForce && editScope(inForce.configuration, factsOf(caller))
  if (inForce === null || scope === null) throw new ProblemError('not-permitted')
  const present = (await revisionFiles(database, inForce.revision)) ?? []
  const before = { configuration: inForce.configuration, files: present }
  const departmentOf = await departmentsOf(services, namedPeople(inForce.configuration, configuration))
  const found = objections(scope, before, { configuration, files }, (account) => departmentOf.get(account))
  if (found.length === 0) return
  await refuseBeyond(
    services,
    caller,
    found.map(({ what, text }) => ({ path: what, message: text })),
  )
}

/** Records what somebody tried beyond her scope, and throws `beyond-scope` with the reason for each part of it. */
export async function refuseBeyond(
  { database, clock, events }: Services,
  caller: Caller,
  fields: readonly { readonly path: string; readonly message: Text }[],
): Promise<never> {
  await events.record(database, {
    at: clock(),
    kind: 'configuration.beyond-scope',
    actor: caller.person.id,
    clientAddress: caller.context.clientAddress,
    details: { documents: fields.map(({ path }) => path) },
  })
  throw new ProblemError('beyond-scope', { fields: [...fields] })
}

/** Where people work; accounts that are nobody's are not in it. */
async function departmentsOf({ database }: Services, accounts: readonly string[]): Promise<Map<string, string>> {
  if (accounts.length === 0) return new Map()
  const rows = await database
    .selectFrom('person')
    .select(['account', 'department'])
    .where('account', 'in', [...accounts])
    .execute()
  return new Map(rows.map(({ account, department }) => [account, department]))
}

/**
 * Trials are the city's: a department begins none, and what it publishes does not end one.
 *
 * @throws ProblemError `beyond-scope`, `trial-running`
 */
export async function permitTrial(services: Services, caller: Caller, stage: Stage | null): Promise<void> {
  if (isAdministrator(caller)) return
  if (stage !== null) {
    const message = {
      de: 'Erproben lässt nur die Administration der Stadt.',
      en: "Only the city's administrators try revisions out.",
    }
    await refuseBeyond(services, caller, [{ path: 'stage', message }])
  }
  if (services.published.trial() !== null) throw new ProblemError('trial-running')
}

export function factsOf({ person }: Caller) {
  const { id, account, name, department, groups, roles } = person
  return { id, account, name, department, groups: [...groups], roles: [...roles], agreements: [] }
}
