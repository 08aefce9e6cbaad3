import type { Migration } from '../migration.ts'

/** What a body was informed of is asked for with every list of approvals, by time. */
export const informed: Migration = {
  name: '0513-informed',
  sql: `create index telework_record_informed on telework_record (acted_as, at) where outcome = 'informed';`,
}
