import type { Generated, JSONColumnType } from 'kysely'

export interface HostTables {
  host: {
    id: string
    address: string
    draining: Generated<boolean>
    version: string | null
    cores: number | null
    load: number | null
    memory_total: number | null
    memory_available: number | null
    packages: Generated<JSONColumnType<Record<string, string | null>>>
    reported_at: Date | null
    link: string | null
    unlinked_at: Date | null
  }
}
