import type { Migration } from '../migration.ts'

export const leaving: Migration = {
  name: '0471-leaving',
  sql: `
    alter table person
      -- From which date on she is no longer with the city; null while nobody says so.
      add column left_on date,
      -- When everything that was hers here was ended; she signs in no more.
      add column departed_at timestamptz;
    create index person_leaving on person (left_on) where left_on is not null and departed_at is null;
  `,
}
