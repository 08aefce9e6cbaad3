import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { noDepartment } from '../people/department-title.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { firstRunSubject, forgetAttempts, reserveAttempt } from './attempts.ts'
import { hashPassword } from './password.ts'

function secretFile(services: Services): string {
  return join(services.server.state, 'first-administrator.secret')
}

/** Whether nobody has been made the first administrator yet. */
export async function firstAdministratorIsDue(services: Services): Promise<boolean> {
  const row = await services.database.selectFrom('first_administrator').select('made_at').executeTakeFirst()
  return row === undefined
}

/** Writes the secret of the first start for whoever may read the server's state; takes it away once it is spent. */
export async function prepareFirstRun(services: Services): Promise<void> {
  const file = secretFile(services)
  if (!(await firstAdministratorIsDue(services))) {
    await rm(file, { force: true })
    return
  }
  const secret = `${randomBytes(24).toString('base64url')}\n`
  await writeFile(file, secret, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    // An earlier start wrote it, and somebody may have read it already.
    if (error.code !== 'EEXIST') throw error
  })
  services.log.info({ file }, 'no administrator yet: the secret for making the first one is in this file')
}

interface Wish {
  readonly secret: string
  readonly account: string
  readonly name: string
  readonly password: string
}

/** Makes the first administrator; refused for ever once there was one. Answers her id. */
export async function makeFirstAdministrator(services: Services, clientAddress: string, wish: Wish): Promise<string> {
  const { database, clock, events } = services
  if (!(await firstAdministratorIsDue(services))) throw new ProblemError('not-permitted')
  await reserveAttempt(services, firstRunSubject)
  const expected = (await readFile(secretFile(services), 'utf8').catch(() => '')).trim()
  if (expected === '' || !sameText(wish.secret.trim(), expected)) {
    const refused = {
      at: clock(),
      kind: 'first-administrator.refused',
      actor: null,
      clientAddress,
      details: {},
    } as const
    await events.record(database, refused)
    throw new ProblemError('sign-in-refused')
  }
  const hash = await hashPassword(wish.password)
  const person = await database.transaction().execute(async (transaction) => {
    const now = clock()
    const { id } = await transaction
      .insertInto('person')
      .values({
        account: wish.account,
        name: wish.name,
        department: noDepartment.id,
        groups: [],
        manager: null,
        roles: ['administrator'],
        language: 'de',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    // Of two at once, the second finds the one row there is and takes nothing.
    const made = await transaction
      .insertInto('first_administrator')
      .values({ made_at: now, person: id })
      .onConflict((conflict) => conflict.column('sole').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) throw new ProblemError('not-permitted')
    await transaction
      .insertInto('credential')
      .values({ person: id, password_hash: hash, must_change: false, changed_at: now })
      .execute()
    const details = { account: wish.account }
    await events.record(transaction, { at: now, kind: 'first-administrator.made', actor: id, clientAddress, details })
    return id
  })
  await forgetAttempts(services, firstRunSubject)
  await rm(secretFile(services), { force: true })
  return person
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
