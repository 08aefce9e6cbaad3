import type { Migration } from '../migration.ts'

export const hostConcerns: Migration = {
  name: '0500-host-concerns',
  sql: "alter table host add column concerns jsonb not null default '[]'",
}
