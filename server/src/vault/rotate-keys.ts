import type { Services } from '../services.ts'

export interface Rotation {
  readonly masterKey: string
  readonly wrapped: number
  readonly left: number
}

/**
 * Wraps with the present master key every data key that another one wraps. Contents are not touched: their keys stay.
 * It may be killed and done again. Once nothing is left, older master keys may be thrown away, and with them every copy
 * of a data key of people who were deleted before, in whatever backup it lies.
 */
export async function rotateKeys({ database, vault, log }: Services): Promise<Rotation> {
  const masters = await vault.masterKeys()
  const rows = await database
    .selectFrom('vault_key')
    .select(['person', 'master_key as masterKey', 'wrapped'])
    .where('master_key', '<>', masters.currentId)
    .execute()
  let wrapped = 0
  let left = 0
  for (const row of rows) {
    if (!masters.has(row.masterKey)) {
      left += 1
      continue
    }
    let next: ReturnType<typeof masters.wrap>
    try {
      next = masters.wrap(row.person, masters.unwrap(row.person, row))
    } catch (error) {
      // One that is damaged keeps none of the others from being wrapped anew.
      log.error({ err: error, person: row.person }, 'a data key cannot be unwrapped')
      left += 1
      continue
    }
    await database
      .updateTable('vault_key')
      .set({ master_key: next.masterKey, wrapped: next.wrapped })
      .where('person', '=', row.person)
      .where('master_key', '=', row.masterKey)
      .execute()
    wrapped += 1
  }
  if (left > 0) log.error({ left }, 'data keys are damaged, or wrapped with a master key that is not here')
  return { masterKey: masters.currentId, wrapped, left }
}
