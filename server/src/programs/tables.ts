import type { ProgramRequestState } from '@nahtlos/contract/api/programs'
import type { ProgramRefusal } from '@nahtlos/contract/host/report'
import type { Generated } from 'kysely'

export interface ProgramTables {
  program_request: {
    id: Generated<string>
    person: string
    workspace: string
    origin: ProgramRefusal['origin']
    path: string
    package: string | null
    sha256: string | null
    forbidden: boolean
    session: string | null
    host: string | null
    zone: string | null
    first_at: Date
    last_at: Date
    times: number
    state: Generated<ProgramRequestState>
    purpose: string | null
    asked_at: Date | null
    decided_at: Date | null
    decided_by: string | null
    answer: string | null
    until: Date | null
    granted_session: string | null
    /** A JWS, see `contract/session/program-grant.ts`. */
    signed: string | null
  }
  app_use: {
    session: string
    app: string
    /** `YYYY-MM-DD` in the city's time. */
    day: string
    seconds: number
  }
  program_trial: {
    rule: string
    person: string
    workspace: string
    path: string
    package: string | null
    sha256: string | null
    session: string | null
    host: string
    first_at: Date
    last_at: Date
    times: number
  }
}
