import type { Pool } from '@nahtlos/contract/configuration/pool'
import type { HostId } from '@nahtlos/contract/identifiers'
import type { Text } from '@nahtlos/contract/text'

/** A session host as placement sees it; the optional facts may be left out where they were looked at before. */
export interface HostLoad {
  readonly id: HostId
  readonly state?: 'up' | 'draining' | 'away' | 'never-seen'
  readonly cores: number
  /** Load average over one minute. */
  readonly load: number
  /** Bytes. */
  readonly memoryTotal: number
  readonly memoryAvailable: number
  /** Sessions on it, those included that are placed there and not yet reported. */
  readonly sessions: number
  /** Packages of published apps that it lacks. */
  readonly missingPackages?: readonly string[]
}

/** Why a host was taken or passed over, one line each. */
export interface Consideration {
  readonly host: HostId
  /** How much room it has, from 0 to 1; null where it can take no session at all. */
  readonly room: number | null
  readonly text: Text
}

/** Memory that one more session may need; a host with less than this is full. */
export const memoryPerSession = 512 * 1024 * 1024

/**
 * Chooses the host of the pool with most room; null where none has any. `packages` are those that the workspace's apps
 * need.
 */
export function place(pool: Pool, hosts: readonly HostLoad[], packages: readonly string[] = []): HostId | null {
  const [best] = considerHosts(pool, hosts, packages)
  return best === undefined || best.room === null ? null : best.host
}

/** Debian packages: without a required one a session is pointless, without a wanted one it lacks an app. */
export interface PackageNeeds {
  readonly required: readonly string[]
  readonly wanted: readonly string[]
}

/**
 * As `place`, for a session with its apps: a host that has all of them goes before one with more room, and where no
 * host has all, one that has the required ones will do.
 */
export function placeWithApps(
  pool: Pool,
  hosts: readonly HostLoad[],
  { required, wanted }: PackageNeeds,
): HostId | null {
  return place(pool, hosts, [...required, ...wanted]) ?? place(pool, hosts, required)
}

/**
 * All hosts, the one with most room first, each with the reason for its place. The scarcest of memory, processor and
 * places decides how much room a host has. Among equals the one with fewer sessions wins, then the one whose name
 * comes first: equal input, equal choice, whatever the order.
 */
export function considerHosts(
  pool: Pool,
  hosts: readonly HostLoad[],
  packages: readonly string[] = [],
): Consideration[] {
  return hosts
    .toSorted((a, b) => a.sessions - b.sessions || (a.id < b.id ? -1 : 1))
    .map((host) => consider(pool, host, packages))
    .toSorted((a, b) => (b.room ?? -1) - (a.room ?? -1))
}

function consider(pool: Pool, candidate: HostLoad, packages: readonly string[]): Consideration {
  const host = candidate.id
  const full = obstacle(pool, candidate, packages)
  if (full !== null) return { host, room: null, text: full }
  const memory = candidate.memoryAvailable / Math.max(candidate.memoryTotal, 1)
  const processor = 1 / (1 + candidate.load / Math.max(candidate.cores, 1))
  const places = 1 - candidate.sessions / pool.sessionsPerHost
  const room = Math.min(memory, processor, places)
  const percent = (part: number): string => `${Math.round(part * 100)} %`
  return {
    host,
    room,
    text: {
      de: `frei: Speicher ${percent(memory)}, Prozessor ${percent(processor)}, Plätze ${percent(places)}`,
      en: `free: memory ${percent(memory)}, processor ${percent(processor)}, places ${percent(places)}`,
    },
  }
}

/** Why a host can take no session; null where it can. */
function obstacle(pool: Pool, candidate: HostLoad, packages: readonly string[]): Text | null {
  if (!pool.hosts.includes(candidate.id))
    return { de: `gehört nicht zu ${pool.title.de}`, en: `does not belong to ${pool.title.en}` }
  if (candidate.state === 'draining') return { de: 'nimmt keine neuen Sitzungen an', en: 'takes no new sessions' }
  if (candidate.state !== undefined && candidate.state !== 'up')
    return { de: 'meldet sich nicht', en: 'does not report' }
  if (candidate.sessions >= pool.sessionsPerHost)
    return { de: `hat schon ${candidate.sessions} Sitzungen`, en: `has ${candidate.sessions} sessions already` }
  if (candidate.memoryAvailable < memoryPerSession) return { de: 'hat zu wenig Speicher', en: 'has too little memory' }
  const missing = (candidate.missingPackages ?? []).filter((name) => packages.includes(name)).toSorted()
  if (missing.length > 0) return { de: `es fehlt: ${missing.join(', ')}`, en: `lacks ${missing.join(', ')}` }
  return null
}
