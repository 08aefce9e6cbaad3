import type { Generated } from 'kysely'

export interface SignInTables {
  credential: {
    person: string
    password_hash: string
    must_change: boolean
    changed_at: Date
  }
  second_factor: {
    person: string
    secret: Buffer | null
    confirmed_at: Date | null
    last_step: Generated<number>
    pending_secret: Buffer | null
    pending_since: Date | null
  }
  sign_in: {
    id: Generated<string>
    token_hash: Buffer
    person: string
    begun_at: Date
    password_at: Date
    second_factor_at: Date | null
    last_seen_at: Date
    client_address: string
  }
  sign_in_delay: {
    key: Buffer
    failures: number
    blocked_until: Date
    last_at: Date
  }
  first_administrator: {
    sole: Generated<boolean>
    made_at: Date
    person: string
  }
}
