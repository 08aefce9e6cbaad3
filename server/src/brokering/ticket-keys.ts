import { createPrivateKey, generateKeyPair, type KeyObject, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import type { Desired } from '@nahtlos/contract/host/desired'
import { signTicket, type TicketClaims, ticketLifetime } from '@nahtlos/contract/ticket'
import { sql } from 'kysely'
import type { Services } from '../services.ts'
import { announce } from './channels.ts'

type Keys = Desired['ticketKeys']

/** The server's keys for tickets; the private halves are sealed at rest and leave the server never. */
export interface TicketKeys {
  sign(claims: TicketClaims): Promise<string>
  /** The public keys that gateways and hosts shall take now. */
  published(): Keys
  /** Looks for keys of other replicas and makes the next key where it is due; called now and then. */
  refresh(): Promise<void>
}

/** Milliseconds. A key is published an hour before it signs, so that nobody meets a ticket of a key it never saw. */
export const signingPeriod = 24 * 3_600_000
const overlap = 3_600_000
const afterlife = ticketLifetime * 1000 + 300_000
const keyLock = 7_265_412

interface Key {
  readonly kid: string
  readonly public: Record<string, unknown>
  readonly private: KeyObject
  readonly from: number
  readonly until: number
}

export async function openTicketKeys({ database, secrets, clock }: Services): Promise<TicketKeys> {
  let keys: Key[] = []

  const refresh = async () => {
    const now = clock()
    await database.transaction().execute(async (queries) => {
      await sql`select pg_advisory_xact_lock(${keyLock})`.execute(queries)
      const last = await queries
        .selectFrom('ticket_key')
        .select(({ fn }) => fn.max('signs_until').as('until'))
        .executeTakeFirst()
      const covered = last?.until ?? new Date(0)
      if (covered.getTime() - now.getTime() > overlap) return
      const from = new Date(Math.max(covered.getTime(), now.getTime()))
      await queries
        .insertInto('ticket_key')
        .values(await makeKey(from, now))
        .execute()
      await queries
        .deleteFrom('ticket_key')
        .where('signs_until', '<', new Date(now.getTime() - afterlife))
        .execute()
      await announce(queries, { hosts: [''] })
    })
    const rows = await database.selectFrom('ticket_key').selectAll().orderBy('signs_from').execute()
    keys = rows.map((row) => ({
      kid: row.kid,
      public: row.public_key,
      private: createPrivateKey(secrets.open(row.private_key, aboutKey(row.kid))),
      from: row.signs_from.getTime(),
      until: row.signs_until.getTime(),
    }))
  }

  async function makeKey(from: Date, now: Date) {
    const kid = randomUUID()
    const pair = await promisify(generateKeyPair)('ed25519')
    const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    return {
      kid,
      public_key: JSON.stringify({ ...pair.publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA', use: 'sig' }),
      private_key: secrets.seal(pem, aboutKey(kid)),
      made_at: now,
      signs_from: from,
      signs_until: new Date(from.getTime() + signingPeriod),
    }
  }

  await refresh()
  return {
    refresh,
    sign: async (claims) => {
      const at = claims.iat * 1000
      let key = keys.findLast((known) => known.from <= at + 999 && at < known.until)
      if (key === undefined) {
        await refresh()
        key = keys.findLast((known) => known.from <= at + 999 && at < known.until)
      }
      if (key === undefined) throw new Error('there is no key for tickets of this time')
      return signTicket(claims, key.private, key.kid)
    },
    published: () => {
      const now = clock().getTime()
      return { keys: keys.filter((key) => now < key.until + afterlife).map((key) => key.public) }
    },
  }
}

function aboutKey(kid: string): string {
  return `ticket-key:${kid}`
}
