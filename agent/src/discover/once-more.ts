import type { Unseen } from './fresh-seat.ts'

export const startedTwice = ({ unseen }: Unseen) => `it had to be started twice, for the first time ${unseen}`

/**
 * An app may fail to start for reasons of its own: what it was given is to blame when that happens twice.
 *
 * @param hitches gets a sentence where the second start was needed, and did better
 */
export async function onceMore<T extends object>(
  start: () => Promise<T | Unseen>,
  hitches: string[],
): Promise<T | Unseen> {
  const first = await start()
  if (!('unseen' in first)) return first
  const second = await start()
  if (!('unseen' in second)) hitches.push(startedTwice(first))
  return second
}
