import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits for something that tells nobody when it comes true, such as a window inside a session: looks again and again,
 * and fails with its name after `seconds`.
 */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`)
    await delay(50)
  }
}
