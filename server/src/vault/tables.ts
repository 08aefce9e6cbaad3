import type { VersionKind } from '@nahtlos/contract/api/settings'
import type { VaultFindings, VaultWork } from '@nahtlos/contract/api/vault'
import type { RestoreState } from '@nahtlos/contract/host/restore'
import type { MergeConflict } from '@nahtlos/contract/host/vault'
import type { ColumnType, Generated } from 'kysely'

type WithDefault<Select, Insert = Select> = ColumnType<Select, Insert | undefined, Insert>

export interface SettingsTables {
  settings_package: {
    person: string
    template: string
    head: string
    moved_at: Date
  }
  settings_snapshot: {
    number: Generated<number>
    person: string
    template: string
    snapshot: string
    host: string
    at: Date
    kind: WithDefault<VersionKind>
    conflicts: WithDefault<MergeConflict[], string>
    came_from: WithDefault<number | null>
    actor: WithDefault<string | null>
    lost_at: WithDefault<Date | null>
  }
  settings_restore: {
    id: string
    person: string
    session: string
    template: string
    snapshot: string
    asked_at: Date
    state: WithDefault<'asked' | RestoreState>
  }
  settings_seen: {
    person: string
    until: Date
  }
  settings_access: {
    id: string
    person: string
    helper: string
    basis: 'consent' | 'reason'
    reason: string
    asked_at: Date
    decided_at: WithDefault<Date | null>
    granted: WithDefault<boolean | null>
    until: WithDefault<Date | null>
    ended_at: WithDefault<Date | null>
  }
  vault_key: {
    person: string
    master_key: string
    wrapped: Buffer
    made_at: Date
    collected_at: WithDefault<Date | null>
  }
  vault_inspection: {
    id: string
    work: VaultWork
    actor: string | null
    started_at: Date
    alive_at: Date
    finished_at: WithDefault<Date | null>
    people_total: WithDefault<number>
    people_done: WithDefault<number>
    result: WithDefault<Partial<VaultFindings>, string>
  }
}
