import { browserMark, readDeviceCookie, readSignInCookie } from '@nahtlos/contract/sign-in-cookie'
import { editScope } from '@nahtlos/core/configuration/may-edit'
import { bodiesOf } from '@nahtlos/core/programme/rules'
import { standardBodies } from '@nahtlos/core/programme/standard-bodies'
import { sql } from 'kysely'
import type { Caller } from '../access/caller.ts'
import { zoneOf } from '../access/zone-of.ts'
import { deviceOfKey } from '../equipment/enrol-device.ts'
import type { Place } from '../http/place.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { due } from './due.ts'
import { isOver, seenExactness } from './lifetime.ts'
import { tokenHash } from './token.ts'

/** Who sends a request, by its cookie, and how far she is signed in from its place; throws `not-signed-in`. */
export async function identifyCaller(services: Services, place: Place, cookies: string | undefined): Promise<Caller> {
  const token = readSignInCookie(place.scheme, cookies)
  if (token === null) throw new ProblemError('not-signed-in')
  return callerOfToken(services, place, token, readDeviceCookie(place.scheme, cookies))
}

/** @param deviceKey what the browser holds of an enrolled device */
export async function callerOfToken(
  services: Services,
  place: Place,
  token: string,
  deviceKey: string | null = null,
): Promise<Caller> {
  const now = services.clock()
  const today = services.published.current()?.configuration.clockwork.at(now.toISOString()).date
  const row = await findSignIn(services, tokenHash(token), today ?? now.toISOString().slice(0, 10))
  if (row === undefined) throw new ProblemError('not-signed-in')
  if (isOver({ begunAt: row.begun_at, lastSeenAt: row.last_seen_at }, now)) throw new ProblemError('not-signed-in')
  if (now.getTime() - row.last_seen_at.getTime() >= seenExactness) {
    await services.database.updateTable('sign_in').set({ last_seen_at: now }).where('id', '=', row.sign_in).execute()
  }
  const { account, uid, name, department, groups, roles, language } = row
  const device = await deviceOfKey(services.database, deviceKey, row.person)
  const context = {
    at: now.toISOString(),
    listener: place.listener,
    clientAddress: place.clientAddress,
    secondFactor: row.second_factor_at !== null,
    enrolledDevice: device !== null,
  }
  const zone = zoneOf(services.published.current(), context)
  const hasSecondFactor = row.confirmed_at !== null
  const inForce = services.published.current()?.configuration
  const facts = { id: row.person, account, name, department, groups, roles, agreements: [] }
  const editor = roles.includes('administrator') || (inForce !== undefined && editScope(inForce, facts) !== null)
  return {
    person: { id: row.person, account, uid, name, department, groups, roles, language },
    signIn: {
      ...{ id: row.sign_in, passwordAt: row.password_at, secondFactorAt: row.second_factor_at },
      browser: browserMark(token),
    },
    due: due({
      outside: zone.outside,
      roles,
      editor,
      hasSecondFactor,
      gaveSecondFactor: row.second_factor_at !== null,
      mustChangePassword: row.must_change,
    }),
    hasSecondFactor,
    approver: row.manages || row.stands_in || isOfSomeBody(services, { roles, groups }),
    editor,
    zone,
    device,
    context,
  }
}

/** Whether somebody is of a body that takes part in requests, by a role or a group. */
function isOfSomeBody(
  services: Services,
  { roles, groups }: { readonly roles: readonly string[]; readonly groups: readonly string[] },
): boolean {
  const programme = services.published.current()?.configuration.programme
  const bodies = programme === undefined ? standardBodies : bodiesOf(programme)
  return Object.values(bodies).some(({ members }) => {
    if ('relation' in members) return false
    return 'role' in members ? roles.includes(members.role) : groups.includes(members.group)
  })
}

function findSignIn(services: Services, hash: Buffer, today: string) {
  return services.database
    .selectFrom('sign_in')
    .innerJoin('person', 'person.id', 'sign_in.person')
    .innerJoin('credential', 'credential.person', 'sign_in.person')
    .leftJoin('second_factor', 'second_factor.person', 'sign_in.person')
    .select(['sign_in.id as sign_in', 'sign_in.person', 'begun_at', 'last_seen_at', 'password_at', 'second_factor_at'])
    .select(['account', 'uid', 'name', 'department', 'groups', 'roles', 'language', 'must_change', 'confirmed_at'])
    .select(sql<boolean>`exists (select from person as report where report.manager = person.account)`.as('manages'))
    .select(
      sql<boolean>`exists (select from absence
        where deputy = person.id and from_date <= ${today} and until_date >= ${today})`.as('stands_in'),
    )
    .where('token_hash', '=', hash)
    .where('departed_at', 'is', null)
    .executeTakeFirst()
}
