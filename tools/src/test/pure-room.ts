import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runNodeTests } from './node-runner.ts'
import type { FileTime, Outcome } from './outcome.ts'

/**
 * Runs all files of a room whose code has no effects in one process: starting one for each file takes longer than most
 * of them. Each file counts by itself: one in which no test ran counts as failed.
 *
 * @param files relative to the checkout
 */
export async function runPureRoom(
  root: string,
  room: string,
  files: readonly string[],
  told: (outcome: Outcome) => void,
): Promise<{ outcomes: Outcome[]; times: FileTime[] }> {
  const entry = join('.state/tests', `${room}.test.ts`)
  const imports = files.map((file) => `import ${JSON.stringify(pathToFileURL(join(root, file)).href)}\n`)
  await mkdir(dirname(join(root, entry)), { recursive: true })
  await writeFile(join(root, entry), imports.join(''))
  const { outcomes, times } = await runNodeTests(root, entry, told)
  // Where the whole of it did not begin, that has been told.
  const silent = outcomes.some(({ file }) => file === entry)
    ? []
    : files.filter((file) => !outcomes.some((each) => each.file === file))
  for (const file of silent) {
    const outcome: Outcome = { name: 'has tests', file, result: 'failed', message: 'no test ran in this file' }
    outcomes.push(outcome)
    told(outcome)
  }
  return { outcomes, times: times.map((time) => ({ ...time, file: `${room}, all ${files.length} files` })) }
}
