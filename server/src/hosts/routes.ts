import {
  drainHost,
  hosts,
  machines as listMachines,
  type MachineView,
  makeEnrolmentToken,
  operationEvents,
  revokeMachine,
} from '@nahtlos/contract/api/administration'
import { announce, hostChanged, sessionChanged } from '../brokering/channels.ts'
import type { Placement } from '../brokering/placement.ts'
import { sessionViews } from '../brokering/session-view.ts'
import { notify } from '../database/database.ts'
import { wakeUps } from '../database/wake-ups.ts'
import type { MachineRow, Machines } from '../enrolment/machines.ts'
import type { Api } from '../http/api.ts'
import { implement, implementEvents } from '../http/implement.ts'
import { ProblemError } from '../problem-error.ts'
import { hostViews } from './host-view.ts'

/** Milliseconds between two events of the live view. */
const eventPause = 500

export function hostRoutes(api: Api, machines: Machines, placement: Placement): void {
  const { services } = api
  const { database, clock, events } = services

  implement(api, hosts, () => hostViews(services))

  implement(api, drainHost, async ({ params, body, caller, place }) => {
    await database.transaction().execute(async (queries) => {
      const row = await queries
        .updateTable('host')
        .set({ draining: body.draining })
        .where('id', '=', params.host)
        .returning('id')
        .executeTakeFirst()
      if (row === undefined) throw new ProblemError('not-found')
      await notify(queries, hostChanged, params.host)
      await announce(queries, { hosts: [params.host] })
      await events.record(queries, {
        at: clock(),
        kind: 'host.draining',
        actor: caller.person.id,
        clientAddress: place.clientAddress,
        details: { host: params.host, draining: body.draining },
      })
    })
    if (!body.draining) await placement.run()
    const view = (await hostViews(services)).find(({ id }) => id === params.host)
    if (view === undefined) throw new ProblemError('not-found')
    return view
  })

  implement(api, makeEnrolmentToken, async ({ body, caller, place }) => {
    const { token, expiresAt } = await machines.makeToken(body, caller.person.id)
    await events.record(database, {
      at: clock(),
      kind: 'enrolment.token-made',
      actor: caller.person.id,
      clientAddress: place.clientAddress,
      details: { role: body.role, name: body.name, listeners: body.listeners },
    })
    return { token, expiresAt: expiresAt.toISOString() }
  })

  implement(api, listMachines, async () => (await machines.list()).map(machineView))

  implement(api, revokeMachine, ({ params, body, caller, place }) =>
    database.transaction().execute(async (queries) => {
      const row = await machines.revoke(queries, params.role, params.name)
      if (row === undefined) throw new ProblemError('not-found')
      await events.record(queries, {
        at: clock(),
        kind: 'machine.revoked',
        actor: caller.person.id,
        clientAddress: place.clientAddress,
        details: { role: params.role, name: params.name, reason: body.reason },
      })
      return machineView(row)
    }),
  )

  implementEvents(api, operationEvents, async function* (_call, abort) {
    for await (const _ of wakeUps(services.signals, [hostChanged, sessionChanged], () => true, abort)) {
      yield { hosts: await hostViews(services), sessions: await sessionViews(services) }
      await pause(eventPause, abort)
    }
  })
}

function machineView(row: MachineRow): MachineView {
  return {
    role: row.role,
    name: row.name,
    listeners: row.listeners,
    enrolledAt: row.enrolled_at.toISOString(),
    certificateUntil: row.certificate_until.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }
}

function pause(milliseconds: number, abort: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds)
    abort.addEventListener('abort', done)
    function done() {
      clearTimeout(timer)
      abort.removeEventListener('abort', done)
      resolve()
    }
  })
}
