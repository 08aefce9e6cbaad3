import type { Migration } from '../migration.ts'

export const programRequests: Migration = {
  name: '0495-program-requests',
  sql: `
    create table program_request (
      id uuid primary key default gen_random_uuid(),
      person uuid not null references person on delete cascade,
      workspace text not null,
      origin text not null check (origin in ('installed', 'brought')),
      path text not null,
      package text,
      sha256 text,
      forbidden boolean not null,
      -- Where it was refused last.
      session uuid references session on delete set null,
      host text,
      zone text,
      first_at timestamptz not null,
      last_at timestamptz not null,
      times integer not null,
      state text not null default 'refused' check (state in ('refused', 'asked', 'granted', 'declined')),
      purpose text,
      asked_at timestamptz,
      decided_at timestamptz,
      decided_by uuid references person,
      answer text,
      until timestamptz,
      -- The session that it was approved for, where it was for one alone.
      granted_session uuid,
      -- What the server signed, for hosts.
      signed text,
      check ((state = 'granted') = (signed is not null) and (state = 'granted') = (until is not null)),
      unique (person, workspace, origin, path)
    );
    create index program_request_state on program_request (state, asked_at);
    create index program_request_session on program_request (session);
    create index program_request_last on program_request (last_at);
  `,
}
