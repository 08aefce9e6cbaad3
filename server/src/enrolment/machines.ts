import { createHash, randomBytes } from 'node:crypto'
import {
  type Enrolled,
  type Enrolment,
  type EnrolmentToken,
  enrolmentTokenPrefix,
  type Renewal,
} from '@nahtlos/contract/enrolment'
import { fieldFault } from '@nahtlos/contract/field-fault'
import type { Peer } from '@nahtlos/identity/peer'
import { type Selectable, sql } from 'kysely'
import type { Authority, IssuedCertificate } from '../authority/authority.ts'
import { CertificateNameError } from '../authority/certificate.ts'
import { CertificateRequestError } from '../authority/certificate-request.ts'
import { certificateRevoked, hostOrdersChanged } from '../brokering/channels.ts'
import { type Database, notify, type Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { EnrolmentTables, MachineRole } from './tables.ts'

/** Milliseconds that a token is good for. */
export const tokenLifetime = 3_600_000

/** A machine that is one of ours. */
export interface Admitted {
  readonly listeners: readonly string[]
}

export type MachineRow = Selectable<EnrolmentTables['machine']>

interface Doors {
  /** `name:port` of the enrolment listener, as a new machine reaches it. */
  readonly enrolment: () => string
  /** `name:port` of the internal listener. */
  readonly internal: () => string
}

export interface TokenWish {
  readonly role: MachineRole
  readonly name: string
  /** Those that a gateway may speak for; none for an agent. */
  readonly listeners: readonly string[]
}

/** Which machines are ours: tokens, certificates, and the hosts that they make. */
export interface Machines {
  /** The token is in the answer and nowhere else; the database keeps its hash. */
  makeToken(wish: TokenWish, madeBy: string | null): Promise<{ token: string; expiresAt: Date }>
  /** @throws ProblemError `enrolment-refused`, or `invalid-input` (then the token is still good) */
  enrol(enrolment: Enrolment): Promise<Enrolled>
  /** Role and name come from the present certificate. @throws ProblemError as `enrol` */
  renew(peer: Peer, renewal: Renewal): Promise<Enrolled>
  list(): Promise<MachineRow[]>
  /** Locks the machine out, everywhere, until it is enrolled anew. Undefined where there is none of that name. */
  revoke(queries: Queries, role: MachineRole, name: string): Promise<MachineRow | undefined>
  /**
   * What the machine may speak for, where the certificate is its present one (or the one before, until it took up the
   * present one); null where it is not.
   */
  admits(peer: Peer): Promise<Admitted | null>
}

export function openMachines(database: Database, authority: Authority, doors: Doors, clock: () => Date): Machines {
  const sign = async (role: MachineRole, name: string, asked: Renewal): Promise<IssuedCertificate> => {
    if (role === 'agent' && !isAddress(asked.address))
      throw invalid('address', 'ein Sitzungsserver braucht eine, als name:port', 'an agent needs one, as name:port')
    try {
      return await authority.sign(role, name, asked.names, asked.request)
    } catch (error) {
      if (error instanceof CertificateRequestError)
        throw invalid('request', 'ist kein gültiger Antrag auf ein Zertifikat', error.message)
      if (error instanceof CertificateNameError)
        throw invalid('names', 'hat etwas, das weder Name noch Adresse eines Rechners ist', error.message)
      throw error
    }
  }
  const enrolled = (role: MachineRole, name: string, issued: IssuedCertificate): Enrolled => ({
    role,
    name,
    certificate: issued.certificate,
    authority: authority.certificate,
    server: doors.internal(),
  })

  return {
    async makeToken({ role, name, listeners }, madeBy) {
      if (role === 'gateway' && listeners.length === 0)
        throw invalid('listeners', 'ein Gateway braucht mindestens einen', 'a gateway needs at least one')
      if (role === 'agent' && listeners.length > 0)
        throw invalid('listeners', 'ein Sitzungsserver hat keine', 'a session host has none')
      const secret = randomBytes(32).toString('base64url')
      const expiresAt = new Date(clock().getTime() + tokenLifetime)
      await database
        .insertInto('enrolment_token')
        .values({
          ...{ secret_hash: hash(secret), role, name, listeners: [...listeners] },
          ...{ made_by: madeBy, expires_at: expiresAt, used_at: null },
        })
        .execute()
      const token: EnrolmentToken = { address: doors.enrolment(), authority: authority.fingerprint, secret }
      const text = Buffer.from(JSON.stringify(token)).toString('base64url')
      return { token: `${enrolmentTokenPrefix}${text}`, expiresAt }
    },

    enrol: (enrolment) =>
      database.transaction().execute(async (queries) => {
        const now = clock()
        // The row lock makes it once: a second machine with the same token waits here and then finds it used.
        const token = await queries
          .updateTable('enrolment_token')
          .set({ used_at: now })
          .where('secret_hash', '=', hash(enrolment.secret))
          .where('used_at', 'is', null)
          .where('expires_at', '>', now)
          .returning(['role', 'name', 'listeners'])
          .executeTakeFirst()
        if (token === undefined) throw new ProblemError('enrolment-refused')
        const issued = await sign(token.role, token.name, enrolment)
        // Another machine may hold the certificates of the former one with this name.
        await forgetCertificates(queries, token.role, token.name)
        await queries
          .insertInto('machine')
          .values({ ...token, ...columns(issued), previous_serial: null, enrolled_at: now, revoked_at: null })
          .onConflict((conflict) =>
            conflict.columns(['role', 'name']).doUpdateSet({
              ...columns(issued),
              listeners: token.listeners,
              previous_serial: null,
              enrolled_at: now,
              revoked_at: null,
            }),
          )
          .execute()
        if (token.role === 'agent') await recordHost(queries, token.name, enrolment.address)
        return enrolled(token.role, token.name, issued)
      }),

    renew: (peer, renewal) =>
      database.transaction().execute(async (queries) => {
        if (peer.role === 'server') throw new ProblemError('not-permitted')
        const issued = await sign(peer.role, peer.name, renewal)
        const machine = await queries
          .updateTable('machine')
          .set({ ...columns(issued), previous_serial: peer.serial })
          .where('role', '=', peer.role)
          .where('name', '=', peer.name)
          .where('revoked_at', 'is', null)
          .where((where) => where.or([where('serial', '=', peer.serial), where('previous_serial', '=', peer.serial)]))
          .returning('name')
          .executeTakeFirst()
        if (machine === undefined) throw new ProblemError('enrolment-refused')
        if (peer.role === 'agent') await recordHost(queries, peer.name, renewal.address)
        return enrolled(peer.role, peer.name, issued)
      }),

    list: () => database.selectFrom('machine').selectAll().orderBy('role').orderBy('name').execute(),

    async revoke(queries, role, name) {
      await forgetCertificates(queries, role, name)
      return queries
        .updateTable('machine')
        .set({ revoked_at: sql`coalesce(revoked_at, ${clock()})` })
        .where('role', '=', role)
        .where('name', '=', name)
        .returningAll()
        .executeTakeFirst()
    },

    async admits(peer) {
      if (peer.role === 'server') return null
      const machine = await database
        .selectFrom('machine')
        .select(['serial', 'previous_serial', 'listeners'])
        .where('role', '=', peer.role)
        .where('name', '=', peer.name)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      const isPresent = machine?.serial === peer.serial || machine?.previous_serial === peer.serial
      return machine !== undefined && isPresent ? { listeners: machine.listeners } : null
    },
  }
}

/** The certificates that a machine of that name holds by now are good no longer. */
async function forgetCertificates(queries: Queries, role: MachineRole, name: string): Promise<void> {
  const machine = await queries
    .selectFrom('machine')
    .select(['serial', 'previous_serial', 'certificate_until'])
    .where('role', '=', role)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst()
  if (machine === undefined) return
  const { serial, previous_serial, certificate_until: until } = machine
  const serials = previous_serial === null ? [serial] : [serial, previous_serial]
  await queries
    .insertInto('revoked_certificate')
    .values(serials.map((each) => ({ serial: each, until })))
    .onConflict((conflict) => conflict.column('serial').doNothing())
    .execute()
  await notify(queries, certificateRevoked, name)
  await notify(queries, hostOrdersChanged, '')
}

/** Serial numbers that session hosts have to refuse although the authority signed them. */
export async function revokedCertificates(queries: Queries, now: Date): Promise<string[]> {
  const rows = await queries
    .selectFrom('revoked_certificate')
    .select('serial')
    .where('until', '>', now)
    .orderBy('serial')
    .execute()
  return rows.map(({ serial }) => serial)
}

export async function forgetExpiredCertificates(queries: Queries, now: Date): Promise<void> {
  await queries.deleteFrom('revoked_certificate').where('until', '<=', now).execute()
}

async function recordHost(queries: Queries, id: string, address: string | null): Promise<void> {
  if (address === null) return
  await queries
    .insertInto('host')
    .values({ id, address })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ address: sql`excluded.address` }))
    .execute()
}

function columns(issued: IssuedCertificate) {
  return { serial: issued.serial, certificate_until: issued.until }
}

function isAddress(address: string | null): boolean {
  return address !== null && /^([\w.-]{1,253}|\[[\da-fA-F:.]+\]):\d{1,5}$/.test(address)
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

function invalid(path: string, de: string, en: string): ProblemError {
  return new ProblemError('invalid-input', { fields: [fieldFault(path, de, en)] })
}
