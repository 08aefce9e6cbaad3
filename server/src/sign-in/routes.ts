import * as routes from '@nahtlos/contract/api/sign-in'
import type { Caller } from '../access/caller.ts'
import { zoneOf } from '../access/zone-of.ts'
import { signInEnded } from '../database/channels.ts'
import { notify } from '../database/database.ts'
import type { Api } from '../http/api.ts'
import { implement } from '../http/implement.ts'
import type { Place } from '../http/place.ts'
import { departmentTitle } from '../people/department-title.ts'
import type { Services } from '../services.ts'
import { beginSignIn } from './begin-sign-in.ts'
import { choosePassword } from './choose-password.ts'
import { firstAdministratorIsDue, makeFirstAdministrator } from './first-administrator.ts'
import { callerOfToken } from './identify-caller.ts'
import { beginSecondFactor, confirmSecondFactor, giveSecondFactor } from './second-factor.ts'

/** Sign-in, second factor, and the first administrator. */
export function signInRoutes(api: Api): void {
  const { services } = api

  /** Sends the browser its new token and says who she is now. */
  async function withToken(call: { place: Place; setToken: (token: string) => void }, token: string) {
    call.setToken(token)
    return meOf(services, await callerOfToken(services, call.place, token))
  }

  implement(api, routes.signIn, async (call) => withToken(call, await beginSignIn(services, call.place, call.body)))
  implement(api, routes.giveSecondFactor, async (call) =>
    withToken(call, await giveSecondFactor(services, call.caller, call.body.code)),
  )
  implement(api, routes.choosePassword, async (call) =>
    withToken(call, await choosePassword(services, call.caller, call.body)),
  )
  implement(api, routes.signOut, async ({ caller, setToken }) => {
    await services.database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('sign_in').where('id', '=', caller.signIn.id).execute()
      await notify(transaction, signInEnded, caller.signIn.id)
      await services.events.record(transaction, {
        at: services.clock(),
        kind: 'sign-in.ended',
        actor: caller.person.id,
        clientAddress: caller.context.clientAddress,
        details: {},
      })
    })
    setToken(null)
    return undefined
  })
  implement(api, routes.me, async ({ caller }) => meOf(services, caller))
  implement(api, routes.beginSecondFactor, ({ caller }) => beginSecondFactor(services, caller))
  implement(api, routes.confirmSecondFactor, async (call) =>
    withToken(call, await confirmSecondFactor(services, call.caller, call.body.code)),
  )
  implement(api, routes.firstRun, async ({ place }) => ({
    due: await firstAdministratorIsDue(services),
    place: placeOf(services, place),
  }))
  implement(api, routes.makeFirstAdministrator, async ({ body, place }) => ({
    person: await makeFirstAdministrator(services, place.clientAddress, body),
  }))
}

/** Where somebody comes from who is not known yet: her listener and address alone say so. */
function placeOf(services: Services, { listener, clientAddress }: Place): 'office' | 'outside' | 'unknown' {
  const at = services.clock().toISOString()
  const zone = zoneOf(services.published.current(), { at, listener, clientAddress, secondFactor: false })
  if (!zone.outside) return 'office'
  return zone.id === null ? 'unknown' : 'outside'
}

function meOf(services: Services, { due, person, hasSecondFactor, approver, editor, zone }: Caller): routes.Me {
  const { id, account, name, department, roles, language } = person
  const title = departmentTitle(services.published.current(), department)
  return {
    due,
    person: { id, account, name, department: { id: department, title }, roles: [...roles], approver, editor, language },
    hasSecondFactor,
    zone,
  }
}
