import type { Migration } from '../migration.ts'

export const appUse: Migration = {
  name: '0525-app-use',
  sql: `
    -- How long an app ran whose time of a day a rule bounds, so that another session cannot begin anew. Kept two days.
    create table app_use (
      session uuid not null references session on delete cascade,
      app text not null,
      day date not null,
      seconds integer not null,
      primary key (session, app, day)
    );
    create index app_use_day on app_use (day);
  `,
}
