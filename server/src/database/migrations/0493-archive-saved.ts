import type { Migration } from '../migration.ts'

export const archiveSaved: Migration = {
  name: '0493-archive-saved',
  sql: `
    -- When the archive last saved the case as a file: what nobody saved cannot have been taken over.
    alter table archive_offer add column saved_at timestamptz;
  `,
}
