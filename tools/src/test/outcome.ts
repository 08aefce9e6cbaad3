/** What became of one test, whichever runner ran it. */
export interface Outcome {
  /** The names of the suites around it and its own, joined by ` > `. */
  readonly name: string
  /** Relative to the checkout. */
  readonly file: string
  readonly result: 'passed' | 'failed' | 'skipped'
  /** The failure's message, or why it was skipped. */
  readonly message: string | null
}

export interface FileTime {
  readonly file: string
  readonly milliseconds: number
}

/** What one part of the tests came to. */
export interface PartReport {
  readonly part: string
  readonly outcomes: readonly Outcome[]
  readonly times: readonly FileTime[]
}

export interface Sum {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export function sumOf(outcomes: readonly Outcome[]): Sum {
  const count = (result: Outcome['result']) => outcomes.filter((each) => each.result === result).length
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
}

/** Seconds that a whole run may take on two processors, so that people go on running it. */
const promisedSeconds = 20 * 60

/**
 * The last lines of a run: what was skipped and why, what failed and how, the slowest files, the time, the sum.
 *
 * @param seconds that the run took
 */
export function summary(reports: readonly PartReport[], seconds: number): string {
  const outcomes = reports.flatMap((report) => report.outcomes)
  const lines: string[] = []
  const list = (title: string, result: Outcome['result'], indent: string) => {
    const some = outcomes.filter((each) => each.result === result)
    if (some.length > 0) lines.push('', title)
    for (const each of some) {
      lines.push(`  ${each.file}: ${each.name}`)
      lines.push(...(each.message ?? 'no reason given').split('\n').map((line) => `${indent}${line}`))
    }
  }
  list('Skipped', 'skipped', '    ')
  list('Failed', 'failed', '    ')
  const slowest = reports.flatMap((report) => report.times).toSorted((a, b) => b.milliseconds - a.milliseconds)
  if (slowest.length > 0) lines.push('', 'Slowest files')
  for (const { file, milliseconds } of slowest.slice(0, 10)) {
    lines.push(`  ${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${file}`)
  }
  lines.push('', `${seconds.toFixed(0)} s in all`)
  if (seconds > promisedSeconds)
    lines.push(`! That is more than the ${promisedSeconds / 60} minutes that are promised.`)
  const { passed, failed, skipped } = sumOf(outcomes)
  lines.push('', `${passed} passed, ${failed} failed, ${skipped} skipped`)
  return lines.join('\n')
}

/** A run is good only where something ran and nothing failed. */
export function isGood({ passed, failed }: Sum): boolean {
  return failed === 0 && passed > 0
}
