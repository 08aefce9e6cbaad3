import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildPortal } from './demo/portal.ts'
import { giveBack } from './ownership.ts'
import { type Job, jobsOf, parts } from './test/jobs.ts'
import { runInLanes } from './test/lanes.ts'
import { isGood, type Outcome, type PartReport, summary, sumOf } from './test/outcome.ts'
import { listenForStop } from './test/stop.ts'

/**
 * `./nahtlos test [PART]`: all tests with every runner, side by side, and one sum at the end. Files wait for programs
 * and disks a good part of their time, so on two processors one of the whole product runs beside two of rooms; of the
 * former more at once would make everything late.
 */
const root = resolve(import.meta.dirname, '../..')
const lanes = { all: Math.max(availableParallelism(), 2) + 1, heavy: Math.max(availableParallelism() - 1, 1) }

/** What one part has come to so far. */
interface Progress {
  readonly outcomes: Outcome[]
  readonly times: PartReport['times'][number][]
  left: number
  begun: number | null
}

function tellFailure(outcome: Outcome): void {
  if (outcome.result !== 'failed' || stopped.aborted) return
  console.log(`  ✗ ${outcome.file}: ${outcome.name}`)
  // The whole of it stands at the end; this is for whoever waits.
  for (const line of (outcome.message ?? '').split('\n').slice(0, 4)) console.log(`      ${line}`)
}

function tellEnd(part: string, progress: Progress): void {
  const { passed, failed, skipped } = sumOf(progress.outcomes)
  const seconds = ((performance.now() - (progress.begun ?? performance.now())) / 1000).toFixed(1)
  console.log(
    `${failed === 0 ? '✓' : '✗'} ${part}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`,
  )
}

const [wanted] = process.argv.slice(2)
if (wanted !== undefined && !parts.includes(wanted)) {
  console.error(`There is no part '${wanted}'. The parts are: ${parts.join(', ')}.`)
  process.exit(2)
}
// Also where a test ends the run early.
process.on('exit', () => giveBack(root))
/** What hundreds of processes read at their start is compiled once for all of them; it takes a third of their time. */
const compiled = mkdtempSync(join(tmpdir(), 'nahtlos-compiled-'))
process.env.NODE_COMPILE_CACHE = compiled
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }))
const stopped = listenForStop(console.log)
const began = performance.now()
const jobs = (wanted === undefined ? parts : [wanted]).flatMap((part) => jobsOf(root, part))
if (jobs.some(({ heavy }) => heavy)) await buildPortal(root)
const reports = new Map<string, Progress>()
for (const { part } of jobs) {
  const progress = reports.get(part) ?? { outcomes: [], times: [], left: 0, begun: null }
  progress.left += 1
  reports.set(part, progress)
}

async function run(job: Job): Promise<void> {
  if (stopped.aborted) return
  const progress = reports.get(job.part) as Progress
  progress.begun ??= performance.now()
  const { outcomes, times } = await job.run(tellFailure)
  progress.outcomes.push(...outcomes)
  progress.times.push(...times)
  progress.left -= 1
  if (progress.left === 0) tellEnd(job.part, progress)
}

const [patient, turns] = [jobs.filter((job) => job.patient), jobs.filter((job) => !job.patient)]
await Promise.all([
  runInLanes(
    turns.map((job) => ({ heavy: job.heavy, run: () => run(job) })),
    lanes,
  ),
  runInLanes(
    patient.map((job) => ({ heavy: false, run: () => run(job) })),
    { all: 1, heavy: 0 },
  ),
])
const report = [...reports].map(([part, { outcomes, times }]) => ({ part, outcomes, times }))
console.log(summary(report, (performance.now() - began) / 1000))
process.exitCode = isGood(sumOf(report.flatMap(({ outcomes }) => outcomes))) ? 0 : 1
