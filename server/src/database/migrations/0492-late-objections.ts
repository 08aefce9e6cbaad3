import type { Migration } from '../migration.ts'

export const lateObjections: Migration = {
  name: '0492-late-objections',
  sql: `
    -- Who else decides on an objection once it is late, as the rules were when the request was filed.
    update telework_request set contest = contest || '{"escalateTo": null}';
  `,
}
