import type { Migration } from '../migration.ts'

export const settings: Migration = {
  name: '0102-settings',
  sql: `
    create table settings_package (
      person uuid not null references person on delete cascade,
      template text not null,
      head text not null,
      moved_at timestamptz not null,
      primary key (person, template)
    );

    -- Every head that a package had, in order.
    create table settings_snapshot (
      number bigint generated always as identity primary key,
      person uuid not null references person on delete cascade,
      template text not null,
      snapshot text not null,
      host text not null,
      at timestamptz not null
    );
    create index settings_snapshot_package on settings_snapshot (person, template, number);
  `,
}
