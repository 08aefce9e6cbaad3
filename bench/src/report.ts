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
  /** What was promised, by name, each with what came out. */
  readonly targets: Readonly<Record<string, Target>>
  /** Further comparisons that are told with a verdict, but that nothing was promised of. */
  readonly beside?: Readonly<Record<string, Target>>
  readonly [figure: string]: unknown
}

/** One figure and the bound that it has to keep. */
export interface Target {
  readonly value: number
  /** The bound as people read it, e.g. `<= 1.25`. */
  readonly target: string
  readonly met: boolean
}

export function atMost(value: number, bound: number): Target {
  return { value: rounded(value), target: `<= ${bound}`, met: value <= bound }
}

export function atLeast(value: number, bound: number): Target {
  return { value: rounded(value), target: `>= ${bound}`, met: value >= bound }
}

/**
 * A line for each target, then the report as one line of JSON, which has to be the run's last. The process ends with 1
 * where a target was missed.
 */
export function printReport(report: Report): void {
  for (const line of verdicts(report)) console.log(line)
  console.log(JSON.stringify(report))
  if (!Object.values(report.targets).every(({ met }) => met)) process.exitCode = 1
}

/** `✓ relay ratio: 1.54 (>= 0.9)`; what nothing was promised of has a dot before it. */
export function verdicts({ bench, targets, beside = {} }: Pick<Report, 'bench' | 'targets' | 'beside'>): string[] {
  const line = (mark: string, name: string, { value, target }: Target) =>
    `${mark} ${bench} ${name}: ${value} (${target})`
  return [
    ...Object.entries(targets).map(([name, each]) => line(each.met ? '✓' : '✗', name, each)),
    ...Object.entries(beside).map(([name, each]) => `${line('·', name, each)}${each.met ? '' : ', not kept'}`),
  ]
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
