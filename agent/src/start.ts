import { readFile } from 'node:fs/promises'
import { availableParallelism, freemem, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import type { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import { type Concern, mostConcerns } from '@nahtlos/contract/host/concern'
import type { Desired } from '@nahtlos/contract/host/desired'
import type { Report } from '@nahtlos/contract/host/report'
import { endReasons } from '@nahtlos/contract/session/end-reason'
import { type TicketVerifier, ticketVerifier } from '@nahtlos/contract/ticket'
import { enrol } from '@nahtlos/identity/enrol'
import { parseEnrolmentToken } from '@nahtlos/identity/enrolment-token'
import { type Identity, loadIdentity } from '@nahtlos/identity/identity'
import { IdentityError } from '@nahtlos/identity/identity-error'
import { clientTlsOptions } from '@nahtlos/identity/mutual-tls'
import { parseAddress } from '@nahtlos/identity/network-address'
import { keepIdentity } from '@nahtlos/identity/renewal'
import { growHeapFreely } from '@nahtlos/vault/heap-growth'
import { type Logger, pino } from 'pino'
import type { AgentConfiguration } from './agent-configuration.ts'
import { connections } from './connections/connections.ts'
import { type Listener, listen } from './connections/listener.ts'
import { usedTickets } from './connections/used-tickets.ts'
import { hostEntries } from './desktop/host-entries.ts'
import { hostRules } from './environment/host-rules.ts'
import { deniedPrograms } from './launcher/denied-programs.ts'
import { ExecWatch } from './launcher/exec-watch.ts'
import { containmentOn } from './launcher/host-view.ts'
import { installedProgram, installedRefusal } from './launcher/installed-refusal.ts'
import { MaskKeeper } from './launcher/mask-keeper.ts'
import { desiredStore } from './link/desired-store.ts'
import { packageVersions } from './link/package-versions.ts'
import { type ServerLink, serverLink } from './link/server-link.ts'
import { hostDecisions } from './policy/host-decisions.ts'
import { revisionStore } from './policy/revision-store.ts'
import { DiskWatch } from './resources/disk-watch.ts'
import { FairShare } from './resources/fair-share.ts'
import { groupsOn } from './resources/groups-on.ts'
import { TakenNames } from './resources/taken-names.ts'
import { sessionHost } from './sessions/session-host.ts'
import { cleanHome } from './settings/clean-home.ts'
import { HostDeliveries } from './settings/host-deliveries.ts'
import { HttpsSettingsClient } from './settings/https-settings-client.ts'
import { forgetErasedPersons, forgetIdlePersons } from './settings/idle-persons.ts'
import { SettingsKeeper } from './settings/settings-keeper.ts'
import { type Clock, realClock } from './system/clock.ts'
import { realSystem } from './system/real-system.ts'

const version = '0.1.0'
/** Milliseconds between two looks for tickets that may be forgotten. */
const forgetInterval = 60_000
/** Milliseconds between two looks whose settings this host is to have no longer. */
const forgetSettingsInterval = 60 * 60_000
/** Milliseconds for which it is told that a session left something behind. */
const concernStays = 24 * 60 * 60_000
/** Milliseconds between two looks whether time took something from a connection; the server may be away. */
const reconsiderEvery = 10_000

export interface RunningAgent {
  /** `address:port` where gateways connect. */
  readonly address: string
  /** Ends this program's part; sessions run on and are found again by the next start. */
  close(): Promise<void>
}

/**
 * Starts the agent of a session host. Sessions of an earlier run are found again before anything else, then the
 * last word of the server holds until it speaks anew.
 *
 * @param clock of what sessions wait for; a test has one that it moves
 */
export async function startAgent(configuration: AgentConfiguration, clock: Clock = realClock): Promise<RunningAgent> {
  const log = pino({ level: configuration.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const system = realSystem()
  growHeapFreely()
  const { state, run, homes, homeDrives, makeHomeDrives } = configuration
  await system.makeDirectory(state, { mode: 0o700 })
  // People's sessions see their own directories only, by mounts of their own; the way there is for root.
  await system.makeDirectory(run, { mode: 0o700 })
  await system.makeDirectory(homes, { mode: 0o700 })
  // Who has a home drive here is nobody's business; each finds her own.
  if (makeHomeDrives) await system.makeDirectory(homeDrives, { mode: 0o711 })

  const kept = keepIdentity(await identityFor(configuration, log))
  const host = kept.present().name
  const versions = packageVersions(system, Date.now)
  const versionsForSettings = packageVersions(system, Date.now)
  const store = desiredStore(system, state)
  const client = new HttpsSettingsClient({
    address: kept.present().server,
    tls: clientTlsOptions(kept.present(), 'server'),
  })

  let desired: Desired | null = await store.load()
  let verify = verifierOf(desired)
  let revoked: ReadonlySet<string> = new Set()
  let listener: Listener | undefined
  let link: ServerLink | null = null
  let shares: FairShare | null = null
  const deliveries = new HostDeliveries({
    client,
    cacheDirectory: join(state, 'settings'),
    host,
    report: (person, template, what) => log.info({ person, template }, what),
    changed: () => changed(),
  })
  const changed = () => {
    shares?.changed()
    link?.changed()
  }
  const revisions = revisionStore(system, state, log)
  const decisions = hostDecisions(revisions)
  const live = connections(
    changed,
    ({ session, whence }) => {
      const order = desired?.sessions.find(({ id }) => id === session)
      return order === undefined ? null : decisions.ceilingOf(session, order.target, whence, new Date())
    },
    Date.now,
    (session, presence) => sessions.presence(session, presence),
  )
  const rules = hostRules(system, state, log)
  const denied = deniedPrograms(system)
  const groups = await groupsOn(system, run, (kind, why) => log.warn({ kind, why }, 'control groups cannot be used'))
  if (groups === null) log.warn('this host has no control groups that could be used: sessions run without limits')
  const disks = new DiskWatch(system, [state, run, homes, homeDrives], log, Date.now)
  const begun = Date.now()
  /** Until somebody has looked: a day. */
  const left: Concern[] = []
  const concerns = (): Concern[] => {
    const untold = 'this kernel has no fanotify events of started programs (FAN_OPEN_EXEC_PERM)'
    const limits = 'control groups of this host cannot be used, see the log of its agent'
    const recent = left.filter(({ since }) => Date.now() - since < concernStays)
    return [
      ...(watch.failed === null
        ? []
        : [{ what: 'rules-not-tried' as const, session: null, detail: untold, since: watch.failed.since }]),
      ...(groups === null ? [{ what: 'no-limits' as const, session: null, detail: limits, since: begun }] : []),
      ...[...disks.concerns, ...(shares?.growing ?? []), ...recent],
    ].slice(0, mostConcerns)
  }
  const sessions = sessionHost({
    system,
    places: { state, run, homes, homeDrives, makeHomeDrives },
    connections: live,
    log,
    containment: (order) => containmentOn(system, denied, order, configuration),
    bounded: (order, whence) => decisions.bounded(order, whence, new Date()),
    granted: (order) => decisions.granted(order, new Date()),
    inquire: (programs, path) => installedRefusal(system, denied, programs, path),
    usedElsewhere: (id) => (desired?.used ?? []).filter(({ session }) => session === id),
    about: (path) => installedProgram(system, path),
    keepMasks: (session) => masks.keep(session),
    groups,
    leftBehind: (session, what) => {
      const detail = what.join(', ').slice(0, 500)
      left.unshift({ what: 'session-left', session, detail, since: Date.now() })
      left.splice(mostConcerns)
    },
    entries: hostEntries(system),
    cleanHome,
    clock,
    changed,
    left: () => deliveries.wake(),
    credentials: join(state, 'credentials'),
    refusal: async () => (await rules.refusal()) ?? (await disks.refusal()),
    settings: (order, home) =>
      new SettingsKeeper({
        client,
        cacheDirectory: join(state, 'settings'),
        host,
        session: order.id,
        person: order.person.id,
        uid: order.person.uid,
        home,
        templates: order.settings,
        apps: order.apps,
        installed: (packages) => versionsForSettings.of(packages),
        report: (template, what) => log.info({ session: order.id, template }, what),
      }),
  })
  const onlySigned = (told: readonly EnvironmentRule[]) => {
    const signed = decisions.signed(told)
    const others = told.filter((rule) => !signed.includes(rule)).map(({ id }) => id)
    if (others.length > 0)
      log.error({ rules: others }, 'environment rules that stand in no signed revision are left out')
    return signed
  }
  const use = async (next: Desired) => {
    desired = next
    const otherwise = await decisions.apply(next.policy)
    verify = verifierOf(next)
    revoked = new Set(next.revokedCertificates)
    listener?.admitAgain()
    live.apply(next.connections)
    rules.apply(onlySigned(next.hostRules))
    if (otherwise) live.reconsider()
    const running = new Set(sessions.report().map(({ id }) => id))
    const started = next.sessions.filter((order) => {
      if (running.has(order.id) || decisions.permits(order)) return true
      log.error({ session: order.id }, 'a session is not started: the signed revision does not offer it to its person')
      return false
    })
    sessions.apply(
      started,
      next.environments.map((each) => ({ ...each, rules: onlySigned(each.rules) })),
      next.restores,
    )
  }

  await forgetIdlePersons(join(state, 'settings'), new Date()).catch((error: unknown) => {
    log.error({ err: error }, 'settings of persons who no longer come stay on this disk')
    return []
  })
  /** The server says when; it need not be there then. */
  const endOverdue = () => {
    const now = Date.now()
    for (const { session, at } of desired?.ends ?? [])
      if (Date.parse(at) <= now) sessions.end(session, endReasons.length.en)
  }
  const forgetSettings = async () => {
    const cache = join(state, 'settings')
    const here = [...sessions.report(), ...sessions.unsaved()]
    const erased = await forgetErasedPersons(cache, client, new Set(here.map(({ person }) => person)))
    if (erased.length > 0)
      log.info({ persons: erased.length }, 'settings that were erased are gone from this disk, too')
    await forgetIdlePersons(cache, new Date())
  }
  const forgetSettingsSafely = () => {
    forgetSettings().catch((error: unknown) => log.warn({ err: error }, 'settings may stay on this disk for longer'))
  }
  const masks = new MaskKeeper({
    ...{ system, denied, log },
    sessions: () => sessions.masked(),
    end: (id, reason) => sessions.end(id, reason),
    ended: (id) => sessions.tellDenied(id),
  })
  const watch = new ExecWatch({
    ...{ system, denied, log },
    sessions: () => sessions.masked(),
    started: (session, found) => sessions.ran(session, found),
  })
  await sessions.recover()
  deliveries.begin(
    new Set([...sessions.report(), ...sessions.unsaved()].map((one) => ('id' in one ? one.id : one.session))),
  )
  if (groups) shares = new FairShare({ system, groups, log, now: Date.now, sessions: () => sessions.sharing() })
  if (desired) await use(desired)
  // Not before it is known again what the signed revision lets them start.
  masks.begin()
  const names = new TakenNames({
    ...{ system, log },
    sessions: () => sessions.masked(),
    end: (id, reason) => sessions.end(id, reason),
  })

  const tickets = await usedTickets(system, join(state, 'tickets'))
  const forgetting = setInterval(() => {
    tickets.forgetExpired(new Date()).catch((error: unknown) => log.error({ err: error }, 'old tickets stay'))
  }, forgetInterval)
  listener = await listen({
    ...configuration.listen,
    identity: kept.present(),
    facts: {
      host,
      tickets,
      verify: (ticket, now) => verify(ticket, now),
      session: (id) => sessions.open(id),
      now: () => new Date(),
    },
    revoked: (serial) => revoked.has(serial),
    connections: live,
    log,
  })
  forgetSettingsSafely()
  const forgettingSettings = setInterval(forgetSettingsSafely, forgetSettingsInterval)
  const reconsidering = setInterval(() => {
    live.reconsider()
    endOverdue()
  }, reconsiderEvery)
  link = serverLink({
    identity: () => kept.present(),
    log,
    report: async () => ({
      ...(await capacityReport()),
      packages: { ...(await versions.of(desired?.packages ?? [])) },
    }),
    keep: (revision) => decisions.take(revision),
    apply: async (next) => {
      if (next.host !== host) throw new Error(`the server spoke to ${next.host}, this is ${host}`)
      await store.save(next)
      await use(next)
      changed()
      // The server answers; what waited for it need not wait longer.
      deliveries.nudge()
    },
  })

  async function capacityReport(): Promise<Omit<Report, 'packages'>> {
    return {
      type: 'report',
      host,
      version,
      at: Date.now(),
      capacity: {
        cores: availableParallelism(),
        load: loadavg()[0] ?? 0,
        memoryTotal: totalmem(),
        memoryAvailable: await memoryAvailable(),
      },
      sessions: [...sessions.report()],
      leftSettings: [...deliveries.left, ...sessions.unsaved()],
      concerns: concerns(),
    }
  }

  kept.on('renewed', (identity) => {
    listener.setIdentity(identity)
    client.useTls(clientTlsOptions(identity, 'server'))
  })
  kept.on('failed', (error) => log.warn({ err: error }, 'the certificate could not be renewed'))

  const { address, port } = listener.address
  log.info({ host, address, port }, 'agent is ready')
  return {
    address: address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
    async close() {
      clearInterval(forgetting)
      clearInterval(forgettingSettings)
      await shares?.close()
      disks.close()
      masks.close()
      watch.close()
      deliveries.close()
      names.close()
      clearInterval(reconsidering)
      kept.close()
      link?.close()
      await listener.close()
      client.close()
    },
  }
}

/** Without a word from the server no ticket is known, and all are refused. */
function verifierOf(desired: Desired | null): TicketVerifier {
  return ticketVerifier((desired?.ticketKeys ?? { keys: [] }) as Parameters<typeof ticketVerifier>[0])
}

async function identityFor(configuration: AgentConfiguration, log: Logger): Promise<Identity> {
  try {
    return await loadIdentity(configuration.identity)
  } catch (error) {
    if (!(error instanceof IdentityError) || error.reason !== 'not-enrolled' || configuration.token === null)
      throw error
    log.info('this machine has no identity yet; it enrols')
    return enrol({
      token: parseEnrolmentToken(configuration.token),
      directory: configuration.identity,
      names: [parseAddress(configuration.address).host],
      address: configuration.address,
    })
  }
}

/** What programs can still get, caches included; `freemem` alone would call a busy page cache full. */
async function memoryAvailable(): Promise<number> {
  const found = /^MemAvailable:\s+(\d+) kB$/m.exec(await readFile('/proc/meminfo', 'utf8'))
  return found ? Number(found[1]) * 1024 : freemem()
}
