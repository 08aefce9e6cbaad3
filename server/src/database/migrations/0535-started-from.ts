import type { Migration } from '../migration.ts'

export const startedFrom: Migration = {
  name: '0535-started-from',
  sql: `
    -- From where it was started, for conditions that look at its host: kept only where there are such.
    alter table session add column started_from jsonb;
  `,
}
