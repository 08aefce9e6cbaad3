import type { Migration } from '../migration.ts'

export const patience: Migration = {
  name: '0470-patience',
  sql: `
    -- Days for the decision on an objection and for a correction, as the rules were when the request was filed.
    alter table telework_request add column patience jsonb not null default '{"contest": 30, "correction": 60}';
    alter table telework_request alter column patience drop default;
    update telework_request set next_at = case state when 'contested' then interval '15 days' else interval '30 days' end
      + (select max(at) from telework_record where request = telework_request.id and outcome = telework_request.state)
      where state in ('contested', 'returned');
  `,
}
