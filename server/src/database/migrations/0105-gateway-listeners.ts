import type { Migration } from '../migration.ts'

export const gatewayListeners: Migration = {
  name: '0105-gateway-listeners',
  sql: `
    -- The listeners that a gateway may speak for, as its token said. Until now its own word was taken: those that are
    -- enrolled keep what every installation has.
    alter table enrolment_token add column listeners text[] not null default '{}';
    alter table machine add column listeners text[] not null default '{}';
    update machine set listeners = '{office,outside}' where role = 'gateway';
    update enrolment_token set listeners = '{office,outside}' where role = 'gateway' and used_at is null;
  `,
}
