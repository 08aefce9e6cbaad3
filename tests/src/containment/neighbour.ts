import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'

import { eventually } from '../waiting/eventually.ts'

const run = promisify(execFile)
/** `nobody`, whose things the person must neither see nor touch. */
const nobody = 65_534

/** Somebody else on the same host: a process, a display, a home, sockets, shared memory. */
export interface Neighbour extends AsyncDisposable {
  /** Tells the person's programs where all of it would be. */
  readonly environment: Readonly<Record<string, string>>
}

/** @param uid the person's own number: her other session is a neighbour as well */
export async function neighbour(uid: number): Promise<Neighbour> {
  await using started = new AsyncDisposableStack()
  const end = async (child: ChildProcess) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const process = spawn('sleep', ['3600'], { argv0: 'neighbours-secret', uid: nobody, gid: nobody, stdio: 'ignore' })
  started.defer(() => end(process))

  const directory = await mkdtemp('/var/lib/nahtlos-neighbour-')
  started.defer(() => rm(directory, { recursive: true, force: true }))
  await chmod(directory, 0o755)
  const place = `${directory}/for-all`
  const home = `${directory}/home`
  await mkdir(place)
  await chmod(place, 0o1777)
  await mkdir(home, { mode: 0o700 })
  await chown(home, nobody, nobody)

  const twin = spawn('sleep', ['3600'], { uid, gid: uid, stdio: 'ignore', env: { SECRET: 'twins-secret' } })
  started.defer(() => end(twin))

  // What crontab(1) and at(1) are: a program with a group that may write where jobs for later lie.
  const spool = `${directory}/spool`
  const spoolers = 60_000
  await mkdir(spool)
  await chown(spool, 0, spoolers)
  await chmod(spool, 0o2771)
  const helpers = await mkdtemp('/usr/local/lib/nahtlos-neighbour-')
  started.defer(() => rm(helpers, { recursive: true, force: true }))
  await chmod(helpers, 0o755)
  await copyFile('/usr/bin/touch', `${helpers}/later`)
  await chown(`${helpers}/later`, 0, spoolers)
  await chmod(`${helpers}/later`, 0o2755)
  await copyFile('/usr/bin/id', `${helpers}/setuid`)
  await chmod(`${helpers}/setuid`, 0o4755)
  // A place of home drives, named after whoever has been here.
  const accounts = await mkdtemp('/srv/nahtlos-neighbour-')
  await mkdir(`${accounts}/karla.kunz`)
  await chmod(accounts, 0o755)
  started.defer(() => rm(accounts, { recursive: true, force: true }))
  // Her user manager on the host.
  const manager = `/run/user/${uid}`
  await mkdir(`${manager}/systemd`, { recursive: true })
  await chown(manager, uid, uid)
  started.defer(() => rm(manager, { recursive: true, force: true }))
  const managing = createServer().listen(`${manager}/systemd/private`)
  await once(managing, 'listening')
  started.defer(() => new Promise<void>((resolve) => managing.close(() => resolve())))
  const service = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(service, 'listening')
  started.defer(() => new Promise<void>((resolve) => service.close(() => resolve())))

  const abstract = `nahtlos-neighbour-${randomBytes(6).toString('hex')}`
  const server = createServer().listen(`\0${abstract}`)
  await once(server, 'listening')
  started.defer(() => new Promise<void>((resolve) => server.close(() => resolve())))

  // A key of its own, which the kernel shows to everybody in the same namespace.
  const key = randomBytes(4).readUInt32BE() & 0x7fff_ffff
  const made = await run('perl', ['-e', `print shmget(${key}, 4096, 01666)`])
  started.defer(async () => {
    await run('ipcrm', ['-m', made.stdout])
  })

  // A queue of messages, which everybody in the same namespace may read.
  const queue = `nahtlos-neighbour-${randomBytes(6).toString('hex')}`
  const machine = '(`uname -m` =~ /x86/ ? 0 : 1)'
  const queues = (calls: string, rest: string) =>
    run('perl', ['-e', `umask 0; $n = "${queue}"; syscall((${calls})[${machine}], $n${rest}) == -1 and die "$!"`])
  await queues('240, 180', ', 0100, 0666, 0')
  started.defer(async () => void (await queues('241, 181', '')))

  // Without a cookie on purpose: what keeps others away is then the containment alone.
  const display = spawn(
    'Xvnc',
    [
      '-displayfd',
      '1',
      '-rfbport',
      '-1',
      '-rfbunixpath',
      `${directory}/rfb`,
      '-SecurityTypes',
      'None',
      '-nolisten',
      'tcp',
      '-ac',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  started.defer(() => end(display))
  const number = await firstLine(display)
  const copying = spawn('xclip', ['-selection', 'clipboard', '-i', '-quiet'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...globalThis.process.env, DISPLAY: `:${number}` },
  })
  started.defer(() => end(copying))
  copying.stdin.end('neighbours-clipboard')
  const asking = { env: { ...globalThis.process.env, DISPLAY: `:${number}` } }
  await eventually('the neighbour has copied something', () =>
    run('xclip', ['-selection', 'clipboard', '-o'], asking).then(
      ({ stdout }) => stdout === 'neighbours-clipboard',
      () => false,
    ),
  )
  const all = started.move()
  return {
    environment: {
      NEIGHBOUR: abstract,
      TWIN: String(twin.pid),
      NEIGHBOURS_HELPER: `${helpers}/later`,
      NEIGHBOURS_SETUID: `${helpers}/setuid`,
      NEIGHBOURS_SPOOL: spool,
      NEIGHBOURS_ACCOUNTS: accounts,
      NEIGHBOURS_PORT: String((service.address() as AddressInfo).port),
      NEIGHBOURS_PLACE: place,
      NEIGHBOURS_HOME: home,
      NEIGHBOURS_DISPLAY: `:${number}`,
      NEIGHBOURS_QUEUE: queue,
      NEIGHBOURS_KEY: `0x${key.toString(16).padStart(8, '0')}`,
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  child.stdout?.once('data', (piece: Buffer) => resolve(piece.toString().trim()))
  child.once('exit', () => reject(new Error('the neighbour has no display')))
  return promise
}

/** What a shell on the host prints; empty where it fails. */
export async function outside(script: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const env = { ...process.env, ...more }
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'], env })
  return text(child.stdout)
}
