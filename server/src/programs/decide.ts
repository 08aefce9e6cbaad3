import type { ProgramDecision } from '@nahtlos/contract/api/programs'
import { fieldFault } from '@nahtlos/contract/field-fault'
import type { ProgramGrant } from '@nahtlos/contract/session/program-grant'
import type { SessionState } from '@nahtlos/contract/session/state'
import type { Caller } from '../access/caller.ts'
import { announce } from '../brokering/channels.ts'
import { finalStates, isFinal } from '../brokering/transition.ts'
import { tell } from '../notifications/tell.ts'
import { ProblemError } from '../problem-error.ts'
import type { Services } from '../services.ts'
import { type RequestRow, stateOf } from './refusals.ts'
import { requestFor } from './requests.ts'

const day = 24 * 60 * 60_000
/** Days that an approval may hold: for one session, and at all. */
const mostDays = { once: 7, until: 366 }

/**
 * Decides a request that waits, or takes back what was approved. The last word holds.
 *
 * @throws ProblemError `not-found`, `program-not-grantable`, `invalid-input` where the time does not fit
 */
export async function decide(services: Services, caller: Caller, id: string, decision: ProgramDecision): Promise<void> {
  const { database, clock, events, revisionKeys } = services
  const now = clock()
  await database.transaction().execute(async (queries) => {
    const row = await requestFor(services, queries, caller, id)
    const { person, path, package: name, sha256 } = row
    const isOpen = row.state === 'asked' || (stateOf(row, now) === 'granted' && decision.grant === 'no')
    if (!isOpen) throw new ProblemError('program-not-grantable')
    const grant = decision.grant === 'no' ? null : grantOf(row, decision, now)
    await queries
      .updateTable('program_request')
      .set({
        state: grant === null ? 'declined' : 'granted',
        decided_at: now,
        decided_by: caller.person.id,
        answer: decision.answer || null,
        until: grant === null ? null : new Date(grant.until),
        granted_session: grant?.session ?? null,
        signed: grant === null ? null : await revisionKeys.signGrant(grant),
      })
      .where('id', '=', id)
      .execute()
    const about = { person, request: id, path, package: name, sha256 }
    await events.record(queries, {
      at: now,
      kind: grant === null ? 'program.declined' : 'program.granted',
      actor: caller.person.id,
      clientAddress: caller.context.clientAddress,
      details: grant === null ? about : { ...about, until: grant.until, session: grant.session },
    })
    await tell(services, queries, {
      people: [person],
      kind: 'program-request-decided',
      key: `${id} ${now.toISOString()}`,
      about: { de: path, en: path },
    })
    const running = await queries
      .selectFrom('session')
      .select(['id', 'host'])
      .where('person', '=', person)
      .where('state', 'not in', finalStates)
      .execute()
    await announce(queries, { sessions: running.map((one) => one.id), hosts: running.map(({ host }) => host) })
  })
}

function grantOf(
  row: RequestRow & { readonly session_state: SessionState | null },
  decision: Exclude<ProgramDecision, { grant: 'no' }>,
  now: Date,
): ProgramGrant {
  if (row.origin === 'brought' || row.forbidden) throw new ProblemError('program-not-grantable')
  const isOnce = decision.grant === 'once'
  if (isOnce && (row.session_state === null || isFinal(row.session_state)))
    throw new ProblemError('program-not-grantable')
  const until = isOnce ? new Date(now.getTime() + mostDays.once * day) : new Date(decision.until)
  if (until <= now || until.getTime() > now.getTime() + mostDays.until * day) {
    const fields = [fieldFault('until', 'in der Zukunft, höchstens ein Jahr', 'in the future, at most a year')]
    throw new ProblemError('invalid-input', { fields })
  }
  return {
    id: row.id,
    person: row.person,
    workspace: row.workspace,
    session: isOnce ? row.session : null,
    programs: programsOf(row),
    until: until.toISOString(),
  }
}

/** By package where one brought it: a program may have further names, and its package is what a rule would say. */
export function programsOf(row: Pick<RequestRow, 'path' | 'package'>): ProgramGrant['programs'] {
  return row.package === null ? { packages: [], paths: [row.path] } : { packages: [row.package], paths: [] }
}
