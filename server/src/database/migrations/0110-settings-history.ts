import type { Migration } from '../migration.ts'

export const settingsHistory: Migration = {
  name: '0110-settings-history',
  sql: `
    -- One data key per person, wrapped by a master key. Without its row nothing of the person's settings can be read.
    create table vault_key (
      person uuid primary key references person on delete cascade,
      master_key text not null,
      wrapped bytea not null,
      made_at timestamptz not null
    );

    alter table settings_snapshot
      add column kind text not null default 'captured'
        check (kind in ('captured', 'merged', 'set-aside', 'restored', 'reset', 'imported', 'repaired')),
      -- What two sessions changed differently: paths and keys.
      add column conflicts jsonb not null default '[]',
      -- The version that was taken back.
      add column came_from bigint,
      -- Who restored, reset or imported it.
      add column actor uuid references person on delete set null,
      -- When an integrity check found that something of it is gone.
      add column lost_at timestamptz;

    -- Versions taken back while a session ran that uses the package.
    create table settings_restore (
      id uuid primary key,
      person uuid not null references person on delete cascade,
      session uuid not null references session on delete cascade,
      template text not null,
      snapshot text not null,
      asked_at timestamptz not null,
      state text not null default 'asked' check (state in ('asked', 'waiting', 'next-logon', 'done', 'failed'))
    );
    -- Of one package the last order counts.
    create unique index settings_restore_open on settings_restore (session, template)
      where state in ('asked', 'waiting', 'next-logon');
    create index settings_restore_person on settings_restore (person, asked_at);

    -- The help desk's look at somebody's settings: with her consent, or for a stated reason.
    create table settings_access (
      id uuid primary key,
      person uuid not null references person on delete cascade,
      helper uuid not null references person on delete cascade,
      basis text not null check (basis in ('consent', 'reason')),
      reason text not null,
      asked_at timestamptz not null,
      decided_at timestamptz,
      granted boolean,
      -- Until when it holds, once granted.
      until timestamptz,
      ended_at timestamptz
    );
    create index settings_access_person on settings_access (person, asked_at);
    create index settings_access_helper on settings_access (helper, asked_at);

    -- Checks, repairs and collections of the whole vault, with what they found.
    create table vault_inspection (
      id uuid primary key,
      work text not null check (work in ('check', 'repair', 'collect')),
      actor uuid references person on delete set null,
      started_at timestamptz not null,
      -- Grows while it is under way: one that stands still was killed.
      alive_at timestamptz not null,
      finished_at timestamptz,
      people_total integer not null default 0,
      people_done integer not null default 0,
      result jsonb not null default '{}'
    );
  `,
}
