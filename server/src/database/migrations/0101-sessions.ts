import type { Migration } from '../migration.ts'

export const sessions: Migration = {
  name: '0101-sessions',
  sql: `
    create table session (
      id uuid primary key,
      person uuid not null references person on delete cascade,
      workspace text not null,
      -- The app that runs alone; empty for the workspace's desktop.
      app text not null default '',
      pool text not null,
      -- What the host is told to run (SessionOrder), as it was decided at the start.
      session_order jsonb not null,
      state text not null check (state in ('placing', 'preparing', 'ready', 'ending', 'ended', 'failed', 'lost')),
      -- Since when it is in this state.
      since timestamptz not null,
      started_at timestamptz not null,
      host text references host,
      -- Grows with every placement.
      epoch integer not null default 0,
      -- Whether the host has spoken of it since it was placed there.
      reported boolean not null default false,
      unreachable_since timestamptz,
      phases jsonb not null default '[]',
      notices jsonb not null default '[]',
      detail text,
      check (state = 'placing' or host is not null or state in ('ended', 'failed'))
    );
    -- The lease: one session that is not over per person and target.
    create unique index session_lease on session (person, workspace, app) where state not in ('ended', 'failed', 'lost');
    create index session_host on session (host) where state not in ('ended', 'failed', 'lost');
    create index session_running on session (state) where state not in ('ended', 'failed', 'lost');
    create index session_person on session (person, since);

    create table connection (
      -- Also the id of its ticket.
      id uuid primary key,
      session uuid not null references session on delete cascade,
      person uuid not null references person on delete cascade,
      -- The sign-in that asked for it; its end ends the connection.
      sign_in uuid not null,
      listener text not null,
      client_address text not null,
      rights text[] not null,
      -- When access was withdrawn: the host closes it.
      withdrawn_at timestamptz,
      refusal jsonb,
      issued_at timestamptz not null,
      opened_at timestamptz,
      closed_at timestamptz
    );
    create index connection_session on connection (session) where closed_at is null;
    create index connection_open on connection (issued_at) where closed_at is null;
    create index connection_sign_in on connection (sign_in) where closed_at is null;

    create table ticket_key (
      kid text primary key,
      public_key jsonb not null,
      -- PKCS #8, sealed with the server's key file.
      private_key bytea not null,
      made_at timestamptz not null,
      -- Published some time before it signs, and for a while after it.
      signs_from timestamptz not null,
      signs_until timestamptz not null
    );
  `,
}
