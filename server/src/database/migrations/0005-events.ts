import type { Migration } from '../migration.ts'

export const events: Migration = {
  name: '0005-events',
  sql: `
    create table event (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      -- What happened, e.g. sign-in.refused.
      kind text not null,
      -- Who acted; null where nobody was signed in.
      actor uuid,
      client_address text,
      details jsonb not null
    );
    create index event_at on event (at);
    create trigger event_only_added before update or delete or truncate on event
      for each statement execute function refuse_change();
  `,
}
