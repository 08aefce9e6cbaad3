/** Tells the steps of something long, each with the time it took, one line a step. */
export class Progress {
  readonly #began = performance.now()
  #step: string | null = null
  #stepBegan = 0
  #timer: NodeJS.Timeout | null = null

  next(step: string): void {
    if (step === this.#step) return
    this.finish()
    this.#step = step
    this.#stepBegan = performance.now()
    if (!process.stdout.isTTY) return
    const draw = () => process.stdout.write(`\r\x1b[K· ${step} … ${seconds(this.#stepBegan)} s`)
    draw()
    this.#timer = setInterval(draw, 500)
  }

  /** The present step is done. */
  finish(): void {
    this.#stop()
    if (this.#step !== null) console.log(`✓ ${this.#step} (${seconds(this.#stepBegan)} s)`)
    this.#step = null
  }

  /** The present step failed. */
  fail(): void {
    this.#stop()
    if (this.#step !== null) console.log(`✗ ${this.#step} (${seconds(this.#stepBegan)} s)`)
    this.#step = null
  }

  get totalSeconds(): string {
    return seconds(this.#began)
  }

  #stop(): void {
    if (this.#timer === null) return
    clearInterval(this.#timer)
    this.#timer = null
    process.stdout.write('\r\x1b[K')
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}
