import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomUUID, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Desired, SessionOrder } from '@nahtlos/contract/host/desired'
import type { Right } from '@nahtlos/contract/rights'
import {
  connectPath,
  displayProtocol,
  signTicket,
  type TicketClaims,
  ticketProtocolPrefix,
} from '@nahtlos/contract/ticket'
import { loadIdentity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { makeTestAuthority, type TestAuthority } from '@nahtlos/identity/testing/authority'
import { WebSocket } from 'ws'
import { asPerson } from '../environment/session-door.ts'
import { enterCommand } from '../launcher/launch-plan.ts'
import { groupsOn } from '../resources/groups-on.ts'
import { realSystem } from '../system/real-system.ts'
import { type TestServer, testServer } from './test-server.ts'

const system = realSystem()
const keys = generateKeyPairSync('ed25519')
const publicKey = { ...keys.publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'EdDSA' }

/** A whole host in a directory of its own: server's stand-in, agent as a process of its own, gateway's certificate. */
export interface TestHost {
  readonly name: string
  readonly directory: string
  readonly server: TestServer
  /** Starts the agent's process and waits until it listens. @param clock `still`: time passes by `pass` alone */
  startAgent(clock?: 'still'): Promise<TestAgent>
  desire(sessions: readonly SessionOrder[], more?: Partial<Desired>): void
  ticket(order: SessionOrder, rights: readonly Right[], change?: Partial<TicketClaims>): Promise<string>
  /** As a gateway does: opens the websocket with a ticket. */
  connect(ticket: string | null): Promise<WebSocket>
  /** The serial number of that gateway's certificate, as the server knows it. */
  readonly gatewaySerial: string
  /** Runs a program inside a running session, as its person and held as she is; resolves with its output when it ends. */
  inSession(order: SessionOrder, argv: readonly string[], input?: string): Promise<string>
  /**
   * Looks into a session with other eyes than its person's: what goes in is held in a domain of Landlock of its own and
   * sees no process of the desktop. Nothing may be started by it that is to be contained.
   */
  lookIn(order: SessionOrder, argv: readonly string[]): Promise<string>
  /** The same, begun as her desktop begins programs: its environment, its PATH, her home. */
  startInSession(order: SessionOrder, argv: readonly string[]): Promise<ChildProcess>
  /** The session's first process, as the host sees it. */
  firstProcess(order: SessionOrder): Promise<number>
  /** What the agents of this host have logged so far, by lines of JSON. */
  log(): readonly Record<string, unknown>[]
  /** What the sessions of this host left in its directories. */
  leftOvers(): Promise<readonly string[]>
  close(): Promise<void>
}

export interface TestAgent {
  readonly process: ChildProcess
  /** As bad luck does it. */
  kill(): Promise<void>
  /** For the sessions of an agent whose clock stands still, so many milliseconds are over. */
  pass(milliseconds: number): void
}

export async function testHost(
  name = 'host-a',
  shared?: { authority: TestAuthority; server: TestServer },
): Promise<TestHost> {
  const directory = await mkdtemp(join(tmpdir(), 'nt-'))
  const at = (path: string) => join(directory, path)
  const authority = shared?.authority ?? (await makeTestAuthority(at('identities')))
  const server = shared?.server ?? (await testServer(authority))
  const identity = await authority.issue('agent', name, ['127.0.0.1'], {
    server: server.address,
    address: '127.0.0.1:1',
  })
  const gateway = await loadIdentity(await authority.issue('gateway', 'gateway'))
  await mkdir(at('drives'), { recursive: true })
  await writeFile(
    at('agent.json'),
    JSON.stringify({
      identity,
      token: null,
      state: at('state'),
      run: at('run'),
      homes: at('homes'),
      homeDrives: at('drives'),
      listen: { host: '127.0.0.1', port: 0 },
      address: '127.0.0.1:1',
      logLevel: 'info',
    }),
  )
  const log: string[] = []
  let port = 0
  let running: ChildProcess | null = null
  const stop = async () => {
    if (running === null || running.exitCode !== null || running.signalCode !== null) return
    running.kill('SIGKILL')
    await once(running, 'exit')
  }

  const firstProcess = async (order: SessionOrder): Promise<number> => {
    const record = JSON.parse(await readFile(at(`state/sessions/${order.id}.json`), 'utf8')) as {
      launcher: { pid: number }
    }
    const { pid } = record.launcher
    return Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim())
  }

  /** As the agent itself goes in: held as everything in the session is, whatever a test has it do. */
  const enter = async (order: SessionOrder, argv: readonly string[], variables: readonly string[]) => {
    const display = await readFile(at(`run/${order.id}/display/name`), 'utf8')
    const [program = '', ...rest] = enterCommand(at(`run/${order.id}/enter`), await firstProcess(order), [
      ...asPerson(order.person),
      ...['PATH=/usr/local/bin:/usr/bin:/bin', ...variables, `DISPLAY=${display.trim()}`],
      ...['XAUTHORITY=/run/nahtlos-session/display/Xauthority', ...argv],
    ])
    const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(child, 'spawn')
    return child
  }

  return {
    name,
    directory,
    server,
    async startAgent(clock) {
      // After a test that failed half-way the former agent may still be there.
      await stop()
      const program = clock === 'still' ? 'agent-with-still-clock.ts' : '../main.ts'
      const child = spawn(process.execPath, [join(import.meta.dirname, program), '--config', at('agent.json')], {
        stdio: ['ignore', 'pipe', 'inherit', ...(clock === 'still' ? (['ipc'] as const) : [])],
      })
      running = child
      port = await listeningPort(child, log)
      return { process: child, kill: stop, pass: (milliseconds) => void child.send(milliseconds) }
    },
    desire(sessions, more = {}) {
      const at = new Date().toISOString()
      const ticketKeys = { keys: [publicKey] }
      server.say({
        type: 'desired',
        restores: [],
        used: [],
        host: name,
        at,
        sessions: [...sessions],
        connections: [],
        environments: [],
        ends: [],
        hostRules: [],
        ticketKeys,
        revokedCertificates: [],
        policy: null,
        packages: [],
        ...more,
      })
    },
    ticket(order, rights, change = {}) {
      const now = Math.floor(Date.now() / 1000)
      const claims: TicketClaims = {
        jti: randomUUID(),
        sub: order.person.id,
        aud: name,
        session: order.id,
        address: '127.0.0.1:1',
        listener: 'office',
        rights: [...rights],
        iat: now,
        exp: now + 15,
        ...change,
      }
      return signTicket(claims, keys.privateKey, 'test')
    },
    async connect(ticket) {
      const protocols = [displayProtocol, ...(ticket === null ? [] : [ticketProtocolPrefix + ticket])]
      const agent = new Agent({ ...clientTlsOptions(gateway, `nahtlos:agent:${name}`), maxCachedSessions: 0 })
      const socket = new WebSocket(`wss://127.0.0.1:${port}${connectPath}`, protocols, { agent })
      await once(socket, 'open')
      return socket
    },
    gatewaySerial: new X509Certificate(gateway.certificate).serialNumber.toLowerCase(),
    firstProcess,
    async inSession(order, argv, input = '') {
      const child = await enter(order, argv, [])
      let output = ''
      child.stdout?.on('data', (piece: Buffer) => {
        output += piece.toString()
      })
      // What does not read its input may be gone before it was given any.
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(input)
      // What it left running may hold its output open.
      await once(child, 'exit')
      return output
    },
    async lookIn(order, argv) {
      const id = String(order.person.uid)
      const display = await readFile(at(`run/${order.id}/display/name`), 'utf8')
      const into = ['--target', String(await firstProcess(order)), '--mount', '--pid', '--ipc', '--uts', '--']
      const become = ['setpriv', '--reuid', id, '--regid', id, '--clear-groups', '--no-new-privs', '--', 'env']
      const variables = [`DISPLAY=${display.trim()}`, 'XAUTHORITY=/run/nahtlos-session/display/Xauthority']
      const child = spawn('nsenter', [...into, ...become, ...variables, ...argv], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let output = ''
      child.stdout.on('data', (piece: Buffer) => {
        output += piece.toString()
      })
      await once(child, 'exit')
      return output
    },
    async startInSession(order, argv) {
      const first = await firstProcess(order)
      const environment = (await readFile(`/proc/${first}/environ`, 'utf8')).split('\0').filter(Boolean)
      const child = await enter(order, argv, environment)
      child.stdin?.end()
      return child
    },
    log: () =>
      log
        .join('')
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    async leftOvers() {
      const found: string[] = []
      for (const place of ['run', 'homes'])
        for (const entry of await readdir(at(place))) found.push(`${place}/${entry}`)
      for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
        const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
        if (command.includes(at('run'))) found.push(`process ${pid}`)
      }
      const mounts = await readFile('/proc/self/mountinfo', 'utf8')
      for (const group of (await (await groupsOn(system, at('run')))?.list()) ?? []) found.push(`group ${group}`)
      if (mounts.includes(directory) || mounts.includes('nahtlos-session')) found.push('mounts')
      return found
    },
    async close() {
      await stop()
      if (!shared) await server.close()
      await killSessions(at('run'))
      const groups = await groupsOn(system, at('run'))
      for (const group of (await groups?.list()) ?? []) await groups?.end(group)
      await groups?.clear()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function listeningPort(child: ChildProcess, log: string[]): Promise<number> {
  const { stdout } = child
  if (!stdout) throw new Error('the agent has no output')
  let seen = ''
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  // Read to its end, so that the agent never waits for somebody to take its log.
  stdout.on('data', (piece: Buffer) => {
    seen += piece.toString()
    log.push(piece.toString())
    const ready = seen.split('\n').find((line) => line.endsWith('}') && line.includes('agent is ready'))
    if (ready) resolve((JSON.parse(ready) as { port: number }).port)
  })
  child.once('exit', () => reject(new Error(`the agent ended before it was ready:\n${seen}`)))
  return promise
}

/** A failed test must not leave a desktop running: the outer process of each session takes it along. */
async function killSessions(run: string): Promise<void> {
  for (const pid of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
    if (command[0] !== 'unshare' || !command.some((argument) => argument.startsWith(`${run}/`))) continue
    process.kill(Number(pid), 'SIGKILL')
  }
}
