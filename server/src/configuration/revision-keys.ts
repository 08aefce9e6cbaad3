import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { type SignedRevision, signRevision, verifyRevision } from '@nahtlos/contract/configuration/signed-revision'
import type { ConfigurationFile } from '@nahtlos/contract/configuration/source'
import { type ProgramGrant, signGrant } from '@nahtlos/contract/session/program-grant'
import { sql } from 'kysely'
import type { Database, Queries } from '../database/database.ts'
import type { SecretBox } from '../sign-in/secret-box.ts'
import { revisionFiles } from './revisions.ts'

/**
 * The key with which this installation signs its revisions. Its public half is worked out from the sealed private one,
 * never read from the database: who can write there could otherwise bring a key of his own along.
 */
export interface RevisionKeys {
  /** Signs and stores the signature; called in the transaction that publishes. */
  sign(queries: Queries, revision: number, publishedAt: Date, files: readonly ConfigurationFile[]): Promise<void>
  /** Signs what a deletion rewrote, in its transaction. Whether it was good before is the caller's to look at. */
  signAnew(queries: Queries, revision: number): Promise<void>
  /** The revision with its signature, checked; null where it is not there, or is not what was signed. */
  load(queries: Queries, revision: number): Promise<SignedRevision | null>
  /** Signs what was approved for one person, for hosts. */
  signGrant(grant: ProgramGrant): Promise<string>
  /** A JSON Web Key Set (RFC 7517) for agents. */
  published(): { keys: Record<string, unknown>[] }
}

const keyLock = 7_265_413

export async function openRevisionKeys(database: Database, secrets: SecretBox, now: Date): Promise<RevisionKeys> {
  const { kid, privateKey } = await database.transaction().execute(async (queries) => {
    await sql`select pg_advisory_xact_lock(${keyLock})`.execute(queries)
    const row = await queries.selectFrom('revision_key').selectAll().orderBy('made_at').executeTakeFirst()
    if (row !== undefined)
      return { kid: row.kid, privateKey: createPrivateKey(secrets.open(row.private_key, about(row.kid))) }
    const made = { kid: randomUUID(), privateKey: (await promisify(generateKeyPair)('ed25519')).privateKey }
    const pem = made.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    await queries
      .insertInto('revision_key')
      .values({ kid: made.kid, private_key: secrets.seal(pem, about(made.kid)), made_at: now })
      .execute()
    await signEarlierOnes(queries, made.privateKey, made.kid)
    return made
  })
  const publicKey = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' }
  const published = { keys: [publicKey] }
  return {
    published: () => published,
    signGrant: (grant) => signGrant(grant, privateKey, kid),
    sign: (queries, revision, publishedAt, files) => store(queries, privateKey, kid, revision, publishedAt, files),
    async signAnew(queries, revision) {
      const row = await queries
        .selectFrom('revision')
        .select('published_at')
        .where('number', '=', revision)
        .executeTakeFirstOrThrow()
      await queries.deleteFrom('revision_signature').where('revision', '=', revision).execute()
      const files = (await revisionFiles(queries, revision)) ?? []
      await store(queries, privateKey, kid, revision, row.published_at, files)
    },
    async load(queries, revision) {
      const files = await revisionFiles(queries, revision)
      const row = await queries
        .selectFrom('revision_signature')
        .select('signature')
        .where('revision', '=', revision)
        .executeTakeFirst()
      if (files === null || row === undefined) return null
      const signed = { signature: row.signature, files }
      return (await verifyRevision(signed, revision, published)).ok ? signed : null
    },
  }
}

/** Revisions of a time before there was a key. Once there is one, a revision without a signature is refused. */
async function signEarlierOnes(queries: Queries, key: KeyObject, kid: string): Promise<void> {
  const rows = await queries.selectFrom('revision').select(['number', 'published_at']).execute()
  for (const { number, published_at } of rows) {
    const files = await revisionFiles(queries, number)
    if (files !== null) await store(queries, key, kid, number, published_at, files)
  }
}

async function store(
  queries: Queries,
  key: KeyObject,
  kid: string,
  revision: number,
  publishedAt: Date,
  files: readonly ConfigurationFile[],
): Promise<void> {
  const signature = await signRevision({ revision, publishedAt: publishedAt.toISOString(), files }, key, kid)
  await queries.insertInto('revision_signature').values({ revision, signature }).execute()
}

const about = (kid: string) => `revision-key:${kid}`
