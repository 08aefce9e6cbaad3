import { createHash, randomInt } from 'node:crypto'
import type { Device } from '@nahtlos/contract/equipment/device'
import { fieldFault } from '@nahtlos/contract/field-fault'
import type { Caller } from '../access/caller.ts'
import type { Queries } from '../database/database.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { newToken, tokenHash } from '../sign-in/token.ts'
import { loadDevice } from './devices.ts'
import { stepWithin } from './take-step.ts'

/** Without letters and digits that look alike: 31 of them, so twelve are 59 bits. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const groups = 3
const groupLength = 4
/** Milliseconds in which a code is good. */
const codeLifetime = 24 * 3_600_000

/**
 * A code for the browser of a device that somebody has. Whoever hands devices out makes it and nobody else, so that
 * not every computer at home becomes a device of the administration by its owner's word; and nobody makes one for her
 * own. A code that was made before counts no longer.
 *
 * @throws ProblemError `not-found`, `device-step-refused` where nobody has the device, `own-device`
 */
export async function makeEnrolmentCode(
  services: Services,
  caller: Caller,
  id: string,
): Promise<{ code: string; expiresAt: string }> {
  const code = newCode()
  const until = new Date(services.clock().getTime() + codeLifetime)
  await services.database.transaction().execute(async (queries) => {
    const { state, holding } = await loadDevice(queries, id, 'change')
    if (state !== 'handed-over' || holding === null) throw new ProblemError('device-step-refused')
    if (holding.person.id === caller.person.id) throw new ProblemError('own-device')
    await queries
      .updateTable('device')
      .set({ code_hash: hashOf(code), code_until: until })
      .where('id', '=', id)
      .execute()
    await services.events.record(queries, {
      at: services.clock(),
      kind: 'device.code-made',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: { device: id, person: holding.person.id },
    })
  })
  return { code, expiresAt: until.toISOString() }
}

/**
 * Makes the caller's browser known as that of a device which she has. The code is good once, and for her alone; what
 * another browser held for the same device counts no longer.
 *
 * @returns the device, and the key that its browser keeps from now on
 * @throws ProblemError `invalid-input` for a code that is wrong, spent, late or somebody else's: all look the same
 */
export async function enrolDevice(
  services: Services,
  caller: Caller,
  code: string,
): Promise<{ device: Device; key: string }> {
  const key = newToken()
  const device = await services.database.transaction().execute(async (queries) => {
    const id = await deviceOfCode(queries, code, services.clock())
    const known = id === null ? null : await loadDevice(queries, id, 'change')
    // Of two that send it at once the second finds it spent.
    const isGood = id !== null && (await deviceOfCode(queries, code, services.clock())) === id
    if (known === null || !isGood || known.holding?.person.id !== caller.person.id) throw wrongCode()
    await queries
      .updateTable('device')
      .set({ code_hash: null, code_until: null, key_hash: tokenHash(key), enrolled_at: services.clock() })
      .where('id', '=', known.id)
      .execute()
    return (await stepWithin(services, queries, caller, known.id, 'own', { deed: 'enrolled' })).device
  })
  return { device, key }
}

/** The enrolled device that a browser's key belongs to, if this person has it; null for everybody else's. */
export async function deviceOfKey(queries: Queries, key: string | null, person: string): Promise<string | null> {
  if (key === null) return null
  const row = await queries
    .selectFrom('device')
    .select('id')
    .where('key_hash', '=', tokenHash(key))
    .where('holder', '=', person)
    .where('state', '=', 'handed-over')
    .executeTakeFirst()
  return row?.id ?? null
}

async function deviceOfCode(queries: Queries, code: string, now: Date): Promise<string | null> {
  const row = await queries
    .selectFrom('device')
    .select('id')
    .where('code_hash', '=', hashOf(code))
    .where('code_until', '>', now)
    .executeTakeFirst()
  return row?.id ?? null
}

function wrongCode(): ProblemError {
  return new ProblemError('invalid-input', {
    fields: [
      fieldFault(
        'code',
        'gilt nicht oder nicht mehr; die Geräteausgabe kann Ihnen einen neuen geben',
        'is not good, or no longer; whoever hands out devices can give you another',
      ),
    ],
  })
}

function newCode(): string {
  const group = () => Array.from({ length: groupLength }, () => signs[randomInt(signs.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}

/** However it is typed. */
function hashOf(code: string): Buffer {
  return createHash('sha256').update(code.replace(/[\s-]/g, '').toUpperCase()).digest()
}
