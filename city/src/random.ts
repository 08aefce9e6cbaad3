/** A source of numbers that gives the same sequence for the same seed on every machine. */
export interface Random {
  /** An integer from 0 inclusive to `below` exclusive. */
  below(limit: number): number
  /** One of the items, which must not be empty. */
  pick<T>(items: readonly T[]): T
}

/** Mulberry32: 32 bits of state, good enough to make people up, and nothing else. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new RangeError('there is nothing to pick from')
      return item
    },
  }
}
