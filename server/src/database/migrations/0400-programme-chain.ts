import type { Migration } from '../migration.ts'

export const programmeChain: Migration = {
  name: '0400-programme-chain',
  sql: `
    -- What the directory says about somebody's post; null where it does not say.
    alter table person
      add column role_since date,
      add column share_of_full_time integer,
      add column phone text;
    create index person_roles on person using gin (roles);
    create index person_groups on person using gin (groups);

    alter table telework_request
      add column type text not null default 'telework',
      add column kind text not null default 'first',
      -- All that was asked for, without what is sealed.
      add column application jsonb,
      -- The sealed answers, as JSON in a secret box.
      add column sealed bytea,
      add column round integer not null default 1,
      add column steps jsonb not null default '[]',
      add column contest jsonb,
      add column detailed_length integer not null default 150,
      -- When a deadline next does something; null where none does.
      add column next_at timestamptz;
    update telework_request set
      application = jsonb_build_object('type', 'telework', 'kind', 'first', 'agreement', null, 'from', from_date,
        'until', until_date, 'week', week, 'office', '[]'::jsonb, 'task', '', 'protectionNeed', 'normal',
        'workspace', null, 'apps', '[]'::jsonb, 'home', null, 'equipment', null, 'declarations', null),
      contest = '{"body": "personnel", "title": {"de": "Personalamt", "en": "Personnel office"}, "days": 30}',
      steps = coalesce((
        select jsonb_agg(jsonb_build_object(
          'number', at - 1, 'stage', at - 1, 'body', body,
          'title', case body
            when 'line-manager' then '{"de": "Führungskraft", "en": "Line manager"}'::jsonb
            when 'head-of-department' then '{"de": "Amtsleitung", "en": "Head of department"}'::jsonb
            else '{"de": "IT", "en": "IT"}'::jsonb end,
          'task', case when body = 'head-of-department' then 'decide' else 'approve' end,
          'state', case
            when state = 'approved' or exists (
              select from telework_record where request = telework_request.id and acted_as = body
                and outcome = 'approved') then 'done'
            when state = 'open' and step = body then 'open' else 'later' end,
          'confidential', false, 'binding', false, 'remindAfter', 7, 'days', 14, 'late', 'remind',
          'escalateTo', null, 'openedAt', case when state = 'open' and step = body
            then to_char(filed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
          'dueAt', case when state = 'open' and step = body
            then to_char((filed_at + interval '14 days') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
          'reminded', false, 'escalated', false) order by at)
        from unnest(chain) with ordinality as part (body, at)), '[]'),
      next_at = case when state = 'open' then filed_at + interval '7 days' end;
    alter table telework_request
      alter column application set not null,
      alter column contest set not null,
      drop constraint telework_request_check,
      drop constraint telework_request_state_check,
      add check (state in ('open', 'returned', 'contested', 'approved', 'rejected', 'withdrawn'));
    drop index telework_request_open;

    -- Whose turn it is: the open steps of open requests, and those who decide on objections (step null).
    create table telework_turn (
      request uuid not null references telework_request on delete cascade,
      step integer,
      body text not null,
      -- A late step may be another body's turn, too.
      escalated_to text,
      due_at timestamptz,
      unique nulls not distinct (request, step)
    );
    create index telework_turn_body on telework_turn (body, due_at);
    create index telework_turn_escalated on telework_turn (escalated_to) where escalated_to is not null;
    insert into telework_turn (request, step, body, due_at)
      select id, array_position(chain, step) - 1, step, filed_at + interval '14 days'
      from telework_request where state = 'open';
    alter table telework_request drop column week, drop column chain, drop column step;
    create index telework_request_next on telework_request (next_at) where next_at is not null;
    create index telework_request_filed on telework_request (filed_at desc);

    alter table telework_record disable trigger telework_record_only_added;
    alter table telework_record
      alter column by drop not null,
      add column on_behalf_of uuid references person,
      add column round integer not null default 1,
      add column step integer,
      add column alternatives text;
    alter table telework_record enable trigger telework_record_only_added;

    -- What was filed in each round.
    create table telework_version (
      request uuid not null references telework_request on delete cascade,
      round integer not null,
      application jsonb not null,
      sealed bytea,
      filed_at timestamptz not null,
      primary key (request, round)
    );
    insert into telework_version select id, 1, application, null, filed_at from telework_request;

    create table telework_draft (
      person uuid not null references person on delete cascade,
      type text not null,
      -- Sealed whole: nobody reads it before it is filed.
      sealed bytea not null,
      saved_at timestamptz not null,
      primary key (person, type)
    );

    create table absence (
      id uuid primary key default gen_random_uuid(),
      person uuid not null references person on delete cascade,
      deputy uuid not null references person on delete cascade,
      from_date date not null,
      until_date date not null,
      check (person <> deputy),
      check (from_date <= until_date)
    );
    create index absence_deputy on absence (deputy, until_date);
    create index absence_person on absence (person, until_date);
  `,
}
