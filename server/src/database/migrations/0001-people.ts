import type { Migration } from '../migration.ts'

export const people: Migration = {
  name: '0001-people',
  sql: `
    -- Numeric users of session hosts, the same on every host. A number is never given twice.
    create sequence person_uid minvalue 200000 start 200000;

    create table person (
      id uuid primary key default gen_random_uuid(),
      account text not null unique,
      uid integer not null unique default nextval('person_uid'),
      name text not null,
      -- A department of the configuration; the configuration may forget it.
      department text not null,
      groups text[] not null default '{}',
      -- The line manager's account; she may be imported later.
      manager text,
      roles text[] not null default '{}',
      language text not null default 'de',
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index person_manager on person (manager);
    create index person_department on person (department);
    create index person_name on person (lower(name) text_pattern_ops);
  `,
}
