/** What every benchmark ends with; further figures of its own stand beside these. */
export interface Report {
  /** Its name, as in `./nahtlos bench NAME`. */
  readonly bench: string
  readonly ours: number
  readonly peer: string
  readonly theirs: number
  readonly unit: string
  /** Ours divided by theirs. */
  readonly ratio: number
  readonly [figure: string]: unknown
}

/** Prints the report as one line of JSON, which has to be the run's last. */
export function printReport(report: Report): void {
  console.log(JSON.stringify(report))
}

/** The middle of an odd number of values, the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Linear between the two nearest values. @param share from 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('there is no quantile of nothing')
  const sorted = [...values].sort((one, other) => one - other)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}

/** To as many digits as a measurement is worth. */
export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits))
}
