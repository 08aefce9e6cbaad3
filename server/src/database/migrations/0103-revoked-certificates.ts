import type { Migration } from '../migration.ts'

export const revokedCertificates: Migration = {
  name: '0103-revoked-certificates',
  sql: `
    -- Certificates that are good no longer before their time is over. Kept until then: afterwards nobody takes them anyway.
    create table revoked_certificate (
      serial text primary key,
      until timestamptz not null
    );
  `,
}
