import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { RunQuestion } from '@nahtlos/contract/host/run-order'
import { loadIdentity } from '@nahtlos/identity/identity'
import { AgentConfiguration } from '../agent-configuration.ts'
import { hostEntries } from '../desktop/host-entries.ts'
import { deniedPrograms } from '../launcher/denied-programs.ts'
import { containmentOn } from '../launcher/host-view.ts'
import { launchCommand } from '../launcher/launch-plan.ts'
import { groupsOn } from '../resources/groups-on.ts'
import { layOut } from '../sessions/lay-out.ts'
import { sessionPaths } from '../sessions/session-paths.ts'
import { realSystem } from '../system/real-system.ts'
import { askOrder, OrderRefused } from './ask-order.ts'
import { explain } from './explain.ts'

/**
 * `nahtlos host run`: runs a program on this host exactly as a session of that person would, with a home of its own
 * that goes when the program ends, or says what such a session may do. Ends with the program's code.
 */
const usage = 'usage: ./nahtlos host run --as ACCOUNT --workspace ID [--zone ID] [--at TIME] [--explain] -- COMMAND…'

function refuse(message: string, code: number): never {
  console.error(message)
  process.exit(code)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string' },
    workspace: { type: 'string' },
    zone: { type: 'string' },
    at: { type: 'string' },
    config: { type: 'string' },
    explain: { type: 'boolean', default: false },
  },
})
const [word, ...asked] = positionals
if (word !== 'run' || (asked.length === 0 && !values.explain)) refuse(usage, 64)
const question = RunQuestion.safeParse({
  account: values.as,
  workspace: values.workspace,
  zone: values.zone,
  at: values.at,
})
if (!question.success) refuse(usage, 64)
if (values.config === undefined) refuse(`${usage}\n--config names the configuration file of this host's agent`, 64)
const configuration = AgentConfiguration.parse(JSON.parse(await readFile(values.config, 'utf8')))
const answer = await askOrder(await loadIdentity(configuration.identity), question.data).catch((error: unknown) =>
  error instanceof OrderRefused ? refuse(error.message, 1) : Promise.reject(error),
)
const { order } = answer
const system = realSystem()
const containment = await containmentOn(system, deniedPrograms(system), order, configuration)
if (values.explain) process.stdout.write(explain(answer, containment, process.env.LANG?.startsWith('de') ? 'de' : 'en'))
if (asked.length > 0) process.exitCode = await runContained()

async function runContained(): Promise<number> {
  // No session has such a name, so the agent neither finds it again nor clears it away.
  const id = `run-${randomBytes(6).toString('hex')}`
  const paths = sessionPaths(configuration, id, order.person.account)
  const groups = await groupsOn(system, configuration.run)
  if (groups === null) console.error('(without limits: this host has no control groups that could be used)')
  try {
    if (!(await layOut(system, order, paths, containment, hostEntries(system), asked)))
      console.error('(without the home drive)')
    await groups?.make(id, order.resources)
    const command = launchCommand(paths.script, containment)
    const [program = '', ...rest] = groups?.inside(id, order.resources, command) ?? command
    const child = spawn(program, rest, {
      cwd: '/',
      stdio: 'inherit',
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    })
    // The terminal sends these to the program too; what it makes of them is its own business.
    for (const signal of ['SIGINT', 'SIGQUIT'] as const) process.on(signal, () => undefined)
    const [code] = (await once(child, 'exit')) as [number | null]
    return code ?? 128
  } finally {
    await groups?.end(id)
    await system.remove(paths.home)
    await system.remove(paths.session)
  }
}
