import type { Migration } from '../migration.ts'

export const signIn: Migration = {
  name: '0002-sign-in',
  sql: `
    create table credential (
      person uuid primary key references person on delete cascade,
      -- PHC string: argon2id with its parameters and salt.
      password_hash text not null,
      must_change boolean not null default false,
      changed_at timestamptz not null
    );

    create table second_factor (
      person uuid primary key references person on delete cascade,
      -- Sealed with the server's key file.
      secret bytea,
      confirmed_at timestamptz,
      -- The last time step whose code was used: a code is good once.
      last_step bigint not null default 0,
      pending_secret bytea,
      pending_since timestamptz
    );

    create table sign_in (
      id uuid primary key default gen_random_uuid(),
      -- SHA-256 of the token; the token itself is only in the browser.
      token_hash bytea not null unique,
      person uuid not null references person on delete cascade,
      begun_at timestamptz not null,
      password_at timestamptz not null,
      second_factor_at timestamptz,
      last_seen_at timestamptz not null,
      client_address text not null
    );
    create index sign_in_person on sign_in (person);
    create index sign_in_begun on sign_in (begun_at);

    -- Failed attempts, by SHA-256 of what they were about, so that no typing error is kept in clear.
    create table sign_in_delay (
      key bytea primary key,
      failures integer not null,
      blocked_until timestamptz not null,
      last_at timestamptz not null
    );
    create index sign_in_delay_last on sign_in_delay (last_at);

    -- One row once the first administrator was made; it stays for ever.
    create table first_administrator (
      sole boolean primary key default true check (sole),
      made_at timestamptz not null,
      person uuid not null
    );
  `,
}
