import type { Services } from '../services.ts'
import { forgetUse } from './app-use.ts'

/** Days that a refusal is kept about which nobody was asked, and a request after it was asked. */
const keptDays = { refused: 30, asked: 400 }
const day = 24 * 60 * 60_000

/** Forgets refusals that nobody needs any more; what is approved is over by then. */
export async function forgetRefusals({ database, clock }: Services): Promise<void> {
  const before = (days: number) => new Date(clock().getTime() - days * day)
  await database
    .deleteFrom('program_request')
    .where((where) =>
      where.or([
        where.and([where('asked_at', 'is', null), where('last_at', '<', before(keptDays.refused))]),
        where.and([
          where('asked_at', '<', before(keptDays.asked)),
          where.or([where('until', 'is', null), where('until', '<', clock())]),
        ]),
      ]),
    )
    .execute()
  await forgetUse(database, clock())
  await database.deleteFrom('program_trial').where('last_at', '<', before(keptDays.refused)).execute()
}
