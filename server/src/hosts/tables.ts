import type { Concern } from '@nahtlos/contract/host/concern'
import type { ColumnType, Generated } from 'kysely'

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
    packages: ColumnType<Record<string, string | null>, string | undefined, string>
    concerns: ColumnType<readonly Concern[], string | undefined, string>
    reported_at: Date | null
    link: string | null
    unlinked_at: Date | null
  }
}
