import type { Migration } from '../migration.ts'

export const notices: Migration = {
  name: '0450-notices',
  sql: `
    alter table person add column mail text;

    -- What a person is told, in the portal and by mail.
    create table notice (
      id uuid primary key default gen_random_uuid(),
      -- Says what it tells: the same thing is told once, however often somebody wants to tell it.
      key text not null unique,
      person uuid not null references person on delete cascade,
      kind text not null,
      -- Which thing, in both languages; for the portal only.
      about jsonb,
      at timestamptz not null,
      read_at timestamptz
    );
    create index notice_person on notice (person, at);
    create index notice_unread on notice (person) where read_at is null;
  `,
}
