import type { Migration } from '../migration.ts'

export const homeWorkplace: Migration = {
  name: '0454-home-workplace',
  sql: `
    create table home_check (
      id uuid primary key default gen_random_uuid(),
      person uuid not null references person on delete cascade,
      state text not null check (state in ('waiting', 'accepted', 'returned', 'superseded')),
      filed_at timestamptz not null,
      -- Answers and remark as JSON in a secret box: for the person and occupational safety alone.
      sealed bytea not null,
      decided_at timestamptz,
      decided_by uuid references person,
      valid_until date,
      -- The last day on which it holds although the home changed.
      grace_until date,
      check ((state in ('waiting')) = (decided_at is null) or state = 'superseded')
    );
    create unique index home_check_waiting on home_check (person) where state = 'waiting';
    create unique index home_check_accepted on home_check (person) where state = 'accepted';
    create index home_check_filed on home_check (person, filed_at);

    create table home_photo (
      id uuid primary key default gen_random_uuid(),
      home_check uuid not null references home_check on delete cascade,
      -- A JPEG without any metadata, as base64 in a secret box.
      sealed bytea not null,
      at timestamptz not null
    );
    create index home_photo_check on home_photo (home_check);

    create table training (
      person uuid primary key references person on delete cascade,
      done_on date not null,
      valid_until date not null,
      recorded_by uuid not null references person
    );
  `,
}
