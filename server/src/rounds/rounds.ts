import { remindOfDevices } from '../equipment/remind.ts'
import { remindOfProofs } from '../home-workplace/remind.ts'
import { makeDailyMails } from '../notifications/daily-mail.ts'
import { keepClocks } from '../privacy/retention.ts'
import { forgetRefusals } from '../programs/forget.ts'
import type { Services } from '../services.ts'

/**
 * What time alone makes due: reminders, expiry, the daily mail. Each may run at any time and as often as one likes,
 * looks at the injected clock, and does what is due once.
 */
export interface Round {
  readonly name: string
  run(services: Services): Promise<void>
}

/** In this order: who is told something by a round gets it with the daily mail of the same one. */
export const rounds: readonly Round[] = [
  { name: 'devices that are due back', run: remindOfDevices },
  { name: 'trainings and workplaces at home', run: remindOfProofs },
  { name: 'clocks of retention', run: keepClocks },
  { name: 'refused programs', run: forgetRefusals },
  { name: 'daily mails', run: makeDailyMails },
]

/** Runs all of them, one after the other. One that fails is no reason to leave out the next. */
export async function makeRounds(services: Services): Promise<void> {
  for (const round of rounds) {
    try {
      await round.run(services)
    } catch (error) {
      services.log.error({ err: error, round: round.name }, 'a round failed; it comes again in a minute')
    }
  }
}
