import type { Migration } from '../migration.ts'

export const configuration: Migration = {
  name: '0004-configuration',
  sql: `
    create table revision (
      number integer primary key,
      published_at timestamptz not null,
      author text not null,
      reason text not null,
      documents integer not null
    );
    create table revision_file (
      revision integer not null references revision,
      position integer not null,
      path text not null,
      -- Byte for byte as its author wrote it (UTF-8).
      content bytea not null,
      primary key (revision, position)
    );
    create trigger revision_only_added before update or delete or truncate on revision
      for each statement execute function refuse_change();
    create trigger revision_file_only_added before update or delete or truncate on revision_file
      for each statement execute function refuse_change();
  `,
}
