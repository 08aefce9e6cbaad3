import type { Migration } from '../migration.ts'

export const enrolledDevices: Migration = {
  name: '0490-enrolled-devices',
  sql: `
    alter table device
      add column code_hash bytea unique,
      add column code_until timestamptz,
      add column key_hash bytea unique,
      add column enrolled_at timestamptz,
      add constraint enrolled_while_held check (key_hash is null or state = 'handed-over');
    alter table connection add column device uuid references device on delete set null;
  `,
}
