import type { HomeCheckState } from '@nahtlos/contract/home-workplace/check'
import type { Generated } from 'kysely'

export interface HomeWorkplaceTables {
  home_check: {
    id: Generated<string>
    person: string
    state: HomeCheckState
    filed_at: Date
    /** `SealedCheck` as JSON. */
    sealed: Buffer
    decided_at: Date | null
    decided_by: string | null
    valid_until: string | null
    grace_until: string | null
  }
  home_photo: {
    id: Generated<string>
    home_check: string
    sealed: Buffer
    at: Date
  }
  training: {
    person: string
    done_on: string
    valid_until: string
    recorded_by: string
  }
}
