import type { Migration } from '../migration.ts'

export const protectionNeed: Migration = {
  name: '0482-protection-need',
  sql: `
    alter table telework_agreement add column protection_need text not null default 'normal'
      check (protection_need in ('normal', 'high'));
    update telework_agreement set protection_need = 'high'
      from telework_request
      where telework_request.id = telework_agreement.request and application ->> 'protectionNeed' = 'high';
  `,
}
