import type { Migration } from '../migration.ts'

export const privacy: Migration = {
  name: '0453-privacy',
  sql: `
    -- What is only ever added goes in one way: by a deletion that leaves evidence in the same transaction
    -- (server/src/privacy/destroy.ts), which says so with this setting.
    create or replace function refuse_change() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'TRUNCATE' and current_setting('nahtlos.erasing', true) = 'on' then return null; end if;
        raise exception 'rows of % are only ever added', tg_table_name;
      end $$;

    -- Who looked at what of whom, once an hour.
    create table look (
      number bigint generated always as identity primary key,
      person uuid not null references person on delete cascade,
      by uuid not null references person,
      at timestamptz not null,
      hour timestamptz not null,
      what text not null,
      purpose text,
      unique (person, by, what, hour)
    );
    create index look_at on look (at);

    create table look_up (
      id uuid primary key default gen_random_uuid(),
      person uuid not null references person on delete cascade,
      asked_by uuid not null references person,
      asked_at timestamptz not null,
      purpose text not null,
      from_at timestamptz not null,
      until_at timestamptz not null,
      decided_by uuid references person,
      decided_at timestamptz,
      granted boolean,
      open_until timestamptz,
      check (asked_by <> person),
      check (decided_by is null or (decided_by <> asked_by and decided_by <> person))
    );
    create index look_up_asked on look_up (asked_at);

    create table archive_offer (
      id uuid primary key default gen_random_uuid(),
      class text not null,
      subject uuid not null,
      person uuid not null references person on delete cascade,
      offered_at timestamptz not null,
      until_at timestamptz not null,
      decision text check (decision in ('taken', 'declined')),
      decided_by uuid references person,
      unique (class, subject)
    );

    create table erasure (
      id uuid primary key default gen_random_uuid(),
      person uuid not null unique references person on delete cascade,
      asked_by uuid not null references person,
      asked_at timestamptz not null,
      reason text not null,
      check (asked_by <> person)
    );

    create table deletion_evidence (
      id uuid primary key default gen_random_uuid(),
      at timestamptz not null,
      class text not null,
      reason text not null,
      -- SHA-256 of the identifier of what was deleted.
      subject bytea not null,
      rows jsonb not null,
      by uuid references person
    );
    create index deletion_evidence_at on deletion_evidence (at);
    create trigger deletion_evidence_only_added before update or delete or truncate on deletion_evidence
      for each statement execute function refuse_change();
  `,
}
