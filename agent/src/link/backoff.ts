/** Milliseconds until the next try: doubling from a quarter of a second to five, spread so that hosts don't come at once. */
export function backoff(failures: number, random: number): number {
  const ceiling = Math.min(5_000, 250 * 2 ** Math.min(failures, 10))
  return Math.round(ceiling * (0.5 + random / 2))
}
