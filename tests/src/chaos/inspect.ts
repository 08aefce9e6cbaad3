import assert from 'node:assert/strict'
import { machineServer } from '@nahtlos/server/testing/machine-server'
import { checkPerson } from '@nahtlos/server/vault/check-person'
import { collectPerson } from '@nahtlos/server/vault/collect-person'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'

/** What a session was told that the vault has. */
export interface Told {
  readonly key: string
  readonly acknowledged: ReadonlySet<number>
}

export interface Inspected {
  readonly changes: number
  readonly versions: number
}

/**
 * Opens an installation whose server was killed, and fails where an acknowledged change is in no version, where the
 * newest of a session is not in the head, or where anything is damaged, missing or broken.
 */
export async function inspect(state: string, person: string, sessions: readonly Told[]): Promise<Inspected> {
  await using server = await machineServer(state)
  const { database, vault } = server.services
  const mine = await vault.of(person)
  const rows = await database
    .selectFrom('settings_snapshot')
    .select('snapshot')
    .where('person', '=', person)
    .orderBy('number')
    .execute()
  const found = new Set<string>()
  let head = ''
  for (const { snapshot } of rows) {
    for (const entry of readSnapshot(await mine.chunks.get(snapshot)).entries) {
      if (entry.type !== 'file' || !entry.path.endsWith('shared.ini')) continue
      head = Buffer.concat(await Promise.all(entry.chunks.map((id) => mine.chunks.get(id)))).toString()
      for (const line of head.split('\n')) found.add(line)
    }
  }
  let changes = 0
  for (const { key, acknowledged } of sessions) {
    for (const value of acknowledged) {
      assert.ok(found.has(`${key}=${value}`), `${key}=${value} was acknowledged and is in no version`)
      // All write this one: whoever lost it finds it in the history.
      assert.ok(found.has(`last=${key}/${value}`), `last=${key}/${value} was acknowledged and is in no version`)
      changes += 1
    }
    const present = Number(
      head
        .split('\n')
        .find((line) => line.startsWith(`${key}=`))
        ?.split('=')[1] ?? 0,
    )
    const newest = Math.max(...acknowledged)
    assert.ok(present >= newest, `the head has ${key}=${present}, and ${newest} was acknowledged`)
  }
  const collected = await collectPerson(server.services, person)
  const checked = await checkPerson(server.services, person, false)
  assert.deepEqual(
    [checked.versions, checked.damagedChunks, checked.missingChunks, checked.brokenVersions],
    [rows.length - (collected.forgottenVersions ?? 0), 0, 0, 0],
    'what the integrity check finds',
  )
  return { changes, versions: rows.length }
}
