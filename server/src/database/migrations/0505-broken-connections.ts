import type { Migration } from '../migration.ts'

/** A connection that broke is told from one that somebody closed: its session is locked later. */
export const brokenConnections: Migration = {
  name: '0505-broken-connections',
  sql: `alter table connection add column broken boolean not null default false`,
}
