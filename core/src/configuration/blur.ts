import type { PersonFacts } from '@nahtlos/contract/access/context'

/** A number below 2^32 for a person, spread evenly and unknown to whoever asks. */
export type Blur = (person: Pick<PersonFacts, 'id'>) => number

/** A number is told at most this far from the true one. */
const reach = 5

/**
 * Counts people. Blurred, it tells a number that is off by up to five: how far depends on who exactly was counted (the
 * cell key method of statistical offices). The same people always give the same number, so asking again tells nothing,
 * and one person more gives another error, so the difference between two questions tells nothing of her.
 */
export class Headcount {
  readonly #blur: Blur | undefined
  #people = 0
  #keys = 0

  constructor(blur: Blur | undefined) {
    this.#blur = blur
  }

  add(person: Pick<PersonFacts, 'id'>): void {
    this.#people += 1
    if (this.#blur !== undefined) this.#keys = (this.#keys + this.#blur(person)) >>> 0
  }

  number(): number {
    if (this.#blur === undefined || this.#people === 0) return this.#people
    const error = Math.floor((mixed(this.#keys) / 2 ** 32) * (2 * reach + 1)) - reach
    return Math.max(0, this.#people + error)
  }
}

/** Spreads a sum over all numbers (the finalizer of MurmurHash3), so that near sums are not near errors. */
function mixed(sum: number): number {
  let value = sum >>> 0
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
