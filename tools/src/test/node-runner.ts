import { once } from 'node:events'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import type { FileTime, Outcome } from './outcome.ts'

/** Milliseconds after which a single test counts as hanging, unless more is said. */
const usualPatience = 10 * 60_000

const execArgv = ['--import', join(import.meta.dirname, 'stoppable.ts')]

type Told = (outcome: Outcome) => void

/** Runs a file with node:test in a process of its own. A file in which no test ran counts as failed. */
export async function runNodeTests(
  root: string,
  testFile: string,
  told: Told,
  patience = usualPatience,
): Promise<{ outcomes: Outcome[]; times: FileTime[] }> {
  const outcomes: Outcome[] = []
  const times: FileTime[] = []
  const path: string[] = []
  const chatter = new Map<string, string>()
  const keep = (outcome: Outcome) => {
    outcomes.push(outcome)
    told(outcome)
  }
  const stream = run({ files: [testFile], concurrency: 1, timeout: patience, cwd: root, execArgv })
  const inRoot = (file: string | undefined) => (file === undefined ? '' : relative(root, file))
  stream.on('test:start', ({ name, nesting }) => {
    path.length = nesting
    path[nesting] = name
  })
  const nameOf = (name: string, nesting: number) => [...path.slice(0, nesting), name].join(' > ')
  stream.on('test:pass', ({ name, nesting, file, skip, todo, details }) => {
    if (details.type === 'suite') return
    if (nesting === 0 && name === inRoot(file)) {
      keep({ name: 'has tests', file: name, result: 'failed', message: 'no test ran in this file' })
      return
    }
    const left = skip ?? todo
    const skipped = left !== undefined && left !== false
    keep({
      name: nameOf(name, nesting),
      file: inRoot(file),
      result: skipped ? 'skipped' : 'passed',
      message: typeof left === 'string' ? left : null,
    })
  })
  stream.on('test:fail', ({ name, nesting, file, details }) => {
    // A suite fails because of what is in it; that is told by itself.
    if ('failureType' in details.error && details.error.failureType === 'subtestsFailed') return
    // Where the file itself failed (at its first import, say), what it printed says why.
    const printed = nesting === 0 && name === inRoot(file) ? (chatter.get(name) ?? '') : ''
    const message = `${messageOf(details.error)}\n${printed.slice(-4000)}`.trim()
    keep({ name: nameOf(name, nesting), file: inRoot(file), result: 'failed', message })
  })
  stream.on('test:stderr', ({ file, message }) => {
    chatter.set(inRoot(file), `${chatter.get(inRoot(file)) ?? ''}${message}`.slice(-8000))
  })
  stream.on('test:summary', ({ file, duration_ms }) => {
    if (file === undefined) return
    times.push({ file: inRoot(file), milliseconds: duration_ms })
  })
  stream.resume()
  await once(stream, 'end')
  return { outcomes, times }
}

function messageOf(error: Error): string {
  const cause = error.cause
  if (cause instanceof Error) return cause.stack ?? cause.message
  return cause === undefined ? error.message : `${error.message}\n${String(cause)}`
}
