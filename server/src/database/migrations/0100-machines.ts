import type { Migration } from '../migration.ts'

export const machines: Migration = {
  name: '0100-machines',
  sql: `
    create table enrolment_token (
      -- SHA-256 of the secret; the secret itself is only in the token that the administrator copies.
      secret_hash bytea primary key,
      role text not null check (role in ('gateway', 'agent')),
      name text not null,
      made_by uuid references person on delete set null,
      expires_at timestamptz not null,
      used_at timestamptz
    );

    -- Who holds a certificate. Only the present serial and, until the machine took up a new one, the one before it count.
    create table machine (
      role text not null check (role in ('gateway', 'agent')),
      name text not null,
      serial text not null,
      previous_serial text,
      certificate_until timestamptz not null,
      enrolled_at timestamptz not null,
      revoked_at timestamptz,
      primary key (role, name)
    );

    create table host (
      id text primary key,
      -- Where gateways find its agent, name:port.
      address text not null,
      draining boolean not null default false,
      version text,
      cores integer,
      load double precision,
      memory_total bigint,
      memory_available bigint,
      packages jsonb not null default '{}',
      reported_at timestamptz,
      -- The link that the agent holds now, whichever replica it leads to; null while it holds none.
      link uuid,
      unlinked_at timestamptz
    );
  `,
}
