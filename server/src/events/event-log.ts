import type { AgreementChange, AgreementOutcome } from '@nahtlos/contract/programme/telework-agreement'
import type { RecordOutcome } from '@nahtlos/contract/programme/telework-request'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Queries } from '../database/database.ts'

export type EventKind =
  | 'sign-in.accepted'
  | 'sign-in.refused'
  | 'sign-in.delayed'
  | 'sign-in.ended'
  | 'second-factor.accepted'
  | 'second-factor.refused'
  | 'second-factor.set-up'
  | 'password.changed'
  | 'password.refused'
  | 'first-administrator.made'
  | 'first-administrator.refused'
  | 'access.refused'
  | 'people.imported'
  | 'person.left'
  | 'people.roles-confirmed'
  | 'people.roles-refused'
  | 'person.simulated'
  | 'configuration.published'
  | 'configuration.refused'
  | 'configuration.beyond-scope'
  | 'configuration.rolled-back'
  | 'configuration.trial-ended'
  | 'configuration.trial-changed'
  | 'draft.made'
  | 'draft.approved'
  | 'draft.discarded'
  | 'impact.seen'
  | 'device.registered'
  | 'device.changed'
  | 'device.handed-over'
  | 'device.confirmed'
  | 'device.code-made'
  | 'device.enrolled'
  | 'device.returned'
  | 'device.due-set'
  | 'device.not-wanted'
  | 'device.checked'
  | 'device.lost'
  | 'device.found'
  | 'device.retired'
  | 'look-up.asked'
  | 'look-up.granted'
  | 'look-up.refused'
  | 'look-up.read'
  | 'erasure.asked'
  | 'data.deleted'
  | `telework.${RecordOutcome}`
  | 'telework.step-opened'
  | `agreement.${AgreementOutcome}`
  | `agreement.change-${AgreementChange['state']}`
  | 'absence.entered'
  | 'absence.removed'
  | 'document.issued'
  | 'document.acknowledged'
  | 'calendar.made'
  | 'calendar.ended'
  | 'home-workplace.filed'
  | 'home-workplace.changed'
  | 'home-workplace.accepted'
  | 'home-workplace.returned'
  | 'training.recorded'
  | 'enrolment.token-made'
  | 'enrolment.done'
  | 'machine.revoked'
  | 'host.draining'
  | 'host.run-asked'
  | 'program.refused'
  | 'program.would-be-refused'
  | 'program.asked'
  | 'program.granted'
  | 'program.declined'
  | 'program.rule-drafted'
  | 'session.started'
  | 'session.ended'
  | 'session.connected'
  | 'session.refused'
  | 'settings.restored'
  | 'settings.reset'
  | 'settings.imported'
  | 'settings.exported'
  | 'settings.erased'
  | 'settings-access.asked'
  | 'settings-access.taken'
  | 'settings-access.granted'
  | 'settings-access.denied'
  | 'settings-access.used'
  | 'vault.inspected'
  | 'vault.rotated'

export interface Event {
  readonly at: Date
  readonly kind: EventKind
  /** The person who acted; null where nobody was signed in. */
  readonly actor: string | null
  readonly clientAddress: string | null
  /** What it was about; never a password, code, token or reason of a decision. */
  readonly details: Readonly<Record<string, unknown>>
}

/** Rows are only ever added. Given a transaction, the event stands exactly where the deed does. */
export interface EventLog {
  record(queries: Queries, event: Event): Promise<void>
  /** As many as there are, in one statement. */
  recordAll(queries: Queries, events: readonly Event[]): Promise<void>
}

export function eventLog(log: Logger): EventLog {
  const recordAll: EventLog['recordAll'] = async (queries, events) => {
    if (events.length === 0) return
    const rows = events.map(({ at, kind, actor, clientAddress, details }) => ({
      at: at.toISOString(),
      kind,
      actor,
      client_address: clientAddress,
      details,
    }))
    await sql`
      insert into event (at, kind, actor, client_address, details)
        select at, kind, actor, client_address, details from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as made (at timestamptz, kind text, actor uuid, client_address text, details jsonb)`.execute(queries)
    for (const { at, kind, actor, clientAddress, details } of events)
      log.info({ event: kind, at: at.toISOString(), actor, clientAddress, ...details }, kind)
  }
  return { recordAll, record: (queries, event) => recordAll(queries, [event]) }
}
