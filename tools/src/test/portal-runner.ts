import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from 'zod'
import type { FileTime, Outcome } from './outcome.ts'

/** The part of Vitest's JSON report that is needed; its form is Jest's. */
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      startTime: z.number(),
      endTime: z.number(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled']),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/** Runs the portal's tests, which need a browser's document, with Vitest. */
export async function runPortalTests(root: string): Promise<{ outcomes: Outcome[]; times: FileTime[] }> {
  const output = join(root, 'artefacts/portal-tests.json')
  await mkdir(join(root, 'artefacts'), { recursive: true })
  await rm(output, { force: true })
  const args = ['run', '--reporter=json', `--outputFile=${output}`]
  const child = spawn(join(root, 'node_modules/.bin/vitest'), args, {
    cwd: join(root, 'portal'),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  const text = await readFile(output, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) {
    const message = Buffer.concat(chunks).toString('utf8').trim()
    return { outcomes: [{ name: 'Vitest runs', file: 'portal', result: 'failed', message }], times: [] }
  }
  const read = readReport(root, text)
  const toldFailure = read.outcomes.some((each) => each.result === 'failed')
  if (code !== 0 && !toldFailure) {
    const message = Buffer.concat(chunks).toString('utf8').trim() || `Vitest ended with ${code}`
    read.outcomes.push({ name: 'Vitest ends well', file: 'portal', result: 'failed', message })
  }
  return read
}

export function readReport(root: string, text: string): { outcomes: Outcome[]; times: FileTime[] } {
  const { testResults } = Report.parse(JSON.parse(text))
  const outcomes = testResults.flatMap((result): Outcome[] => {
    const file = relative(root, result.name)
    if (result.assertionResults.length === 0) {
      return [{ name: 'has tests', file, result: 'failed', message: result.message || 'no test ran in this file' }]
    }
    return result.assertionResults.map((each) => ({
      name: [...each.ancestorTitles, each.title].join(' > '),
      file,
      result: each.status === 'passed' || each.status === 'failed' ? each.status : 'skipped',
      message: each.failureMessages?.join('\n') || null,
    }))
  })
  const times = testResults.map((each) => ({
    file: relative(root, each.name),
    milliseconds: each.endTime - each.startTime,
  }))
  return { outcomes, times }
}
