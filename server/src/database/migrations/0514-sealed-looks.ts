import type { Migration } from '../migration.ts'

/**
 * Looks of those who sit in a confidential body. Who looked at whose request would tell, in a copy of the database, who
 * asked for them; so neither stands here, only a key that the server alone can make, and a box.
 */
export const sealedLooks: Migration = {
  name: '0514-sealed-looks',
  sql: `
    create table sealed_look (
      number bigint generated always as identity primary key,
      whose bytea not null,
      month date not null,
      sealed bytea not null
    );
    create index sealed_look_whose on sealed_look (whose);
    create index sealed_look_month on sealed_look (month);
  `,
}
