import type { Migration } from '../migration.ts'

export const draftsAbout: Migration = {
  name: '0481-drafts-about',
  sql: `
    -- The request that is corrected, or the agreement that is renewed or changed; null for a first request.
    alter table telework_draft drop constraint telework_draft_pkey;
    alter table telework_draft add column about uuid;
    create unique index telework_draft_about on telework_draft (person, type, about) nulls not distinct;
  `,
}
