import type { Migration } from '../migration.ts'

export const equipment: Migration = {
  name: '0451-equipment',
  sql: `
    create table device (
      id uuid primary key default gen_random_uuid(),
      type text not null,
      serial text not null,
      model text not null,
      attributes text[] not null,
      state text not null check (state in ('in-stock', 'handed-over', 'in-check', 'lost', 'retired')),
      holder uuid references person,
      since timestamptz,
      due_on date,
      confirmed_at timestamptz,
      check ((holder is null) = (since is null)),
      check (holder is null or state in ('handed-over', 'lost')),
      check (holder is not null or state <> 'handed-over')
    );
    create unique index device_serial on device (type, lower(serial));
    create index device_holder on device (holder) where holder is not null;
    create index device_due on device (due_on) where state = 'handed-over';
    create index device_state on device (state, type);

    create table device_record (
      device uuid not null references device,
      number integer not null,
      at timestamptz not null,
      deed text not null,
      by uuid not null references person,
      person uuid references person,
      due_on date,
      answers jsonb not null default '[]',
      note text,
      primary key (device, number)
    );
    create index device_record_person on device_record (person);
    create index device_record_by on device_record (by);
    create trigger device_record_only_added before update or delete or truncate on device_record
      for each statement execute function refuse_change();
  `,
}
