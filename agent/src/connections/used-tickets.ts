import { join } from 'node:path'
import type { TicketClaims } from '@nahtlos/contract/ticket'
import type { System } from '../system/system.ts'

/** Seconds that a spent ticket is remembered beyond its end, against clocks that are set back. */
const grace = 60

/** The memory that makes a ticket good once, also over a kill of this process. */
export interface UsedTickets {
  /** True for the first caller with this ticket and for nobody after, once it is safely on the disk. */
  spend(claims: Pick<TicketClaims, 'jti' | 'exp'>): Promise<boolean>
  /** Forgets tickets that have expired; they are refused for that. */
  forgetExpired(now: Date): Promise<void>
}

/** One file for each ticket: making it is the one step in which two claimants can't both succeed. */
export async function usedTickets(system: System, directory: string): Promise<UsedTickets> {
  await system.makeDirectory(directory, { mode: 0o700 })
  return {
    spend: ({ jti, exp }) => system.claimFile(join(directory, jti), `${exp}\n`),
    async forgetExpired(now) {
      for (const name of await system.list(directory)) {
        const end = Number(await system.readText(join(directory, name)))
        // A file without a number is one whose writing was cut off; its ticket may have been meant, so it stays long.
        if (end > 0 && end + grace < now.getTime() / 1000) await system.remove(join(directory, name))
      }
    },
  }
}
