import type { Context, StaffRole } from '@nahtlos/contract/access/context'
import type { Due } from '@nahtlos/contract/api/sign-in'
import type { Language, Text } from '@nahtlos/contract/text'

/** Who calls, from where, and how far she is signed in for that place. */
export interface Caller {
  readonly person: {
    readonly id: string
    readonly account: string
    /** Numeric user on session hosts. */
    readonly uid: number
    readonly name: string
    readonly department: string
    readonly groups: readonly string[]
    readonly roles: readonly StaffRole[]
    readonly language: Language
  }
  readonly signIn: {
    readonly id: string
    readonly passwordAt: Date
    readonly secondFactorAt: Date | null
    /** Names the browser in a ticket, see `browserMark`. */
    readonly browser: string
  }
  readonly due: Due
  readonly hasSecondFactor: boolean
  /** Whether she may decide for somebody. */
  readonly approver: boolean
  /** Whether she may edit something of the configuration. */
  readonly editor: boolean
  readonly zone: CallerZone
  /** The enrolled device that she sits at; null where it is none, or not hers. */
  readonly device: string | null
  /** The facts of this request for `resolve`. */
  readonly context: Context
}

export interface CallerZone {
  /** Null where no zone matches. */
  readonly id: string | null
  readonly title: Text
  /** A place that is no zone counts as outside. */
  readonly outside: boolean
}
