import type { Stage } from '@nahtlos/contract/configuration/revision'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>

export interface ConfigurationTables {
  revision: {
    number: number
    published_at: Date
    author: string
    reason: string
    documents: number
    approved_by: Nullable<string>
    rolls_back: Nullable<number>
  }
  revision_file: {
    revision: number
    position: number
    path: string
    content: Buffer
  }
  revision_key: {
    kid: string
    private_key: Buffer
    made_at: Date
  }
  revision_signature: {
    revision: number
    signature: string
  }
  revision_trial: {
    revision: number
    stage: JSONColumnType<Stage>
    state: 'running' | 'complete' | 'stopped'
    began_at: Date
    ended_at: Nullable<Date>
    /** A text in both languages as JSON; of older trials one in English. */
    detail: Nullable<string>
  }
  draft: {
    id: Generated<number>
    title: string
    author: string
    editors: string[]
    base: number | null
    made_at: Date
    changed_at: Date
    faulty: boolean
    approved_by: Nullable<string>
    approved_at: Nullable<Date>
    published_as: Nullable<number>
  }
  draft_file: {
    draft: number
    position: number
    path: string
    content: Buffer
  }
}
