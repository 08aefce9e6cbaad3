import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { access, mkdtemp, readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { eventually } from '../waiting/eventually.ts'

const run = promisify(execFile)
const checkout = join(import.meta.dirname, '../../..')

/** One booted host: systemd is its process 1, and it has processes, files, groups and a network of its own. */
export interface SystemdHost {
  readonly name: string
  /** Its address in the network of the hosts. */
  readonly address: string
  /** Its process 1, as this machine numbers it. */
  readonly first: number
  /** Runs a program on it as a unit of its service manager. A code other than 0 is no error. */
  run(command: readonly string[], timeout?: number): Promise<HostOutcome>
}

export interface HostOutcome {
  readonly code: number
  readonly output: string
}

export interface SystemdHosts extends AsyncDisposable {
  readonly hosts: readonly SystemdHost[]
  /** Address of this machine in the network of the hosts, for what is started by `inNetwork`. */
  readonly address: string
  /** The command that runs a program of this machine where the hosts can reach it. */
  inNetwork(command: readonly string[]): readonly string[]
}

/** Why hosts cannot be booted here, or null. */
export async function hostsImpossible(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'only root can boot hosts'
  const isThere = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    )
  for (const program of ['/usr/bin/systemd-nspawn', '/usr/lib/systemd/systemd'])
    if (!(await isThere(program))) return `${program} is not installed`
  return null
}

/** Boots as many hosts as names are given, at once; each takes some seconds and a few megabytes of memory. */
export async function systemdHosts(names: readonly string[]): Promise<SystemdHosts> {
  await using stack = new AsyncDisposableStack()
  const directory = await mkdtemp(join(tmpdir(), 'nahtlos-hosts-'))
  stack.defer(() => rm(directory, { recursive: true, force: true }))
  const holder = await network()
  // With it go its namespaces, and with them all mounts and the bridge.
  stack.defer(() => ended(holder))
  const enter = (...more: string[]) => ['nsenter', '--target', String(holder.pid), ...more, '--']
  const hosts = await Promise.all(
    names.map(async (name, index) => {
      const group = `nahtlos-${name}-${randomBytes(4).toString('hex')}`
      stack.defer(() => removeGroups(group))
      const boot = [join(import.meta.dirname, 'boot-host.sh'), join(directory, name), name, group, checkout]
      const [program = '', ...rest] = [...enter('--mount', '--net'), 'sh', ...boot]
      const container = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
      let console = ''
      for (const stream of [container.stdout, container.stderr])
        stream.on('data', (piece: Buffer) => {
          console += piece.toString()
        })
      stack.defer(async () => {
        const first = await firstOf(container)
        if (first !== null) process.kill(first, 'SIGKILL')
        await ended(container)
      })
      return booted(container, name, `10.77.0.${index + 2}`, () => console)
    }),
  )
  const all = stack.move()
  return {
    hosts,
    address: '10.77.0.1',
    inNetwork: (command) => [...enter('--net'), ...command],
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** A process that holds a network with a bridge, and a mount namespace for the hosts' files. */
async function network(): Promise<ChildProcess> {
  const script = [
    'ip link set lo up && ip link add hosts type bridge && ip addr add 10.77.0.1/24 dev hosts && ip link set hosts up',
    'echo ready && exec sleep infinity',
  ].join(' && ')
  const holder = spawn('unshare', ['--net', '--mount', '--propagation', 'private', '--', 'sh', '-c', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  holder.stdout.once('data', () => resolve())
  holder.once('exit', (code) => reject(new Error(`a network of the hosts could not be made (${code})`)))
  await promise
  return holder
}

async function booted(
  container: ChildProcess,
  name: string,
  address: string,
  console: () => string,
): Promise<SystemdHost> {
  let first = 0
  await eventually(`${name} has a first process`, async () => {
    if (container.exitCode !== null) throw new Error(`${name} did not boot:\n${console()}`)
    first = (await firstOf(container)) ?? 0
    return first !== 0
  })
  const inside = ['--target', String(first), '--mount', '--uts', '--ipc', '--net', '--pid', '--']
  await eventually(`${name} has booted`, async () => {
    const state = await run('nsenter', [...inside, 'systemctl', 'is-system-running']).then(
      ({ stdout }) => stdout,
      (error: { stdout?: string }) => error.stdout ?? '',
    )
    return /running|degraded/.test(state)
  })
  const link = `ip addr add ${address}/24 dev host0 && ip link set host0 up`
  await run('nsenter', [...inside, 'sh', '-c', link])
  return {
    name,
    address,
    first,
    run(command, timeout = 120_000) {
      const unit = ['systemd-run', '--quiet', '--pipe', '--wait', '--collect', `--working-directory=${checkout}`]
      const limits = [`--property=RuntimeMaxSec=${Math.ceil(timeout / 1000)}`, '--property=Delegate=no']
      const path = `--setenv=PATH=${checkout}/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`
      return run('nsenter', [...inside, ...unit, ...limits, path, '--', ...command], { maxBuffer: 1 << 26 }).then(
        ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
        (error: { code: number; stdout: string; stderr: string }) => ({
          code: error.code,
          output: error.stdout + error.stderr,
        }),
      )
    },
  }
}

/** The only child of systemd-nspawn. */
async function firstOf(container: ChildProcess): Promise<number | null> {
  const { pid } = container
  if (pid === undefined || container.exitCode !== null || container.signalCode !== null) return null
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const [child] = text.trim().split(' ').filter(Boolean).map(Number)
  if (child === undefined) return null
  const name = await readFile(`/proc/${child}/comm`, 'utf8').catch(() => '')
  return name.trim() === 'systemd' ? child : null
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Groups cannot be removed but one by one, from below. */
async function removeGroups(group: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')
  const places = mounts.filter((line) => / - cgroup2? /.test(line)).map((line) => line.split(' ')[4] ?? '')
  const remove = async (path: string): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) if (entry.isDirectory()) await remove(join(path, entry.name))
    // A killed process may stay in its group for a moment.
    await eventually(`${path} is removed`, () =>
      rmdir(path).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
      ),
    )
  }
  for (const place of places) await remove(join(place, group))
}
