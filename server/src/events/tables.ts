import type { Generated, JSONColumnType } from 'kysely'

export interface EventTables {
  event: {
    id: Generated<number>
    at: Date
    kind: string
    actor: string | null
    client_address: string | null
    details: JSONColumnType<Record<string, unknown>>
  }
}
