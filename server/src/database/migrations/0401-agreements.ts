import type { Migration } from '../migration.ts'

export const agreements: Migration = {
  name: '0401-agreements',
  sql: `
    alter table telework_agreement
      add column type text not null default 'telework',
      -- Where the person was when it was made: rights end with the change that ends their reason.
      add column department text,
      add column days_per_month integer not null default 0,
      add column suspended_at timestamptz;
    update telework_agreement set department = person.department
      from person where person.id = telework_agreement.person;
    alter table telework_agreement alter column department set not null;
    create index telework_agreement_until on telework_agreement (until_date) where ended_at is null;
    create index telework_agreement_department on telework_agreement (department, type) where ended_at is null;

    create table agreement_record (
      agreement uuid not null references telework_agreement on delete cascade,
      number integer not null,
      at timestamptz not null,
      -- Null where time did it.
      by uuid references person,
      acted_as text not null,
      outcome text not null,
      reason text,
      primary key (agreement, number)
    );
    insert into agreement_record (agreement, number, at, by, acted_as, outcome, reason)
      select telework_agreement.id, 1, filed_at, null, 'time', 'made', null
        from telework_agreement join telework_request on telework_request.id = request
      union all
      select id, 2, ended_at, ended_by, 'person', 'ended', end_reason
        from telework_agreement where ended_at is not null;
    alter table telework_agreement drop column ended_by, drop column end_reason;
    create trigger agreement_record_only_added before update or delete or truncate on agreement_record
      for each statement execute function refuse_change();

    create table agreement_change (
      id uuid primary key,
      agreement uuid not null references telework_agreement on delete cascade,
      wish jsonb not null,
      state text not null check (state in ('asked', 'granted', 'refused', 'cancelled')),
      asked_at timestamptz not null,
      decided_at timestamptz,
      decided_by uuid references person,
      reason text
    );
    create index agreement_change_agreement on agreement_change (agreement);
    create index agreement_change_asked on agreement_change (agreement) where state = 'asked';

    create table calendar_feed (
      person uuid not null references person on delete cascade,
      scope text not null check (scope in ('own', 'team')),
      token_hash bytea not null unique,
      made_at timestamptz not null,
      primary key (person, scope)
    );

    create table telework_document (
      id uuid primary key,
      request uuid not null references telework_request on delete cascade,
      person uuid not null references person,
      kind text not null,
      version integer not null,
      title jsonb not null,
      issued_at timestamptz not null,
      acknowledged_at timestamptz,
      digest text not null,
      file bytea not null,
      unique (request, kind, version)
    );
  `,
}
