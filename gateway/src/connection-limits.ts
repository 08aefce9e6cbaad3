export interface ConnectionCaps {
  readonly connections: number
  readonly connectionsPerAddress: number
  /** New connections per address and second; as many may come at once. */
  readonly connectionRate: number
}

export type Admission = 'admitted' | 'too-many' | 'too-many-of-address' | 'too-fast'

interface Account {
  open: number
  /** A token bucket: how many connections this address may open just now. */
  credit: number
  at: number
}

/** Counts connections; pure but for its own counters, time comes in as milliseconds. Fails closed. */
export class ConnectionLimits {
  readonly #caps: ConnectionCaps
  readonly #accounts = new Map<string, Account>()
  #open = 0

  constructor(caps: ConnectionCaps) {
    this.#caps = caps
  }

  get open(): number {
    return this.#open
  }

  get addresses(): number {
    return this.#accounts.size
  }

  /** Every `admitted` has to be given back with {@link leave}. */
  enter(key: string, now: number): Admission {
    if (this.#open >= this.#caps.connections) return 'too-many'
    const account = this.#accounts.get(key) ?? { open: 0, credit: this.#caps.connectionRate, at: now }
    account.credit = this.#creditOf(account, now)
    account.at = now
    this.#accounts.set(key, account)
    if (account.open >= this.#caps.connectionsPerAddress) return 'too-many-of-address'
    if (account.credit < 1) return 'too-fast'
    account.credit -= 1
    account.open += 1
    this.#open += 1
    return 'admitted'
  }

  leave(key: string): void {
    const account = this.#accounts.get(key)
    if (account === undefined || account.open === 0) throw new Error('a connection left that never entered')
    account.open -= 1
    this.#open -= 1
  }

  /** Forgets addresses that owe nothing. Called every few seconds, so that many addresses fill no memory. */
  sweep(now: number): void {
    for (const [key, account] of this.#accounts)
      if (account.open === 0 && this.#creditOf(account, now) >= this.#caps.connectionRate) this.#accounts.delete(key)
  }

  #creditOf(account: Account, now: number): number {
    const earned = ((now - account.at) / 1000) * this.#caps.connectionRate
    return Math.min(this.#caps.connectionRate, account.credit + Math.max(0, earned))
  }
}
