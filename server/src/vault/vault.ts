import { readFile } from 'node:fs/promises'
import type { BackEnd } from '@nahtlos/vault/back-end'
import { ChunkStore } from '@nahtlos/vault/chunk-store'
import { DirectoryBackEnd } from '@nahtlos/vault/directory-back-end'
import { type MasterKeys, newDataKey } from '@nahtlos/vault/master-keys'
import { S3BackEnd } from '@nahtlos/vault/s3-back-end'
import { SealedBackEnd } from '@nahtlos/vault/sealed-back-end'
import type { Database, Queries } from '../database/database.ts'
import type { ServerConfiguration } from '../server-configuration.ts'
import type { Clock } from '../services.ts'
import { readMasterKeys } from './master-key-source.ts'
import { WholeSnapshots } from './whole-snapshots.ts'

/** One person's part of the vault. */
export interface PersonVault {
  readonly chunks: ChunkStore
  /** What the chunks lie in, for those who look at blobs and not at chunks. */
  readonly sealed: SealedBackEnd
}

/** The store of settings, sealed per person. */
export interface Vault {
  /** Opens a person's part, and makes her data key where she has none. */
  of(person: string): Promise<PersonVault>
  /** The same without making one; null where she has none. Always asks the database. */
  existing(person: string): Promise<PersonVault | null>
  /** Forgets a data key that was opened, because it was deleted; null forgets all. */
  forget(person: string | null): void
  /** Read anew each time: a rotation may have changed them. */
  masterKeys(): Promise<MasterKeys>
  readonly backEnd: BackEnd
  /** Of persons whose key was not forgotten since. */
  readonly whole: WholeSnapshots
}

/** Milliseconds that an opened data key is remembered, so that a logon does not ask for it with every chunk. */
const remembered = 60_000

export async function openVault(server: ServerConfiguration, database: Database, clock: Clock): Promise<Vault> {
  const backEnd = await openBackEnd(server)
  // A server without its master key must not start and find out later.
  await readMasterKeys(server)
  const masterKeys = () => readMasterKeys(server)
  const whole = new WholeSnapshots()
  const opened = new Map<string, { readonly vault: PersonVault; readonly until: number }>()

  const remember = (person: string, dataKey: Buffer): PersonVault => {
    const sealed = new SealedBackEnd(backEnd, person, dataKey)
    const vault = { chunks: new ChunkStore(sealed, person), sealed }
    const now = performance.now()
    for (const [other, { until }] of opened) if (until < now) opened.delete(other)
    opened.set(person, { vault, until: now + remembered })
    return vault
  }
  const existing = async (person: string): Promise<PersonVault | null> => {
    const row = await keyRow(database, person)
    if (row === undefined) return null
    return remember(person, (await masterKeys()).unwrap(person, row))
  }
  return {
    backEnd,
    whole,
    masterKeys,
    existing,
    forget: (person) => {
      whole.forget(person)
      if (person === null) opened.clear()
      else opened.delete(person)
    },
    of: async (person) => {
      const known = opened.get(person)
      if (known !== undefined && known.until > performance.now()) return known.vault
      const found = await existing(person)
      if (found !== null) return found
      const { masterKey, wrapped } = (await masterKeys()).wrap(person, newDataKey())
      await database
        .insertInto('vault_key')
        .values({ person, master_key: masterKey, wrapped, made_at: clock() })
        .onConflict((conflict) => conflict.column('person').doNothing())
        .execute()
      // Another replica may have been faster: its key is the one.
      const made = await existing(person)
      if (made === null) throw new Error('the data key went away while it was made')
      return made
    },
  }
}

async function keyRow(queries: Queries, person: string) {
  const row = await queries
    .selectFrom('vault_key')
    .select(['master_key as masterKey', 'wrapped'])
    .where('person', '=', person)
    .executeTakeFirst()
  return row
}

async function openBackEnd({ vault }: ServerConfiguration): Promise<BackEnd> {
  if (vault.directory !== null) return DirectoryBackEnd.open(vault.directory)
  if (vault.s3 === null) throw new Error('the vault has neither a directory nor a bucket')
  const { secretFile, ...s3 } = vault.s3
  return new S3BackEnd({ ...s3, secretAccessKey: (await readFile(secretFile, 'utf8')).trim() })
}
