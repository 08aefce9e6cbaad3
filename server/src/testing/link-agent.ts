import { once } from 'node:events'
import { Agent } from 'node:https'
import { Desired } from '@nahtlos/contract/host/desired'
import { agentLinkPath } from '@nahtlos/contract/host/link'
import type { HostSession, Report } from '@nahtlos/contract/host/report'
import type { Identity } from '@nahtlos/identity/identity'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { WebSocket } from 'ws'

/** The counterpart of the agent link: speaks the real protocol over real TLS, and runs nothing. */
export class LinkAgent {
  readonly name: string
  readonly socket: WebSocket
  /** What it says that it has. */
  readonly sessions: Map<string, HostSession>
  desired: Desired | null = null
  readonly revisions = new Set<number>()
  /** Bytes. */
  memoryAvailable = 8e9
  /** What it says of itself, in every report. */
  concerns: Report['concerns'] = []
  leftSettings: Report['leftSettings'] = []
  readonly #watchers = new Set<() => void>()

  private constructor(name: string, socket: WebSocket, sessions: Map<string, HostSession>) {
    this.name = name
    this.sessions = sessions
    this.socket = socket
    // As every agent does; the test itself never waits for it.
    const beat = setInterval(() => this.report(), 2_000)
    beat.unref()
    socket.once('close', () => clearInterval(beat))
    socket.on('message', (data) => {
      const message = JSON.parse(String(data))
      // Revisions are for those who decide by them.
      if (message.type === 'revision') return void this.revisions.add(message.number)
      this.desired = Desired.parse(message)
      for (const watcher of this.#watchers) watcher()
    })
  }

  /** @param sessions those that it found again after it was away */
  static async link(
    identity: Identity,
    server = identity.server,
    sessions: ReadonlyMap<string, HostSession> = new Map(),
  ): Promise<LinkAgent> {
    const socket = new WebSocket(`wss://${server}${agentLinkPath}`, {
      agent: new Agent({ ...clientTlsOptions(identity, 'server'), maxCachedSessions: 0 }),
    })
    const agent = new LinkAgent(identity.name, socket, new Map(sessions))
    await once(socket, 'open')
    return agent
  }

  /** Reports `sessions` as they are now. */
  report(changes: Partial<Report> = {}): void {
    const report: Report = {
      type: 'report',
      host: this.name,
      version: '0.1.0',
      at: Date.now(),
      capacity: { cores: 4, load: 0, memoryTotal: 16e9, memoryAvailable: this.memoryAvailable },
      packages: { mousepad: '0.5.10-2' },
      sessions: [...this.sessions.values()],
      leftSettings: this.leftSettings,
      concerns: this.concerns,
      ...changes,
    }
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(report))
  }

  /** Reports one session in this state, with the others as they were. */
  say(session: string, state: HostSession['state'], more: Partial<HostSession> = {}): void {
    const person =
      this.desired?.sessions.find(({ id }) => id === session)?.person.id ?? this.sessions.get(session)?.person
    const before = this.sessions.get(session)
    this.sessions.set(session, {
      id: session,
      person: person ?? session,
      phases: before?.phases ?? [],
      notices: [],
      details: [],
      broken: [],
      settingsInUse: before?.settingsInUse ?? [],
      detail: null,
      connections: before?.connections ?? [],
      restores: before?.restores ?? [],
      refusals: before?.refusals ?? [],
      used: before?.used ?? [],
      ...more,
      state,
    })
    this.report()
  }

  /** Waits until the server's word fits. */
  async told(fits: (desired: Desired) => boolean): Promise<Desired> {
    for (;;) {
      if (this.desired !== null && fits(this.desired)) return this.desired
      await new Promise<void>((resolve, reject) => {
        const watcher = () => {
          this.#watchers.delete(watcher)
          this.socket.off('close', closed)
          resolve()
        }
        const closed = () => reject(new Error(`the link of ${this.name} was closed`))
        this.#watchers.add(watcher)
        this.socket.once('close', closed)
      })
    }
  }

  async has(session: string): Promise<Desired> {
    return this.told((desired) => desired.sessions.some(({ id }) => id === session))
  }

  async hasNot(session: string): Promise<Desired> {
    return this.told((desired) => desired.sessions.every(({ id }) => id !== session))
  }

  /** The machine dies: no closing handshake. */
  async die(): Promise<void> {
    const closed = once(this.socket, 'close')
    this.socket.terminate()
    await closed
  }
}
