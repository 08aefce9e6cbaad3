import type { Migration } from '../migration.ts'

export const leftSettings: Migration = {
  name: '0151-left-settings',
  sql: `
    -- Of a session that is over: its host still has settings of it that are nowhere else.
    alter table session add column settings_pending boolean not null default false;
    create index session_settings_pending on session (host) where settings_pending;

    -- Up to when a person has seen what became of her settings.
    create table settings_seen (
      person uuid primary key references person on delete cascade,
      until timestamptz not null
    );
  `,
}
