import type { Migration } from '../migration.ts'

export const sessionEnvironment: Migration = {
  name: '0250-session-environment',
  sql: `
    -- What holds in the session from where its person is: zone, environment rules that apply, apps that are withheld.
    alter table session add column environment jsonb not null default '{"zone": "unknown", "rules": [], "withheld": []}';
    -- Tells whether it changed without comparing all of it; empty for sessions from before there were environments.
    alter table session add column environment_digest text not null default '';
    -- Grows with every change; a ticket names the one that must be in place before anything is shown.
    alter table session add column environment_revision integer not null default 0;
  `,
}
