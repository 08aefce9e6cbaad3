import { globSync } from 'node:fs'
import { checks } from '../check/checks.ts'
import { runNodeTests } from './node-runner.ts'
import type { Outcome, PartReport } from './outcome.ts'
import { runPortalTests } from './portal-runner.ts'
import { runPureRoom } from './pure-room.ts'

/** What one process runs. */
export interface Job {
  readonly part: string
  /** Starts the whole product, desktops and browsers. */
  readonly heavy: boolean
  /** Waits for itself alone, with a low priority: it takes what the others leave. */
  readonly patient: boolean
  run(told: (outcome: Outcome) => void): Promise<Pick<PartReport, 'outcomes' | 'times'>>
}

const rooms = ['contract', 'core', 'vault', 'identity', 'gateway', 'server', 'agent', 'cli', 'city', 'tools']

/** Rooms whose tests have no effects: one process does for all of them. */
const pure: ReadonlySet<string> = new Set(['contract', 'core'])

/** What `./nahtlos test PART` may name. */
export const parts: readonly string[] = ['check', ...rooms, 'portal', 'bench', 'tests']

/** Milliseconds that patient files have. */
const longPatience = 30 * 60_000

/** Files that take minutes begin first, so that no lane works alone at the end. */
const long = [
  'tests/src/journeys/programme.test.ts',
  'tests/src/journeys/accessibility.test.ts',
  'tests/src/hosts/systemd-hosts.test.ts',
  'agent/src/discover/discover.test.ts',
  'tests/src/journeys/bad-luck.test.ts',
]

/** The jobs of a part; a part without test files has none. */
export function jobsOf(root: string, part: string): Job[] {
  const light = { part, heavy: false, patient: false }
  if (part === 'check') return [{ ...light, run: (told) => runChecks(root, told) }]
  if (part === 'portal') return [{ ...light, run: () => runPortalTests(root) }]
  const files = globSync(`${part}/**/*.test.ts`, { cwd: root, exclude: ['**/node_modules/**'] }).sort()
  if (pure.has(part)) return [{ ...light, run: (told) => runPureRoom(root, part, files, told) }]
  return files
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map((file): Job => {
      const patient = file.startsWith('tests/src/chaos/')
      const run: Job['run'] = (told) => runNodeTests(root, file, told, patient ? longPatience : undefined)
      return { part, heavy: part === 'tests', patient, run }
    })
}

function rankOf(file: string): number {
  const rank = long.indexOf(file)
  return rank === -1 ? long.length : rank
}

/** Each check counts as one test. */
async function runChecks(
  root: string,
  told: (outcome: Outcome) => void,
): Promise<Pick<PartReport, 'outcomes' | 'times'>> {
  const outcomes: Outcome[] = []
  for (const check of checks) {
    const findings = await check.find(root)
    const outcome: Outcome = {
      name: check.name,
      file: 'tools/src/check.ts',
      result: findings.length === 0 ? 'passed' : 'failed',
      message: findings.map(({ where, message }) => `${where}: ${message}`).join('\n') || null,
    }
    outcomes.push(outcome)
    told(outcome)
  }
  return { outcomes, times: [] }
}
