import type { Bounds } from '@nahtlos/contract/access/bounds'
import type { ComingLoss } from '@nahtlos/contract/access/coming-loss'
import type { Context } from '@nahtlos/contract/access/context'
import type { Refusal } from '@nahtlos/contract/access/resolution'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { Right } from '@nahtlos/contract/rights'
import type { Notice, NoticeDetail, Phase, SessionState } from '@nahtlos/contract/session/state'
import type { ColumnType, JSONColumnType } from 'kysely'
import type { EnrolmentTables } from '../enrolment/tables.ts'
import type { HostTables } from '../hosts/tables.ts'
import type { SettingsTables } from '../vault/tables.ts'
import type { EnvironmentFacts } from './session-environment.ts'

type WithDefault<Select, Insert> = ColumnType<Select, Insert | undefined, Insert>

/** `administration`: anybody else with the right to. `limit`: the longest duration that a rule allows. */
export type EndedBy = 'person' | 'administration' | 'limit'

interface SessionTables {
  session: {
    id: string
    person: string
    workspace: string
    /** Empty for the workspace's desktop. */
    app: string
    pool: string
    session_order: JSONColumnType<SessionOrder>
    state: SessionState
    since: Date
    started_at: Date
    /** From where; null where no condition looks at sessions. */
    started_from: ColumnType<Context | null, string | null | undefined, string | null>
    host: string | null
    epoch: WithDefault<number, number>
    reported: WithDefault<boolean, boolean>
    revision: number | null
    ends_at: Date | null
    unreachable_since: Date | null
    phases: WithDefault<Phase[], string>
    notices: WithDefault<Notice[], string>
    notice_details: WithDefault<NoticeDetail[], string>
    settings_in_use: WithDefault<string[], string>
    settings_pending: WithDefault<boolean, boolean>
    detail: string | null
    ended_by: WithDefault<EndedBy | null, EndedBy | null>
    environment: ColumnType<EnvironmentFacts, string | undefined, string>
    environment_digest: WithDefault<string, string>
    environment_revision: WithDefault<number, number>
  }
  connection: {
    id: string
    session: string
    person: string
    sign_in: string
    listener: string
    client_address: string
    /** The enrolled device that it came from. */
    device: WithDefault<string | null, string | null>
    rights: Right[]
    withdrawn_at: Date | null
    refusal: ColumnType<Refusal | null, string | null, string | null>
    bounds: ColumnType<Bounds | null, string | null, string | null>
    coming: ColumnType<ComingLoss | null, string | null, string | null>
    issued_at: Date
    opened_at: Date | null
    closed_at: Date | null
    /** It is over because it broke: nobody closed it. */
    broken: WithDefault<boolean, boolean>
  }
  ticket_key: {
    kid: string
    public_key: JSONColumnType<Record<string, unknown>>
    private_key: Buffer
    made_at: Date
    signs_from: Date
    signs_until: Date
  }
}

/** Tables of hosts, sessions, leases, tickets and settings. */
export type BrokeringTables = SessionTables & HostTables & EnrolmentTables & SettingsTables
