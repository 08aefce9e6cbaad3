import type { Migration } from '../migration.ts'

export const mail: Migration = {
  name: '0452-mail',
  sql: `
    -- Mails to be sent, made in the transaction of what they tell; what they say is composed when they go out.
    create table mail (
      -- Also its Message-ID: whoever gets it twice can tell.
      id uuid primary key default gen_random_uuid(),
      person uuid not null references person on delete cascade,
      daily_on date,
      made_at timestamptz not null,
      next_at timestamptz not null,
      attempts integer not null default 0,
      sent_at timestamptz,
      -- When the mail server said that it will never take it.
      refused_at timestamptz,
      trouble text,
      check (sent_at is null or refused_at is null),
      unique (person, daily_on)
    );
    create index mail_due on mail (next_at) where sent_at is null and refused_at is null;
    create index mail_refused on mail (refused_at) where refused_at is not null;

    alter table notice add column mail uuid references mail on delete set null;
    create index notice_mail on notice (mail);
    create index notice_unmailed on notice (person) where mail is null and read_at is null;

    create table mail_choice (
      person uuid primary key references person on delete cascade,
      rhythm text not null check (rhythm in ('at-once', 'daily', 'never'))
    );
  `,
}
