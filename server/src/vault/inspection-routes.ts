import * as routes from '@nahtlos/contract/api/vault'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import { ProblemError } from '../problem-error.ts'
import { told } from '../settings/change-package.ts'
import { erasePerson } from './erase-person.ts'
import { beginInspection, inspectionOf } from './inspections.ts'
import { rotateKeys } from './rotate-keys.ts'

/** Care of the vault: inspections, rotation of keys, and the end of a person's settings. */
export function inspectionRoutes(api: Api): void {
  const { services, closing } = api
  const { database, clock, events } = services

  implement(api, routes.inspectVault, ({ body, caller, place }) =>
    beginInspection(services, body.work, caller.person.id, place.clientAddress, closing),
  )
  implement(api, routes.vaultInspection, async ({ params }) => {
    const found = await inspectionOf(services, params.inspection)
    if (found === null) throw new ProblemError('not-found')
    return found
  })
  implement(api, routes.eraseSettings, async ({ params, caller, place }) => {
    const person = await database.selectFrom('person').select('id').where('id', '=', params.person).executeTakeFirst()
    if (person === undefined) throw new ProblemError('not-found')
    return told(() => erasePerson(services, params.person, caller.person.id, place.clientAddress))
  })
  implement(api, routes.rotateVaultKeys, async ({ caller, place }) => {
    const rotation = await told(() => rotateKeys(services))
    await events.record(database, {
      at: clock(),
      kind: 'vault.rotated',
      actor: caller.person.id,
      clientAddress: place.clientAddress,
      details: { ...rotation },
    })
    return rotation
  })
}
