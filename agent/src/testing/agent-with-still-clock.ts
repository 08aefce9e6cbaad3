import { readFile } from 'node:fs/promises'
import { AgentConfiguration } from '../agent-configuration.ts'
import { startAgent } from '../start.ts'
import type { Clock } from '../system/clock.ts'

/**
 * The agent, whose sessions' clock stands still until whoever started it (`fork`, or `ipc` of `spawn`) sends a number:
 * so many milliseconds are over then. What waits for a minute need not be waited for, and comes at no other moment.
 */
const [, , , file = ''] = process.argv
let passed = Date.now()
const waiting = new Map<() => void, number>()
const clock: Clock = {
  now: () => passed,
  later(milliseconds, work) {
    const once = () => work()
    waiting.set(once, passed + milliseconds)
    return () => void waiting.delete(once)
  },
}
process.on('message', (milliseconds: number) => {
  passed += milliseconds
  const due = [...waiting].filter(([, at]) => at <= passed).sort(([, one], [, other]) => one - other)
  for (const [work] of due) if (waiting.delete(work)) work()
})
await startAgent(AgentConfiguration.parse(JSON.parse(await readFile(file, 'utf8'))), clock)
