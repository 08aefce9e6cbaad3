import type { Migration } from '../migration.ts'

export const sessionEndedBy: Migration = {
  name: '0104-session-ended-by',
  sql: `
    -- Who ended it, so that its person is told; null while it runs, or where it ended by itself or failed.
    alter table session add column ended_by text check (ended_by in ('person', 'administration', 'limit'));
  `,
}
