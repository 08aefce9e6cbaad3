import { setImmediate } from 'node:timers/promises'

/** Milliseconds that file work may hold the agent's thread, which also carries everybody's desktops. */
const longestHold = 4

/**
 * Many small file calls are several times faster done directly than through the thread pool, and a logon waits for
 * them; so they are done directly, and every few milliseconds everybody else gets a turn.
 */
export class Breath {
  #since = performance.now()

  async taken(): Promise<void> {
    if (performance.now() - this.#since < longestHold) return
    await setImmediate()
    this.#since = performance.now()
  }
}
