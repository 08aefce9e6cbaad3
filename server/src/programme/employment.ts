import type { Employment } from '@nahtlos/core/programme/criteria'
import type { Queries } from '../database/database.ts'

/** What the directory says about somebody's post. */
export async function employmentOf(queries: Queries, person: string): Promise<Employment & { phone: string | null }> {
  const row = await queries
    .selectFrom('person')
    .select(['role_since', 'share_of_full_time', 'phone'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow()
  return { roleSince: row.role_since, shareOfFullTime: row.share_of_full_time, phone: row.phone }
}
