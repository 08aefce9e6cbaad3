import { join } from 'node:path'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { SessionEnvironment } from '@nahtlos/contract/host/environment'
import type { AppUse, HostSession, HostSessionState, LeftSettings } from '@nahtlos/contract/host/report'
import type { RestoreOrder } from '@nahtlos/contract/host/restore'
import type { SessionPrograms } from '@nahtlos/contract/session/programs'
import type { Logger } from 'pino'
import type { OpenSession } from '../connections/admission.ts'
import type { Connections, Presence } from '../connections/connections.ts'
import type { HostEntries } from '../desktop/host-entries.ts'
import type { Containment } from '../launcher/containment.ts'
import type { InstalledRefusal } from '../launcher/installed-refusal.ts'
import type { MaskedSession } from '../launcher/mask-keeper.ts'
import type { Whence } from '../policy/host-decisions.ts'
import type { SharingSession } from '../resources/fair-share.ts'
import type { ResourceGroups } from '../resources/resource-groups.ts'
import type { Clock } from '../system/clock.ts'
import type { System } from '../system/system.ts'
import type { HeldGrant } from './ending-grants.ts'
import { HostedSession } from './hosted-session.ts'
import { difference } from './reconcile.ts'
import { readRecord, type SessionRecord } from './record.ts'
import { type Places, sessionPaths } from './session-paths.ts'
import type { SessionSettings } from './session-settings.ts'
import { sweepLogs } from './sweep-logs.ts'

export interface SessionHostParts {
  readonly system: System
  readonly places: Places
  readonly connections: Connections
  readonly log: Logger
  readonly entries: HostEntries
  settings(order: SessionOrder, home: string): SessionSettings
  containment(order: SessionOrder): Promise<Containment>
  /** Of what a session is told to start and to reach, what a signed revision lets it, from there or from anywhere. */
  bounded(order: SessionOrder, whence: Whence | null): Pick<SessionOrder, 'programs' | 'network'>
  /** What was approved for its person and holds now. */
  granted(order: SessionOrder): readonly HeldGrant[]
  /** Null unless a session with these programs is kept from the one at this path. */
  /** What the person of a session used in others, of apps whose time is bounded. */
  usedElsewhere(session: string): readonly AppUse[]
  inquire(programs: SessionPrograms, path: string): Promise<InstalledRefusal | null>
  /** What is known of a program of this host, by its real path. */
  about(path: string): Promise<Omit<InstalledRefusal, 'forbidden'>>
  /** Resolves when nothing can be started, and nothing runs, in a session that it may not start; else rejects. */
  keepMasks(session: MaskedSession): Promise<void>
  /** Null where the host cannot hold limits. */
  readonly groups: ResourceGroups | null
  /** Something of an ended session is still on the host. */
  leftBehind(session: string, what: readonly string[]): void
  cleanHome(home: string): Promise<void>
  readonly clock: Clock
  changed(): void
  /** Settings are on this host alone: they are to be delivered. */
  left(): void
  readonly credentials: string
  refusal(): Promise<string | null>
}

/** All sessions of this host, each for itself: what happens to one is never waited for by another. */
export interface SessionHost {
  /** Finds the sessions of an earlier run of this program again. Called once, first. */
  recover(): Promise<void>
  /** @param environments what holds in these sessions; those that it does not name keep what they have */
  apply(
    desired: readonly SessionOrder[],
    environments: readonly SessionEnvironment[],
    restores?: readonly RestoreOrder[],
  ): void
  /** A session is connected to, or nobody is connected to it any more. */
  presence(id: string, presence: Presence): void
  open(id: string): OpenSession | null
  /** Those whose desktops run. */
  sharing(): readonly SharingSession[]
  masked(): readonly MaskedSession[]
  /** Programs of a session were ended because they are denied now. */
  tellDenied(id: string): void
  /** A program ran in a session that a rule, which is only tried out, would refuse. */
  ran(id: string, found: { readonly rule: string; readonly path: string }): void
  /** Ends one in good order; the reason is for administrators. */
  end(id: string, reason: string): void
  report(): readonly HostSession[]
  /** Sessions that are over, some of whose settings are in their homes alone. */
  unsaved(): readonly LeftSettings[]
  /** Resolves when no session is under way; for tests and an orderly end of a host. */
  settled(): Promise<void>
}

export function sessionHost(parts: SessionHostParts): SessionHost {
  const { system, places, connections, log } = parts
  const sessions = new Map<string, HostedSession>()
  const running = new Map<string, Promise<void>>()
  /** Also those of which the server wants to know nothing any more. */
  const unfinished = new Set<HostedSession>()

  function take(found: SessionOrder | SessionRecord, environment?: SessionEnvironment): void {
    const order = 'order' in found ? found.order : found
    const paths = sessionPaths(places, order.id, order.person.account)
    const session = new HostedSession(
      {
        system,
        paths,
        settings: parts.settings(order, paths.home),
        containment: parts.containment,
        bounded: (programs, whence) => parts.bounded({ ...order, programs }, whence),
        granted: () => parts.granted(order),
        usedElsewhere: () => parts.usedElsewhere(order.id),
        inquire: parts.inquire,
        about: parts.about,
        keepMasks: parts.keepMasks,
        groups: parts.groups,
        leftBehind: (what) => parts.leftBehind(order.id, what),
        hasOther: () =>
          [...sessions.values()].some(
            (other) => other.order.id !== order.id && other.order.person.uid === order.person.uid && other.isRunning,
          ),
        entries: parts.entries,
        cleanHome: parts.cleanHome,
        log: log.child({ session: order.id }),
        clock: parts.clock,
        changed: parts.changed,
        left: parts.left,
        ended: () => connections.endSession(order.id),
        moved: () => connections.takeOver(order.id),
        credentials: parts.credentials,
        refusal: parts.refusal,
      },
      found,
    )
    sessions.set(order.id, session)
    if (environment) session.want(environment)
    unfinished.add(session)
    const whole = session
      .run()
      .then(() => sweepLogs({ system, places, now: parts.clock.now }))
      .catch((error: unknown) => log.error({ err: error }, 'old logs of sessions stay'))
      .finally(() => {
        running.delete(order.id)
        unfinished.delete(session)
      })
    running.set(order.id, whole)
  }

  return {
    async recover() {
      const directory = join(places.state, 'sessions')
      await system.makeDirectory(directory, { mode: 0o700 })
      const known = new Set<string>()
      for (const name of await system.list(directory)) {
        const path = join(directory, name)
        const record = name.endsWith('.json') ? await readRecord(system, path) : null
        if (record === null || name !== `${record.order.id}.json`) {
          log.error({ path }, 'removed a record of a session that cannot be read')
          await system.remove(path)
          continue
        }
        known.add(record.order.id)
        take(record)
      }
      await clearAway(known)
      await sweepLogs({ system, places, now: parts.clock.now })
    },
    apply(desired, environments, restores = []) {
      const byId = new Map(environments.map((each) => [each.session, each]))
      for (const [id, session] of sessions) {
        const environment = byId.get(id)
        if (environment) session.want(environment)
      }
      const present = new Map<string, HostSessionState>([...sessions].map(([id, session]) => [id, session.state]))
      const { start, end, forget } = difference(desired, present)
      for (const order of start) take(order, byId.get(order.id))
      for (const id of end) sessions.get(id)?.end()
      for (const [id, session] of sessions) session.takeBack(restores.filter((order) => order.session === id))
      for (const id of forget) {
        const session = sessions.get(id)
        sessions.delete(id)
        session?.forget().catch((error: unknown) => log.error({ err: error, session: id }, 'a record stays behind'))
      }
    },
    presence: (id, presence) => sessions.get(id)?.presence(presence),
    open: (id) => sessions.get(id)?.open() ?? null,
    masked: () => [...sessions.values()].flatMap((session) => session.masked() ?? []),
    tellDenied: (id) => sessions.get(id)?.tellDenied(),
    ran: (id, found) => sessions.get(id)?.ran(found),
    end: (id, reason) => sessions.get(id)?.end(reason),
    sharing: () =>
      [...sessions.values()]
        .filter(({ state }) => state === 'ready')
        .map((session) => ({
          id: session.order.id,
          resources: session.order.resources,
          connected: connections.ofSession(session.order.id).length > 0,
          door: session.door,
          tell: (what) => session.tell(what),
          withdraw: () => session.withdraw(),
          askToClose: () => session.askToClose(),
          end: (reason) => session.end(reason),
        })),
    report: () =>
      [...sessions.values()].map((session) => ({
        ...session.report(),
        connections: [...connections.ofSession(session.order.id)],
        broken: [...connections.brokenOf(session.order.id)],
      })),
    unsaved: () =>
      [...unfinished]
        .filter(({ isUnsaved }) => isUnsaved)
        .map(({ order }) => ({ session: order.id, person: order.person.id })),
    settled: async () => {
      await Promise.all(running.values())
    },
  }

  /** Homes and directories that no record names: their sessions can't be found again, so nothing of them may stay. */
  async function clearAway(known: ReadonlySet<string>): Promise<void> {
    for (const id of (await parts.groups?.list()) ?? []) if (!known.has(id)) await parts.groups?.end(id)
    for (const parent of [places.run, places.homes]) {
      for (const name of await system.list(parent)) {
        if (known.has(name) || !/^[0-9a-f-]{36}$/.test(name)) continue
        const script = sessionPaths({ ...places, run: places.run }, name, '').script
        for (const launcher of await system.findByArgument(script)) {
          for (const pid of await system.children(launcher.pid)) system.signal(pid, 'SIGKILL')
          system.signal(launcher.pid, 'SIGKILL')
          await system.exited(launcher)
        }
        await system.remove(join(parent, name))
      }
    }
  }
}
