import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { usualPrograms } from '@nahtlos/contract/session/programs'
import { usualResources } from '@nahtlos/contract/session/resources'
import { groupWith, passwdWith } from '../launcher/accounts.ts'
import { deniedPrograms } from '../launcher/denied-programs.ts'
import { containmentOn } from '../launcher/host-view.ts'
import { launchCommand, launchPlan } from '../launcher/launch-plan.ts'
import { firstProcessNumber } from '../launcher/process-numbers.ts'
import { type LaunchOrder, launchSteps, type Step } from '../launcher/steps.ts'
import { realSystem } from '../system/real-system.ts'

/** A person's contained place without agent, display and desktop: any program as first process of the real launcher. */
export interface Contained {
  readonly uid: number
  readonly order: LaunchOrder
  /** Her home on the host, to put files into it. */
  readonly home: string
  /** Her home drive on the host. */
  readonly drive: string
  /** Runs a program to its end. `without` leaves steps of the launcher out, to see what each of them is good for. */
  run(program: readonly string[], options?: RunOptions): Promise<Outcome>
  /** Starts a program; the caller ends it. */
  start(program: readonly string[], options?: RunOptions): Promise<ChildProcess>
  close(): Promise<void>
}

export interface RunOptions {
  readonly without?: readonly string[]
  readonly order?: Partial<LaunchOrder>
  /** Changes the steps themselves. */
  change?(steps: readonly Step[]): readonly Step[]
  /** Changes the command that makes the namespaces. */
  command?(command: readonly string[]): readonly string[]
  readonly input?: string
}

export interface Outcome {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** @param uid another number than one of its own, for two sessions of one person */
export async function contained(programs = usualPrograms, uid = 100_000 + randomInt(1_000_000)): Promise<Contained> {
  const directory = await mkdtemp(join(tmpdir(), 'nc-'))
  const at = (name: string) => join(directory, name)
  const person = { account: 'anna.berg', uid, name: 'Anna Berg' }
  const system = realSystem()
  await chmod(directory, 0o755)
  for (const name of ['home', 'drive', 'session', 'session/display', 'home/Dokumente'])
    await mkdir(at(name), { mode: 0o755 })
  for (const name of ['home', 'home/Dokumente', 'drive', 'session/display']) await chown(at(name), uid, uid)
  await writeFile(at('session/passwd'), passwdWith(await readFile('/etc/passwd', 'utf8'), person))
  await writeFile(at('session/group'), groupWith(await readFile('/etc/group', 'utf8'), person))
  const order: LaunchOrder = {
    account: person.account,
    uid,
    home: at('home'),
    homeDrive: at('drive'),
    mounts: [],
    session: at('session'),
    firstProcessNumber: firstProcessNumber(await readFile('/proc/net/unix', 'utf8'), 32_768, Math.random()),
    timeZone: 'Europe/Berlin',
    environment: { LANG: 'C.UTF-8' },
    containment: await containmentOn(
      system,
      deniedPrograms(system),
      { programs, resources: usualResources, network: 'host' },
      { state: at('state'), homes: at('homes'), homeDrives: at('drives') },
    ),
    program: [],
  }
  for (const { name, text } of order.containment.policies) {
    await mkdir(at(`session/policies/${name}`), { recursive: true })
    await writeFile(at(`session/policies/${name}/policies.json`), text)
  }
  const running = new Set<ChildProcess>()

  const start = async (program: readonly string[], options: RunOptions = {}): Promise<ChildProcess> => {
    const whole = { ...order, ...options.order, program }
    const steps = launchSteps(whole).filter(({ name }) => !options.without?.includes(name))
    const plan = at(`plan-${randomUUID()}`)
    await writeFile(plan, launchPlan(options.change?.(steps) ?? steps), { mode: 0o600 })
    const usual = launchCommand(plan, whole.containment)
    const [command = '', ...rest] = options.command?.(usual) ?? usual
    const child = spawn(command, rest, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    })
    running.add(child)
    child.once('close', () => running.delete(child))
    return child
  }

  return {
    uid,
    order,
    home: order.home,
    drive: at('drive'),
    start,
    async run(program, options) {
      const child = await start(program, options)
      let output = ''
      let errors = ''
      child.stdout?.on('data', (piece: Buffer) => {
        output += piece.toString()
      })
      child.stderr?.on('data', (piece: Buffer) => {
        errors += piece.toString()
      })
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(options?.input ?? '')
      await once(child, 'close')
      return { code: child.exitCode, output, errors }
    },
    async close() {
      for (const child of running) {
        child.kill('SIGKILL')
        await once(child, 'close')
      }
      await rm(directory, { recursive: true, force: true })
    },
  }
}
