import type { Context, SessionFacts } from '@nahtlos/contract/access/context'
import { EnvironmentRule } from '@nahtlos/contract/configuration/environment-rule'
import type { SessionOrder } from '@nahtlos/contract/host/desired'
import type { HostPolicy, RevisionMessage } from '@nahtlos/contract/host/policy'
import type { SessionId } from '@nahtlos/contract/identifiers'
import { grantHolds, type ProgramGrant, verifyGrant } from '@nahtlos/contract/session/program-grant'
import { usualPrograms } from '@nahtlos/contract/session/programs'
import type { Target } from '@nahtlos/contract/session/target'
import { type Ceiling, ceiling, offers } from '@nahtlos/core/access/ceiling'
import { mostPrograms, programsFrom, stricterPrograms } from '@nahtlos/core/access/most-programs'
import { stricterNetwork } from '@nahtlos/core/access/stricter-network'
import type { Configuration } from '@nahtlos/core/configuration/configuration'
import type { HeldGrant } from '../sessions/ending-grants.ts'
import type { RevisionStore } from './revision-store.ts'

/** Where a connection comes from, as its ticket says. */
export type Whence = Omit<Context, 'at' | 'session'>

/**
 * What this host lets happen, by the last revision that the server signed and the facts that it told last. It is asked
 * besides the server, never instead of it: the stricter of both holds. So an agreement ends on time, and a right that a
 * rule takes at six is gone at six, while the server is away. Without a good revision nothing is let through.
 */
export interface HostDecisions {
  take(message: RevisionMessage): Promise<void>
  /** Takes over what the server says, and reads revisions that it names. Answers whether anything is different now. */
  apply(policy: HostPolicy | null): Promise<boolean>
  /** `unlimited` where the server has no configuration in force, so that there is nothing to exceed. */
  ceilingOf(session: SessionId, target: Target, whence: Whence, now: Date): Ceiling | null | 'unlimited'
  /** Whether a session may be started at all. */
  permits(order: SessionOrder): boolean
  /**
   * Of what the server lets a session start and reach, what the signed revision does, too: nothing that it forbids can
   * be started from where the person was last let in, or from anywhere before that.
   */
  bounded(order: SessionOrder, whence: Whence | null, now: Date): Pick<SessionOrder, 'programs' | 'network'>
  /** What was approved for this session's person and holds now: only what the server signed for her. */
  granted(order: SessionOrder, now: Date): readonly HeldGrant[]
  /** Of these rules those that stand so in a signed revision: what root does here is in no other word of the server. */
  signed(rules: readonly EnvironmentRule[]): EnvironmentRule[]
}

export function hostDecisions(store: RevisionStore): HostDecisions {
  let policy: HostPolicy | null = null
  const good = new Map<number, Configuration>()
  let grants: readonly ProgramGrant[] = []

  /** The revision of a session, else the latest good one before it. */
  function knownFor(session: SessionId) {
    const entry = policy?.sessions.find((one) => one.session === session)
    if (entry === undefined) return null
    const number = [...good.keys()].filter((one) => one <= entry.revision).sort((a, b) => b - a)[0]
    const configuration = number === undefined ? undefined : good.get(number)
    // What a limit says of a session of which nothing is known, nobody knows.
    if (configuration === undefined || (configuration.readsSession && entry.running === undefined)) return null
    return { configuration, person: entry.person, session: entry.running }
  }

  async function read(next: HostPolicy): Promise<void> {
    const wanted = new Set([next.revision, ...next.sessions.map(({ revision }) => revision)])
    for (const number of wanted) {
      if (good.has(number)) continue
      const configuration = await store.load(number, next.keys)
      if (configuration !== null) good.set(number, configuration)
    }
    if (good.size === 0) await readEarlierOne(next)
    // The last good one stays until a later one is good.
    if (![...wanted].every((number) => good.has(number))) return
    for (const number of good.keys()) if (!wanted.has(number)) good.delete(number)
    await store.forgetAllBut(wanted)
  }

  async function readEarlierOne(next: HostPolicy): Promise<void> {
    for (const number of await store.numbers()) {
      const configuration = number < next.revision ? await store.load(number, next.keys) : null
      if (configuration === null) continue
      good.set(number, configuration)
      return
    }
  }

  return {
    take: (message) => store.save(message),
    async apply(next) {
      if (JSON.stringify(next) === JSON.stringify(policy)) return false
      policy = next
      grants = next === null ? [] : await verified(next)
      if (next !== null) await read(next)
      return true
    },
    ceilingOf(session, target, whence, now) {
      if (policy === null) return 'unlimited'
      const known = knownFor(session)
      if (known === null) return null
      const { configuration, person } = known
      return ceiling(configuration, person, contextOf(known, whence, now), target)
    },
    granted({ id, person, target }, now) {
      const where = { session: id, person: person.id, workspace: target.workspace, at: now }
      return grants.filter((grant) => grantHolds(grant, where))
    },
    signed(rules) {
      if (policy === null) return [...rules]
      const known = [...good.values()].flatMap(({ environment }) => environment)
      const texts = new Set(known.map(({ document }) => canonical(document)))
      /** A condition on the app makes of a rule one for some of its apps. */
      const isPart = (rule: EnvironmentRule) =>
        known.some(({ document, aboutApps }) => aboutApps && isForSome(rule, document))
      return rules.filter((rule) => texts.has(canonical(rule)) || isPart(rule))
    },
    bounded({ id, target, programs, network }, whence, now) {
      if (policy === null) return { programs, network }
      const known = knownFor(id)
      const most = known && mostPrograms(known.configuration, target.workspace)
      // A session that runs while its revision is not at hand can start what everybody may start always.
      if (known === null || most === null) return { programs: stricterPrograms(programs, usualPrograms), network }
      const here =
        whence && programsFrom(known.configuration, known.person, contextOf(known, whence, now), target.workspace)
      const stricter = stricterPrograms(programs, most.programs)
      return {
        programs: here === null ? stricter : stricterPrograms(stricter, here),
        network: stricterNetwork(network, most.network),
      }
    },
    permits({ id, target, apps }) {
      if (policy === null) return true
      const known = knownFor(id)
      if (known === null) return false
      return offers(
        known.configuration,
        known.person,
        target,
        apps.map((app) => app.id),
      )
    },
  }
}

function contextOf({ session }: { readonly session?: SessionFacts | undefined }, whence: Whence, now: Date): Context {
  return { ...whence, at: now.toISOString(), ...(session === undefined ? {} : { session }) }
}

async function verified({ keys, sessions }: HostPolicy): Promise<readonly ProgramGrant[]> {
  const known = keys as unknown as Parameters<typeof verifyGrant>[1]
  const signed = [...new Set(sessions.flatMap(({ grants }) => grants))]
  const read = await Promise.all(signed.map((one) => verifyGrant(one, known)))
  return read.filter((grant) => grant !== null)
}

function isForSome({ apps = [], ...rule }: EnvironmentRule, { apps: all, ...document }: EnvironmentRule): boolean {
  return canonical(rule) === canonical(document) && apps.every((app) => all?.includes(app) ?? true)
}

/** Equal for equal documents, whatever the order of their keys: databases keep none. */
function canonical(rule: EnvironmentRule): string {
  return JSON.stringify(EnvironmentRule.parse(rule))
}
