import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { groupsOn } from '@nahtlos/agent/resources/groups-on'
import type { ResourceGroups } from '@nahtlos/agent/resources/resource-groups'
import { realSystem } from '@nahtlos/agent/system/real-system'
import { type TestHost, testHost } from '@nahtlos/agent/testing/test-host'
import { mousepad, testOrder } from '@nahtlos/agent/testing/test-order'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import { Viewer } from '@nahtlos/tests/display/viewer'
import type { Wire } from '@nahtlos/tests/display/wire'
import { takenBy, takenByPrograms } from './others.ts'

const run = promisify(execFile)

/**
 * A host with its real agent, on a disk of its own that can be filled up. Sessions have the product's own limits; they
 * are connected to as a gateway does, through the agent and its filter.
 */
export async function neighbours(diskMegabytes: number): Promise<Neighbours> {
  await using stack = new AsyncDisposableStack()
  const place = await mkdtemp('/tmp/nahtlos-fair-')
  stack.defer(() => rm(place, { recursive: true, force: true }))
  const image = `${place}.disk`
  await run('truncate', ['-s', `${diskMegabytes}M`, image])
  stack.defer(() => rm(image, { force: true }))
  await run('mkfs.ext4', ['-q', '-F', image])
  // Past the page cache, as a disk is: otherwise threads of the kernel copy all that is written once more.
  const { stdout } = await run('losetup', ['--find', '--show', '--direct-io=on', image])
  const device = stdout.trim()
  stack.defer(async () => void (await run('losetup', ['--detach', device])))
  await run('mount', [device, place])
  stack.defer(async () => void (await run('umount', ['--lazy', place])))
  process.env.TMPDIR = place
  const host = await testHost()
  stack.defer(() => host.close())
  const { pid } = (await host.startAgent()).process
  const all = stack.move()
  const groups = await groupsOn(realSystem(), join(host.directory, 'run'))
  return new Neighbours(host, pid ?? 0, groups, () => all.disposeAsync())
}

export class Neighbours implements AsyncDisposable {
  readonly #host: TestHost
  readonly #agent: number
  readonly #groups: ResourceGroups | null
  readonly #dispose: () => Promise<void>
  #present: readonly SessionOrder[] = []

  constructor(host: TestHost, agent: number, groups: ResourceGroups | null, dispose: () => Promise<void>) {
    this.#host = host
    this.#groups = groups
    this.#agent = agent
    this.#dispose = dispose
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#dispose()
  }

  /** Another person with a text editor, somebody connected to it. */
  async move(): Promise<Neighbour> {
    const order = testOrder({ target: { workspace: 'soziales', app: 'mousepad' }, apps: [mousepad] })
    this.#present = [...this.#present, order]
    this.#host.desire(this.#present)
    await this.#host.server.session(this.#host.name, order.id, ({ state }) => state === 'ready')
    const socket = await this.#host.connect(await this.#host.ticket(order, ['control']))
    const viewer = new Viewer(wireOf(socket))
    await viewer.ready
    return { order, viewer, first: await this.#host.firstProcess(order) }
  }

  /** Begins; it goes on until the neighbour is gone. */
  async does(neighbour: Neighbour, script: string): Promise<void> {
    const child = await this.#host.startInSession(neighbour.order, ['/bin/sh', '-c', `exec 2>/dev/null; ${script}`])
    child.stdout?.resume()
  }

  /** Programs of some work that she gets done in a second, one after the other. */
  async works(neighbour: Neighbour, milliseconds: number): Promise<number> {
    // It goes on while there is this file: a signal would reach the program that goes into the session, and not this one.
    const work = 'touch /tmp/works; while [ -e /tmp/works ]; do md5sum /usr/bin/Xvnc >/dev/null; echo; done'
    const child = await this.#host.startInSession(neighbour.order, ['/bin/sh', '-c', work])
    const over = once(child, 'close')
    let done = 0
    const { promise, resolve } = Promise.withResolvers<number>()
    let began: number | null = null
    child.stdout?.on('data', (piece: Buffer) => {
      // The first one has nothing before it to be counted from.
      if (began !== null) done += piece.length
      began ??= performance.now()
      const took = performance.now() - began
      if (took >= milliseconds) resolve((done * 1000) / took)
    })
    const rate = await promise
    await this.#host.inSession(neighbour.order, ['rm', '/tmp/works'])
    await over
    return rate
  }

  /**
   * Milliseconds of processor time that by now went to programs which are neither a session of this host, nor its agent,
   * nor this measurement; the difference of two calls counts, and only while the same sessions are there in groups.
   */
  async takenByOthers(): Promise<number> {
    const sessions = await Promise.all(this.#present.map(async ({ id }) => (await this.#groups?.processor(id)) ?? 0))
    const own = [...sessions, await takenBy(process.pid), await takenBy(this.#agent)]
    return (await takenByPrograms()) - own.reduce((sum, each) => sum + each, 0)
  }

  /** Takes a session out of all groups, as on a host that leaves sharing to chance. */
  async release(neighbour: Neighbour): Promise<void> {
    const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n')
    const roots = mounts.filter((line) => / - cgroup2? /.test(line)).map((line) => line.split(' ')[4] ?? '')
    for (const pid of (await this.#groups?.processes(neighbour.order.id)) ?? [])
      for (const root of roots) await writeFile(`${root}/cgroup.procs`, String(pid)).catch(goneOrElsewhere)
  }

  async leaves(neighbour: Neighbour): Promise<void> {
    neighbour.viewer.close()
    this.#present = this.#present.filter(({ id }) => id !== neighbour.order.id)
    this.#host.desire(this.#present)
    await this.#host.server.session(this.#host.name, neighbour.order.id, ({ state }) => state === 'ended')
  }

  /** Whether it is still the very session that it was. */
  async lives({ order, first }: Neighbour): Promise<boolean> {
    const record = await this.#host.firstProcess(order).catch(() => null)
    return record === first && (await realSystem().process(first)) !== null
  }
}

export interface Neighbour {
  readonly order: SessionOrder
  readonly viewer: Viewer
  readonly first: number
}

function wireOf(socket: Awaited<ReturnType<TestHost['connect']>>): Wire {
  return {
    send: (bytes) => socket.send(bytes),
    onBytes: (take) => void socket.on('message', (data: Buffer) => take(data)),
    closed: new Promise((resolve) => socket.once('close', (code) => resolve(code))),
    close: () => socket.close(),
  }
}

/** A process that has ended meanwhile, or a hierarchy that takes none. */
function goneOrElsewhere(error: unknown): void {
  if (
    !(error instanceof Error && 'code' in error && ['ESRCH', 'EINVAL', 'ENOENT', 'EROFS'].includes(String(error.code)))
  )
    throw error
}
