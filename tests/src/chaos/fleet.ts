import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { GatewayBrowser } from '@nahtlos/server/testing/gateway-browser'
import { enrolled, machineServer, publish, signedIn } from '@nahtlos/server/testing/machine-server'
import { ChaosSession } from './chaos-session.ts'
import type { ServerTask } from './server-program.ts'
import { killed, StandBy } from './stand-by.ts'

/** The host of each session. */
const hosts = ['host-a', 'host-b', 'host-a']

/** An installation with a server that may be killed, two hosts, and a person with three sessions on them. */
export class Fleet implements AsyncDisposable {
  /** Where the installation is. */
  readonly state: string
  readonly person: string
  readonly sessions: readonly ChaosSession[]
  readonly #servers: StandBy
  readonly #own: AsyncDisposableStack
  readonly #port: number
  #server: ChildProcess | undefined

  private constructor(
    state: string,
    person: string,
    port: number,
    { sessions, servers, own }: { sessions: readonly ChaosSession[]; servers: StandBy; own: AsyncDisposableStack },
  ) {
    this.state = state
    this.person = person
    this.sessions = sessions
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
    const { person, ids } = await setUp(state)
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
      new StandBy(new URL('./session-program.ts', import.meta.url), hosts.length, {
        cache,
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    )
    const sessions: ChaosSession[] = []
    for (const [at, host] of hosts.entries()) {
      const home = join(directory, `home-${at}`)
      await mkdir(home, { mode: 0o700 })
      const session = new ChaosSession(programs, {
        address: `127.0.0.1:${port}`,
        identity: join(state, host),
        host,
        person,
        session: ids[at] ?? randomUUID(),
        home,
        // Each has a cache of its own here, so that one can burn down alone.
        cache: join(directory, `cache-${at}`),
        key: `session-${at}`,
      })
      opened.defer(() => session.kill())
      sessions.push(session)
    }
    const fleet = new Fleet(state, person, port, { sessions, servers, own: opened.move() })
    await fleet.startServer()
    for (const session of sessions) session.start(false)
    await Promise.all(sessions.map((session) => session.progress()))
    return fleet
  }

  get server(): ChildProcess {
    assert.ok(this.#server)
    return this.#server
  }

  async killServer(): Promise<void> {
    await killed(this.#server)
  }

  /** Starts the server as its supervisor does: once more where a killed PostgreSQL still lay in its way. */
  async startServer(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const child = this.#servers.take({
        directory: this.state,
        port: this.#port,
        person: this.person,
      } satisfies ServerTask)
      this.#server = child
      const first = new AbortController()
      const { signal } = first
      const isReady = await Promise.race([
        once(child, 'message', { signal }).then(() => true),
        once(child, 'exit', { signal }).then(() => false),
      ])
      first.abort()
      if (isReady) return
      if (attempt === 20) assert.fail(`the server does not start: ${await this.lastWords()}`)
    }
  }

  /** Until every session had a change acknowledged; fails where the server ends meanwhile. */
  async progress(about: string): Promise<void> {
    const ended = new AbortController()
    const alone = once(this.server, 'exit', { signal: ended.signal }).then(
      async ([code]) => assert.fail(`${about}: the server ended with ${code}: ${await this.lastWords()}`),
      () => undefined,
    )
    await Promise.race([Promise.all(this.sessions.map((session) => session.progress())), alone])
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
async function setUp(directory: string): Promise<{ person: string; ids: string[] }> {
  await mkdir(directory, { mode: 0o711 })
  await using server = await machineServer(directory)
  await publish(server)
  const gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
  const { token } = await signedIn(server, ['administrator'])
  const administrator = new GatewayBrowser(gateway, server.addresses.internalAddress, token, 'office')
  const { database } = server.services
  for (const name of new Set(hosts)) await enrolled(server, administrator, 'agent', name, directory)
  const { id: person } = await signedIn(server)
  const ids: string[] = []
  for (const [at, host] of hosts.entries()) {
    const id = randomUUID()
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
    ids.push(id)
  }
  return { person, ids }
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
