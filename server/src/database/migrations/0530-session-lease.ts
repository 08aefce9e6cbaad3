import type { Migration } from '../migration.ts'

/** Whoever starts while her last session is still being ended gets the next one, which waits for that end. */
export const sessionLease: Migration = {
  name: '0530-session-lease',
  sql: `
    drop index session_lease;
    -- The lease: one session that is not over and not ending per person and target.
    create unique index session_lease on session (person, workspace, app)
      where state not in ('ending', 'ended', 'failed', 'lost');
    create index session_ending on session (person, workspace, app) where state = 'ending';
  `,
}
