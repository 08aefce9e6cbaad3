import type { Migration } from '../migration.ts'

export const programme: Migration = {
  name: '0003-programme',
  sql: `
    create table telework_request (
      id uuid primary key default gen_random_uuid(),
      person uuid not null references person,
      from_date date not null,
      until_date date not null,
      week jsonb not null,
      -- As it stood when the request was filed.
      chain text[] not null,
      state text not null check (state in ('open', 'approved', 'rejected', 'withdrawn')),
      step text,
      filed_at timestamptz not null,
      check ((state = 'open') = (step is not null))
    );
    create index telework_request_person on telework_request (person);
    create index telework_request_open on telework_request (step) where state = 'open';

    create table telework_record (
      request uuid not null references telework_request,
      number integer not null,
      at timestamptz not null,
      by uuid not null references person,
      acted_as text not null,
      outcome text not null,
      reason text,
      primary key (request, number)
    );
    create index telework_record_by on telework_record (by);

    create table telework_agreement (
      id uuid primary key default gen_random_uuid(),
      request uuid not null unique references telework_request,
      person uuid not null references person,
      from_date date not null,
      until_date date not null,
      week jsonb not null,
      ended_at timestamptz,
      ended_by uuid references person,
      end_reason text
    );
    create index telework_agreement_person on telework_agreement (person);

    create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception 'rows of % are only ever added', tg_table_name; end $$;
    create trigger telework_record_only_added before update or delete or truncate on telework_record
      for each statement execute function refuse_change();
  `,
}
