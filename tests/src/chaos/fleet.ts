import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { GatewayBrowser } from '@nahtlos/server/testing/gateway-browser'
import { enrolled, machineServer, publish, signedIn } from '@nahtlos/server/testing/machine-server'
import { ChaosHost } from './chaos-host.ts'
import type { ServerTask } from './server-program.ts'
import { killed, StandBy } from './stand-by.ts'

/** How many of the person's sessions are on each host. */
const sessionsOn = { 'host-a': 2, 'host-b': 1 }

/** An installation with a server that may be killed, two hosts, and a person with three sessions on them. */
export class Fleet implements AsyncDisposable {
  /** Where the installation is. */
  readonly state: string
  readonly person: string
  readonly hosts: readonly ChaosHost[]
  readonly #servers: StandBy
  readonly #own: AsyncDisposableStack
  readonly #port: number
  #server: ChildProcess | undefined

  private constructor(
    state: string,
    person: string,
    port: number,
    { hosts, servers, own }: { hosts: readonly ChaosHost[]; servers: StandBy; own: AsyncDisposableStack },
  ) {
    this.state = state
    this.person = person
    this.hosts = hosts
    this.#servers = servers
    this.#own = own
    this.#port = port
  }

  /** @param cache where programs keep what they were compiled to */
  static async start(directory: string, cache: string): Promise<Fleet> {
    await mkdir(directory)
    // PostgreSQL's account passes through it to what is its own.
    await chmod(directory, 0o711)
    const state = join(directory, 'installation')
    const { person, sessions } = await setUp(state)
    const port = await freePort()
    await using opened = new AsyncDisposableStack()
    const log = opened.use(await open(join(state, 'server.log'), 'a'))
    const servers = opened.use(
      new StandBy(new URL('./server-program.ts', import.meta.url), 1, {
        cache,
        stdio: ['ignore', 'ignore', log.fd, 'ipc'],
      }),
    )
    const programs = opened.use(
      new StandBy(new URL('./agent-program.ts', import.meta.url), sessions.size, {
        cache,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    )
    const hosts: ChaosHost[] = []
    for (const [name, ids] of sessions) {
      const tasks = ids.map((session, at) => ({
        session,
        home: join(directory, `${name}-home-${at}`),
        key: `${name}-session-${at}`,
      }))
      for (const { home } of tasks) await mkdir(home, { mode: 0o700 })
      const about = { address: `127.0.0.1:${port}`, identity: join(state, name), host: name, person }
      const host = new ChaosHost(programs, { ...about, cache: join(directory, `${name}-cache`) }, tasks)
      opened.defer(() => host.kill())
      hosts.push(host)
    }
    const fleet = new Fleet(state, person, port, { hosts, servers, own: opened.move() })
    await fleet.startServer()
    for (const host of hosts) host.start(false)
    await fleet.progress('at first')
    return fleet
  }

  get sessions() {
    return this.hosts.flatMap((host) => host.sessions)
  }

  get server(): ChildProcess {
    assert.ok(this.#server)
    return this.#server
  }

  async killServer(): Promise<void> {
    await killed(this.#server)
  }

  /** Whatever was killed before it: it starts. */
  async startServer(): Promise<void> {
    const { state: directory, person } = this
    const child = this.#servers.take({ directory, port: this.#port, person } satisfies ServerTask)
    this.#server = child
    const first = new AbortController()
    const { signal } = first
    const isReady = await Promise.race([
      once(child, 'message', { signal }).then(() => true),
      once(child, 'exit', { signal }).then(() => false),
    ])
    first.abort()
    if (!isReady) assert.fail(`the server does not start: ${await this.lastWords()}`)
  }

  /** Has every session make a change, until each had one acknowledged; fails where the server ends meanwhile. */
  async progress(about: string): Promise<void> {
    const ended = new AbortController()
    const alone = once(this.server, 'exit', { signal: ended.signal }).then(
      async ([code]) => assert.fail(`${about}: the server ended with ${code}: ${await this.lastWords()}`),
      () => undefined,
    )
    const moved = this.hosts.map((host) => host.progress())
    for (const host of this.hosts) host.change(1)
    await Promise.race([Promise.all(moved), alone])
    ended.abort()
  }

  async lastWords(): Promise<string> {
    return (await readFile(join(this.state, 'server.log'), 'utf8')).slice(-3000)
  }

  /** The number of PostgreSQL's first process, as soon as there is one. */
  async postgresql(): Promise<number> {
    for (;;) {
      const pid = await this.#postmaster()
      if (pid > 0) return pid
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async #postmaster(): Promise<number> {
    const text = await readFile(join(this.state, 'state/postgresql/postmaster.pid'), 'utf8').catch(() => '')
    return Number(text.split('\n')[0])
  }

  /** Ends the processes; what they left on the disk stays. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.killServer()
    await this.#own.disposeAsync()
    // What a killed server leaves behind; its next start would take care of it.
    const pid = await this.#postmaster()
    if (!(pid > 0)) return
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** An installation with two hosts, and a person with three sessions on them. */
async function setUp(directory: string): Promise<{ person: string; sessions: ReadonlyMap<string, string[]> }> {
  await mkdir(directory, { mode: 0o711 })
  await using server = await machineServer(directory)
  await publish(server)
  const gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
  const { token } = await signedIn(server, ['administrator'])
  const administrator = new GatewayBrowser(gateway, server.addresses.internalAddress, token, 'office')
  const { database } = server.services
  const { id: person } = await signedIn(server)
  const sessions = new Map<string, string[]>()
  for (const [host, count] of Object.entries(sessionsOn)) {
    await enrolled(server, administrator, 'agent', host, directory)
    sessions.set(
      host,
      Array.from({ length: count }, () => randomUUID()),
    )
  }
  for (const [at, { host, id }] of [...sessions].flatMap(([host, ids]) => ids.map((id) => ({ host, id }))).entries()) {
    const now = new Date()
    await database
      .insertInto('session')
      .values({
        id,
        person,
        workspace: 'soziales',
        app: `app-${at}`,
        pool: 'main',
        session_order: JSON.stringify({ settings: [] }),
        state: 'ending',
        since: now,
        started_at: now,
        host,
      })
      .execute()
  }
  return { person, sessions }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  assert.ok(address !== null && typeof address === 'object')
  return address.port
}
