import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { AgentConfiguration } from './agent-configuration.ts'
import { startAgent } from './start.ts'

const { values } = parseArgs({ options: { config: { type: 'string' } } })
if (values.config === undefined) {
  console.error('usage: agent --config FILE')
  process.exit(64)
}
const parsed = AgentConfiguration.safeParse(JSON.parse(await readFile(values.config, 'utf8')))
if (!parsed.success) {
  for (const issue of parsed.error.issues) console.error(`${values.config}: ${issue.path.join('.')}: ${issue.message}`)
  process.exit(78)
}
// Every picture of every session goes through this program: whatever sessions do, it comes first.
setPriority(constants.priority.PRIORITY_HIGH)
const agent = await startAgent(parsed.data)
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void agent.close().then(() => process.exit(0)))
