import { globSync } from 'node:fs'
import { resolve } from 'node:path'
import { checks } from './check/checks.ts'
import { buildPortal } from './demo/portal.ts'
import { giveBack } from './ownership.ts'
import { runNodeTests } from './test/node-runner.ts'
import { isGood, type Outcome, type PartReport, summary, sumOf } from './test/outcome.ts'
import { runPortalTests } from './test/portal-runner.ts'

/** `./nahtlos test [PART]`: all tests with every runner, small rooms first, and one sum at the end. */
const root = resolve(import.meta.dirname, '../..')
const units = ['contract', 'core', 'vault', 'identity', 'gateway', 'server', 'agent', 'cli', 'city', 'tools']
const parts = ['check', ...units, 'portal', 'bench', 'tests']

/** Files of the whole product start servers, desktops and browsers of their own; side by side they'd starve. */
const together: Readonly<Record<string, number>> = { tests: 1, bench: 1 }

/** Files that wait for themselves alone, with a low priority: they take what the others leave. */
const isPatient = (file: string) => file.startsWith('tests/src/chaos/')

async function runPart(part: string): Promise<PartReport> {
  if (part === 'check') return { part, outcomes: await runChecks(), times: [] }
  if (part === 'portal') return { part, ...(await runPortalTests(root)) }
  if (part === 'tests') await buildPortal(root)
  const files = globSync(`${part}/**/*.test.ts`, { cwd: root, exclude: ['**/node_modules/**'] }).sort()
  if (files.length === 0) return { part, outcomes: [], times: [] }
  const [beside, turns] = [files.filter((file) => isPatient(file)), files.filter((file) => !isPatient(file))]
  const runs = await Promise.all([
    runNodeTests(root, turns, together[part] ?? 2, tellFailure),
    ...(beside.length === 0 ? [] : [runNodeTests(root, beside, 1, tellFailure, 30 * 60_000)]),
  ])
  return { part, outcomes: runs.flatMap(({ outcomes }) => outcomes), times: runs.flatMap(({ times }) => times) }
}

/** Each check counts as one test. */
async function runChecks(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const check of checks) {
    const findings = await check.find(root)
    outcomes.push({
      name: check.name,
      file: 'tools/src/check.ts',
      result: findings.length === 0 ? 'passed' : 'failed',
      message: findings.map(({ where, message }) => `${where}: ${message}`).join('\n') || null,
    })
  }
  return outcomes
}

function tellFailure(outcome: Outcome): void {
  if (outcome.result === 'failed') console.log(`  ✗ ${outcome.file}: ${outcome.name}`)
}

const [wanted] = process.argv.slice(2)
if (wanted !== undefined && !parts.includes(wanted)) {
  console.error(`There is no part '${wanted}'. The parts are: ${parts.join(', ')}.`)
  process.exit(2)
}
// Also where a test ends the run early.
process.on('exit', () => giveBack(root))
const began = performance.now()
const reports: PartReport[] = []
for (const part of wanted === undefined ? parts : [wanted]) {
  const partBegan = performance.now()
  const report = await runPart(part)
  const { passed, failed, skipped } = sumOf(report.outcomes)
  const seconds = ((performance.now() - partBegan) / 1000).toFixed(1)
  console.log(
    `${failed === 0 ? '✓' : '✗'} ${part}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds} s)`,
  )
  reports.push(report)
}
console.log(summary(reports, (performance.now() - began) / 1000))
process.exitCode = isGood(sumOf(reports.flatMap((report) => report.outcomes))) ? 0 : 1
