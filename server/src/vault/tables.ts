import type { Generated } from 'kysely'

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
  }
}
