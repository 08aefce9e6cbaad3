import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** `nobody`, whose things the person must neither see nor touch. */
const nobody = 65_534

/** Somebody else on the same host: a process, a display, a home, sockets, shared memory. */
export interface Neighbour extends AsyncDisposable {
  /** Tells the person's programs where all of it would be. */
  readonly environment: Readonly<Record<string, string>>
}

export async function neighbour(): Promise<Neighbour> {
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
  const all = started.move()
  return {
    environment: {
      NEIGHBOUR: abstract,
      NEIGHBOURS_PLACE: place,
      NEIGHBOURS_HOME: home,
      NEIGHBOURS_DISPLAY: `:${number}`,
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
export async function outside(script: string): Promise<string> {
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  return text(child.stdout)
}
