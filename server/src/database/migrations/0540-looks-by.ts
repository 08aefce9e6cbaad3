import type { Migration } from '../migration.ts'

/**
 * What somebody did in the things of others is counted for her own data, and looked for when she is deleted; whose
 * devices somebody saw within this hour, with each list of them. All of it went through whole tables.
 */
export const looksBy: Migration = {
  name: '0540-looks-by',
  sql: `
    create index look_by on look (by, hour);
    create index telework_record_on_behalf_of on telework_record (on_behalf_of) where on_behalf_of is not null;
    create index agreement_change_decided_by on agreement_change (decided_by) where decided_by is not null;
    create index home_check_decided_by on home_check (decided_by) where decided_by is not null;
  `,
}
