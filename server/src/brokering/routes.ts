import { endAnySession, sessions } from '@nahtlos/contract/api/administration'
import {
  connectionState as connectionStateRoute,
  connectSession as connectSessionRoute,
  endSession,
  ping,
  seeSettingsMessages as seeSettingsMessagesRoute,
  session,
  sessionEvents,
  startPage as startPageRoute,
  startSession as startSessionRoute,
} from '@nahtlos/contract/api/workplace'
import type { Caller } from '../access/caller.ts'
import { accessChanged, configurationPublished } from '../database/channels.ts'
import { wakeUps } from '../database/wake-ups.ts'
import type { Api } from '../http/api.ts'
import { implement, implementEvents } from '../http/implement.ts'
import { recordLooks } from '../privacy/record-look.ts'
import { ProblemError } from '../problem-error.ts'
import { seeSettingsMessages } from '../settings/settings-messages.ts'
import { sessionChanged } from './channels.ts'
import { connectionState, connectSession } from './connect-session.ts'
import { orderEnd } from './end-session.ts'
import type { BrokeringMetrics } from './metrics.ts'
import type { Placement } from './placement.ts'
import { resolveCaller } from './resolve-caller.ts'
import { mySession, ownSession } from './session-row.ts'
import { sessionViews } from './session-view.ts'
import { startPage } from './start-page.ts'
import { startSession } from './start-session.ts'
import type { TicketKeys } from './ticket-keys.ts'
import { finalStates, isFinal } from './transition.ts'

export function brokeringRoutes(api: Api, placement: Placement, keys: TicketKeys, metrics: BrokeringMetrics): void {
  const { services } = api

  const mine = async (caller: Caller, id: string) => {
    const row = await ownSession(services.database, caller.person.id, id)
    if (row === undefined) throw new ProblemError('not-found')
    return mySession(row, await resolveCaller(services, caller, row))
  }

  implement(api, ping, async () => undefined)
  implement(api, startPageRoute, ({ caller }) => startPage(services, caller))
  implement(api, seeSettingsMessagesRoute, async ({ caller, body }) => {
    await seeSettingsMessages(services, caller.person.id, body.until)
    return undefined
  })
  implement(api, startSessionRoute, ({ caller, body }) => startSession(services, placement, metrics, caller, body))
  implement(api, session, ({ caller, params }) => mine(caller, params.session))

  implementEvents(api, sessionEvents, async function* ({ caller, params }, abort) {
    const concerns = (payload: string) =>
      payload === params.session || payload === caller.person.id || /^\d*$/.test(payload)
    const channels = [sessionChanged, accessChanged, configurationPublished]
    for await (const _ of wakeUps(services.signals, channels, concerns, abort)) {
      // The context is that of the request, at the time of the event.
      const now = { ...caller, context: { ...caller.context, at: services.clock().toISOString() } }
      const state = await mine(now, params.session)
      yield state
      if (isFinal(state.state)) return
    }
  })

  implement(api, connectSessionRoute, ({ caller, params }) =>
    connectSession(services, keys, metrics, caller, params.session),
  )
  implement(api, connectionStateRoute, ({ caller, params }) => connectionState(services, caller, params.connection))

  implement(api, endSession, async ({ caller, params, place }) => {
    const found = await mine(caller, params.session)
    await orderEnd(services, found.id, caller.person.id, place.clientAddress)
    return mine(caller, params.session)
  })

  implement(api, sessions, async ({ caller }) => {
    const running = await services.database
      .selectFrom('session')
      .select('person')
      .distinct()
      .where('state', 'not in', finalStates)
      .execute()
    const people = running.map(({ person }) => person)
    await recordLooks(services, services.database, { people, by: caller.person.id, what: 'sessions' })
    return sessionViews(services)
  })

  implement(api, endAnySession, async ({ caller, params, place }) => {
    await orderEnd(services, params.session, caller.person.id, place.clientAddress)
    const [view] = await sessionViews(services, params.session)
    if (view === undefined) throw new ProblemError('not-found')
    return view
  })
}
