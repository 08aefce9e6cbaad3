import type { Migration } from '../migration.ts'

export const programTrials: Migration = {
  name: '0520-program-trials',
  sql: `
    -- What a program rule that is only tried out would have refused: it ran.
    create table program_trial (
      rule text not null,
      person uuid not null references person on delete cascade,
      workspace text not null,
      path text not null,
      package text,
      sha256 text,
      session uuid references session on delete set null,
      host text not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      -- In the session in which it ran last, as far as its host counted.
      times integer not null,
      primary key (rule, person, workspace, path)
    );
    create index program_trial_person on program_trial (person);
    create index program_trial_session on program_trial (session);
    create index program_trial_last on program_trial (last_at);
  `,
}
