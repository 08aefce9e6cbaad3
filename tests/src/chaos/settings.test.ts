import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { randomInt, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { GatewayBrowser } from '@nahtlos/server/testing/gateway-browser'
import { enrolled, machineServer, publish, signedIn } from '@nahtlos/server/testing/machine-server'
import { checkPerson } from '@nahtlos/server/vault/check-person'
import { collectPerson } from '@nahtlos/server/vault/collect-person'
import { readSnapshot } from '@nahtlos/vault/canonical-snapshot'
import type { Acknowledged, SessionTask } from './session-program.ts'

/** Each kind of fault twice on average; `NAHTLOS_CHAOS_ROUNDS=200 ./nahtlos test tests` takes a quarter of an hour. */
const rounds = Number(process.env.NAHTLOS_CHAOS_ROUNDS ?? 20)
// It waits for nothing but itself, so it runs beside other tests and leaves the processors to them.
setPriority(process.pid, 5)

/** One session's program, which may be killed and started again, and the values that the vault has acknowledged. */
class ChaosSession {
  readonly acknowledged = new Set<number>()
  readonly key: string
  readonly #task: Omit<SessionTask, 'again'>
  #child: ChildProcess | undefined
  /** Heard once for each program, however many rounds it lives. */
  #ended: Promise<unknown> = Promise.resolve()
  #waiting: (() => void)[] = []
  #refused: (() => void)[] = []

  constructor(task: Omit<SessionTask, 'again'>) {
    this.#task = task
    this.key = task.key
  }

  /** What became of its home and its host's cache is gone, as with a host that burnt down. */
  async lose(): Promise<void> {
    await this.kill()
    for (const place of [this.#task.home, this.#task.cache]) await rm(place, { recursive: true, force: true })
    await mkdir(this.#task.home, { mode: 0o700 })
  }

  start(again: boolean): void {
    const program = new URL('./session-program.ts', import.meta.url)
    const child = fork(program, [JSON.stringify({ ...this.#task, again })])
    this.#child = child
    this.#ended = once(child, 'exit')
    child.on('message', ({ value }: Acknowledged) => {
      if (value === null) {
        for (const resolve of this.#refused.splice(0)) resolve()
        return
      }
      this.acknowledged.add(value)
      for (const resolve of this.#waiting.splice(0)) resolve()
    })
  }

  /** Resolves with the next acknowledgement; fails where the program has ended instead. */
  async progress(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    await Promise.race([promise, this.#ended.then(() => assert.fail(`session ${this.key} ended by itself`))])
  }

  /** Resolves when it is next told that a change is not taken. */
  refused(): Promise<void> {
    return new Promise((resolve) => this.#refused.push(resolve))
  }

  async kill(): Promise<void> {
    await killed(this.#child)
  }

  /** Lets it finish the change under way. */
  async stop(): Promise<void> {
    const child = this.#child
    if (child === undefined || child.exitCode !== null) return
    child.send('stop')
    await once(child, 'exit')
  }
}

/** Something that goes wrong, and how often beside the others. */
interface Fault {
  readonly name: string
  readonly weight: number
  happens(): Promise<void>
}

/** Resolves when some session was told that its change is not taken. */
function refusedOf(sessions: readonly ChaosSession[]): Promise<void> {
  return Promise.race(sessions.map((session) => session.refused()))
}

test(`after ${rounds} rounds of kill -9 and broken disks every acknowledged change is in the history, and nothing is damaged`, async () => {
  await using own = new AsyncDisposableStack()
  const directory = await mkdtemp('/var/tmp/nahtlos-chaos-')
  // PostgreSQL's account passes through it to what is its own.
  await chmod(directory, 0o711)
  own.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }))
  const state = join(directory, 'installation')
  const { person, hosts } = await setUp(state)
  const port = await freePort()
  const address = `127.0.0.1:${port}`
  let server = await startServer(state, port, person)
  own.defer(async () => killed(server))
  own.defer(() => endPostgresql(state))

  const sessions: ChaosSession[] = []
  for (const [at, host] of ['host-a', 'host-b', 'host-a'].entries()) {
    const home = join(directory, `home-${at}`)
    await mkdir(home, { mode: 0o700 })
    // Each has a cache of its own here, so that one can burn down alone.
    const cache = join(directory, `cache-${at}`)
    const session = new ChaosSession({
      address,
      identity: join(state, host),
      host,
      person,
      session: hosts[at] ?? randomUUID(),
      home,
      cache,
      key: `session-${at}`,
    })
    session.start(false)
    own.defer(() => session.kill())
    sessions.push(session)
  }
  await Promise.all(sessions.map((session) => session.progress()))

  const incoming = join(state, 'vault/incoming')
  const some = () => sessions[randomInt(sessions.length)] ?? assert.fail()
  const faults: readonly Fault[] = [
    {
      name: 'the server is killed',
      weight: 2,
      async happens() {
        await killed(server)
        server = await startServer(state, port, person)
      },
    },
    {
      name: 'PostgreSQL is killed',
      weight: 2,
      happens: async () => void process.kill(await postgresql(state), 'SIGKILL'),
    },
    {
      name: 'a session’s agent is killed',
      weight: 6,
      async happens() {
        const session = some()
        await session.kill()
        session.start(true)
      },
    },
    {
      name: 'all agents are killed at once',
      weight: 2,
      async happens() {
        await Promise.all(sessions.map((session) => session.kill()))
        for (const session of sessions) session.start(true)
      },
    },
    {
      name: 'a host is lost',
      weight: 3,
      async happens() {
        const session = some()
        await session.lose()
        session.start(false)
      },
    },
    {
      name: 'the store takes nothing',
      weight: 3,
      async happens() {
        await rename(incoming, `${incoming}-away`)
        await writeFile(incoming, '')
        await refusedOf(sessions)
        await rm(incoming)
        await rename(`${incoming}-away`, incoming)
      },
    },
    {
      name: 'the store is full',
      weight: 3,
      async happens() {
        execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k,mode=0777', 'full', incoming])
        try {
          await writeFile(join(incoming, 'taken'), Buffer.alloc(4096))
          await refusedOf(sessions)
        } finally {
          execFileSync('umount', ['--lazy', incoming])
        }
      },
    },
    {
      name: 'versions are collected meanwhile',
      weight: 3,
      async happens() {
        server.send('collect')
        await once(server, 'message')
      },
    },
    {
      name: 'the server is killed while it collects',
      weight: 1,
      async happens() {
        server.send('collect')
        await killed(server)
        server = await startServer(state, port, person)
      },
    },
    {
      name: 'everything at once',
      weight: 1,
      async happens() {
        process.kill(await postgresql(state), 'SIGKILL')
        await Promise.all([killed(server), ...sessions.map((session) => session.kill())])
        server = await startServer(state, port, person)
        for (const session of sessions) session.start(true)
      },
    },
  ]
  const lots = faults.flatMap((fault) => Array.from({ length: fault.weight }, () => fault))
  const tally = new Map<string, number>()
  for (let round = 0; round < rounds; round++) {
    // Each kind comes at least once, then chance decides; somewhere between two moments of the capture.
    const { name, happens } = faults[round] ?? lots[randomInt(lots.length)] ?? assert.fail()
    await new Promise((resolve) => setTimeout(resolve, randomInt(100)))
    await happens()
    tally.set(name, (tally.get(name) ?? 0) + 1)
    const progress = Promise.all(sessions.map((session) => session.progress()))
    const ended = new AbortController()
    const diedAlone = once(server, 'exit', { signal: ended.signal }).then(
      async ([code]) =>
        assert.fail(`round ${round}, ${name}: the server ended with ${code}: ${await lastWords(state)}`),
      () => undefined,
    )
    await Promise.race([progress, diedAlone])
    ended.abort()
    if (round % 20 === 19) console.log(`${round + 1} rounds`)
  }
  assert.deepEqual(
    [...tally.keys()].sort(),
    faults
      .map(({ name }) => name)
      .slice(0, rounds)
      .sort(),
  )
  await Promise.all(sessions.map((session) => session.stop()))
  await killed(server)

  await using last = await machineServer(state)
  const { database, vault } = last.services
  const mine = await vault.of(person)
  const rows = await database
    .selectFrom('settings_snapshot')
    .select('snapshot')
    .where('person', '=', person)
    .orderBy('number')
    .execute()
  const found = new Set<string>()
  let head = ''
  for (const { snapshot } of rows) {
    for (const entry of readSnapshot(await mine.chunks.get(snapshot)).entries) {
      if (entry.type !== 'file' || !entry.path.endsWith('shared.ini')) continue
      head = Buffer.concat(await Promise.all(entry.chunks.map((id) => mine.chunks.get(id)))).toString()
      for (const line of head.split('\n')) found.add(line)
    }
  }
  let count = 0
  for (const { key, acknowledged } of sessions) {
    for (const value of acknowledged) {
      assert.ok(found.has(`${key}=${value}`), `${key}=${value} was acknowledged and is in no version`)
      // All write this one: whoever lost it finds it in the history.
      assert.ok(found.has(`last=${key}/${value}`), `last=${key}/${value} was acknowledged and is in no version`)
      count += 1
    }
    const present = Number(
      head
        .split('\n')
        .find((line) => line.startsWith(`${key}=`))
        ?.split('=')[1] ?? 0,
    )
    const newest = Math.max(...acknowledged)
    assert.ok(present >= newest, `the head has ${key}=${present}, and ${newest} was acknowledged`)
  }
  assert.ok(count >= rounds * sessions.length)
  const collected = await collectPerson(last.services, person)
  const checked = await checkPerson(last.services, person, false)
  assert.deepEqual(
    [checked.versions, checked.damagedChunks, checked.missingChunks, checked.brokenVersions],
    [rows.length - (collected.forgottenVersions ?? 0), 0, 0, 0],
  )
  console.log(`${rounds} rounds, ${count} acknowledged changes in ${rows.length} versions, all there`)
  for (const [name, times] of tally) console.log(`${times} times: ${name}`)
})

/** An installation with two hosts, and a person with three sessions on them. */
async function setUp(directory: string): Promise<{ person: string; hosts: string[] }> {
  await mkdir(directory, { mode: 0o711 })
  await using server = await machineServer(directory)
  await publish(server)
  const gateway = await enrolled(server, null, 'gateway', 'gateway', directory)
  const { token } = await signedIn(server, ['administrator'])
  const administrator = new GatewayBrowser(gateway, server.addresses.internalAddress, token, 'office')
  const { database } = server.services
  for (const name of ['host-a', 'host-b']) await enrolled(server, administrator, 'agent', name, directory)
  const { id: person } = await signedIn(server)
  const hosts: string[] = []
  for (const [at, host] of ['host-a', 'host-b', 'host-a'].entries()) {
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
    hosts.push(id)
  }
  return { person, hosts }
}

/** Starts the server as its supervisor does: once more where a killed PostgreSQL still lay in its way. */
async function startServer(directory: string, port: number, person: string): Promise<ChildProcess> {
  await using log = await open(join(directory, 'server.log'), 'a')
  const program = new URL('./server-program.ts', import.meta.url)
  for (let attempt = 1; ; attempt++) {
    const child = fork(program, [JSON.stringify({ directory, port, person })], {
      stdio: ['ignore', 'ignore', log.fd, 'ipc'],
    })
    const isReady = await Promise.race([once(child, 'message').then(() => true), once(child, 'exit').then(() => false)])
    if (isReady) return child
    if (attempt === 20)
      assert.fail(`the server does not start: ${(await readFile(join(directory, 'server.log'), 'utf8')).slice(-2000)}`)
  }
}

async function lastWords(directory: string): Promise<string> {
  return (await readFile(join(directory, 'server.log'), 'utf8')).slice(-3000)
}

async function killed(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** The number of PostgreSQL's first process, as soon as there is one. */
async function postgresql(directory: string): Promise<number> {
  for (;;) {
    const text = await readFile(join(directory, 'state/postgresql/postmaster.pid'), 'utf8').catch(() => '')
    const pid = Number(text.split('\n')[0])
    if (pid > 0) return pid
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** What a killed server leaves behind; its next start would take care of it. */
async function endPostgresql(directory: string): Promise<void> {
  const text = await readFile(join(directory, 'state/postgresql/postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(text.split('\n')[0])
  if (!(pid > 0)) return
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
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
