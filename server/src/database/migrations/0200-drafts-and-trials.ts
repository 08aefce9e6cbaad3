import type { Migration } from '../migration.ts'

export const draftsAndTrials: Migration = {
  name: '0200-drafts-and-trials',
  sql: `
    alter table revision add column approved_by text;
    alter table revision add column rolls_back integer references revision;

    -- The private half is sealed with the server's key file: who can write to this database can still not sign.
    create table revision_key (
      kid text primary key,
      private_key bytea not null,
      made_at timestamptz not null
    );

    create table revision_signature (
      revision integer primary key references revision,
      signature text not null
    );
    create trigger revision_signature_only_added before update or delete or truncate on revision_signature
      for each statement execute function refuse_change();

    create table revision_trial (
      revision integer primary key references revision,
      stage jsonb not null,
      state text not null check (state in ('running', 'complete', 'stopped')),
      began_at timestamptz not null,
      ended_at timestamptz,
      detail text,
      check ((state = 'running') = (ended_at is null))
    );
    -- One at a time: nobody could tell which of two trials made a start fail.
    create unique index revision_trial_running on revision_trial ((true)) where state = 'running';

    create table draft (
      id integer primary key generated always as identity,
      title text not null,
      author uuid not null references person on delete cascade,
      -- Everybody who ever changed its files: none of them can be the second person.
      editors uuid[] not null,
      base integer references revision,
      made_at timestamptz not null,
      changed_at timestamptz not null,
      faulty boolean not null,
      approved_by uuid references person on delete set null,
      approved_at timestamptz,
      published_as integer references revision
    );
    create table draft_file (
      draft integer not null references draft on delete cascade,
      position integer not null,
      path text not null,
      content bytea not null,
      primary key (draft, position)
    );

    -- By which revision a session was started, so that a trial is judged by its own starts.
    alter table session add column revision integer;
    -- When a limit on its length logs it off.
    alter table session add column ends_at timestamptz;
    alter table connection add column bounds jsonb;
    -- What time alone will take from it soon.
    alter table connection add column coming jsonb;
  `,
}
