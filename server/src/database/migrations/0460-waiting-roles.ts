import type { Migration } from '../migration.ts'

export const waitingRoles: Migration = {
  name: '0460-waiting-roles',
  sql: `
    -- Roles that one administrator gave and a second one has not confirmed; until then nobody holds them.
    create table waiting_role (
      person uuid primary key references person on delete cascade,
      roles text[] not null,
      given_by uuid not null references person on delete cascade,
      given_at timestamptz not null,
      -- The second half of a first password, sealed: the one who gave the roles was told the first half only.
      second_half bytea
    );
    -- When administrators lost that role, so that nobody makes herself the only one to decide alone.
    create table former_administrator (
      person uuid primary key references person on delete cascade,
      at timestamptz not null
    );
  `,
}
