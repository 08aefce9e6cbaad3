import type { StaffRole } from '@nahtlos/contract/access/context'
import type { Language } from '@nahtlos/contract/text'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export interface PeopleTables {
  person: {
    id: Generated<string>
    account: string
    uid: Generated<number>
    name: string
    department: string
    groups: string[]
    /** The line manager's account. */
    manager: string | null
    roles: StaffRole[]
    language: Language
    mail: string | null
    /** Of her post, where the directory says it: `2026-03-02`, percent, a number to call. */
    role_since: Generated<string | null>
    share_of_full_time: Generated<number | null>
    phone: Generated<string | null>
    /** From which date on she is no longer with the city. */
    left_on: Generated<string | null>
    /** When everything of hers was ended. */
    departed_at: Generated<Date | null>
    created_at: Generated<Date>
    updated_at: Generated<Date>
    /** How she is found: made of name and account by the database. */
    searched: GeneratedAlways<string>
  }
  waiting_role: {
    person: string
    roles: StaffRole[]
    given_by: string
    given_at: Date
    second_half: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
  }
  former_administrator: {
    person: string
    at: Date
  }
}
