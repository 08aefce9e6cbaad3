import { TOTP } from 'otpauth'

const period = 30
/** Seconds that it may take until a code that was read is typed in and arrives. */
const typing = 15

/**
 * A person's authenticator app. The server takes each time step's code once and the neighbouring steps too, so the
 * app goes on to the next step for every further code; beyond the server's tolerance it waits for the clock.
 */
export class Authenticator {
  readonly #totp: TOTP
  #lastStep: number

  /** `usedStep` is a step that is known to be spent, e.g. by the set-up. */
  constructor(secret: string, usedStep = 0) {
    this.#totp = new TOTP({ secret, digits: 6, period })
    this.#lastStep = usedStep
  }

  async code(): Promise<string> {
    const now = Date.now() / 1000
    const present = Math.floor(now / period)
    // The code of the step before is taken until this step ends, which may be before it arrives.
    const oldest = Math.floor((now + typing) / period) - 1
    const step = Math.max(oldest, this.#lastStep + 1)
    if (step > present + 1) {
      const until = (step - 1) * period * 1000
      await new Promise((resolve) => setTimeout(resolve, until - Date.now()))
    }
    this.#lastStep = step
    return this.#totp.generate({ timestamp: step * period * 1000 })
  }
}
