import type { Migration } from '../migration.ts'

export const confidentialSteps: Migration = {
  name: '0491-confidential-steps',
  sql: `
    -- Confidential steps and what was recorded of them, as JSON in a secret box; every request has one of the same
    -- size. Null until the server, which has the key, sealed what lay open before.
    alter table telework_request add column confidential bytea;

    -- How those find a sealed turn or deed whom it concerns: keyed hashes of theirs and of the request's id, which say
    -- nothing without the key. Which request it is stands in the box alone.
    create table telework_finder (
      finder bytea not null,
      about bytea not null,
      sealed bytea not null
    );
    create index telework_finder_finder on telework_finder (finder);
    create index telework_finder_about on telework_finder (about);
  `,
}
