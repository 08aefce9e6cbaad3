import type { Migration } from '../migration.ts'

export const deviceDocuments: Migration = {
  name: '0480-device-documents',
  sql: `
    -- A document is about a request and what became of it, or about a device that changed hands.
    alter table telework_document
      alter column request drop not null,
      add column device uuid references device on delete cascade,
      add constraint telework_document_about check ((request is null) <> (device is null));
    create unique index telework_document_device on telework_document (device, person, kind, version)
      where device is not null;
    -- Null where the end of an agreement did it.
    alter table device_record alter column by drop not null;
    -- The end of an agreement set the date; another agreement takes it away again.
    alter table device add column due_by_end boolean not null default false;

    -- What was asked for and is not needed any more, or was solved otherwise.
    create table equipment_settled (
      agreement uuid not null references telework_agreement on delete cascade,
      item text not null,
      at timestamptz not null,
      by uuid not null references person,
      note text not null,
      primary key (agreement, item)
    );
    create index telework_document_person on telework_document (person, issued_at desc);
  `,
}
