import { setTimeout } from 'node:timers/promises'

/** Waits for what no event tells: the state of programs in a session. Fails with the last answer when time is over. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  seconds = 60,
): Promise<T> {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const seen = await look()
    if (holds(seen)) return seen
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}; last seen: ${JSON.stringify(seen)}`)
    await setTimeout(50)
  }
}
