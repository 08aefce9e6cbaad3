import { sealedPrefix } from '@nahtlos/vault/sealed-back-end'
import { settingsErased } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import type { Services } from '../services.ts'

export interface Erased {
  readonly packages: number
  readonly versions: number
  readonly blobs: number
}

/**
 * Deletes all settings of a person: first the data key with what names her packages, in one transaction, so that from
 * then on nothing of hers can be read by anybody; then the blobs. Being killed in between leaves unreadable blobs, which
 * the collector deletes. Doing it again deletes what is left.
 */
export async function erasePerson(
  services: Services,
  person: string,
  actor: string,
  clientAddress: string,
): Promise<Erased> {
  const { database, vault, clock, events } = services
  const counts = await database.transaction().execute(async (queries) => {
    const versions = await queries.deleteFrom('settings_snapshot').where('person', '=', person).executeTakeFirst()
    const packages = await queries.deleteFrom('settings_package').where('person', '=', person).executeTakeFirst()
    await queries.deleteFrom('settings_restore').where('person', '=', person).execute()
    await queries.deleteFrom('vault_key').where('person', '=', person).execute()
    // Nothing is waited for any more: hosts that ask remove what they have (`unknownPersons`).
    await queries.updateTable('session').set({ settings_pending: false }).where('person', '=', person).execute()
    await notify(queries, settingsErased, person)
    const counted = { packages: Number(packages.numDeletedRows), versions: Number(versions.numDeletedRows) }
    const at = clock()
    await events.record(queries, { at, kind: 'settings.erased', actor, clientAddress, details: { person, ...counted } })
    return counted
  })
  vault.forget(person)
  return { ...counts, blobs: await deleteBlobs(services, person) }
}

/** Blobs of people without a data key: nobody can read them any more. Answers how many there were. */
export async function deleteUnreadable(services: Services): Promise<number> {
  const { database, vault } = services
  const people = new Set<string>()
  for await (const name of vault.backEnd.list('sealed')) people.add(name.split('/')[1] ?? '')
  let blobs = 0
  for (const person of people) {
    const key = await database.selectFrom('vault_key').select('person').where('person', '=', person).executeTakeFirst()
    if (key === undefined) blobs += await deleteBlobs(services, person)
  }
  return blobs
}

async function deleteBlobs({ vault }: Services, person: string): Promise<number> {
  let blobs = 0
  for await (const name of vault.backEnd.list(sealedPrefix(person))) {
    await vault.backEnd.delete(name)
    blobs += 1
  }
  return blobs
}
