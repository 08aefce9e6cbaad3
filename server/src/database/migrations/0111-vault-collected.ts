import type { Migration } from '../migration.ts'

export const vaultCollected: Migration = {
  name: '0111-vault-collected',
  sql: `
    -- Up to which move of a head this person's part of the vault was collected.
    alter table vault_key add column collected_at timestamptz;
  `,
}
