import type { Migration } from '../migration.ts'

export const sessionSettings: Migration = {
  name: '0150-session-settings',
  sql: `
    -- What a session's notices are about, and which settings were in use in it: what its loss may have cost.
    alter table session add column notice_details jsonb not null default '[]';
    alter table session add column settings_in_use jsonb not null default '[]';
  `,
}
