import { setTimeout } from 'node:timers/promises'
import { forgetDrafts } from '../configuration/drafts.ts'
import { watchTrial } from '../configuration/trials.ts'
import { accessChanged, configurationPublished, signInEnded } from '../database/channels.ts'
import { type Leadership, lead } from '../database/leadership.ts'
import { wakeUps } from '../database/wake-ups.ts'
import { forgetExpiredCertificates } from '../enrolment/machines.ts'
import { hostViews } from '../hosts/host-view.ts'
import type { Services } from '../services.ts'
import { forgetAccesses } from '../settings/accesses.ts'
import { collectChanged } from '../vault/inspections.ts'
import { endOverdue } from './end-session.ts'
import type { BrokeringMetrics } from './metrics.ts'
import type { Placement } from './placement.ts'
import { reevaluate } from './reevaluation.ts'
import { sessionCountsByState } from './session-counts.ts'
import { forgetSessions, sweep } from './sweep.ts'
import type { TicketKeys } from './ticket-keys.ts'

const leadLock = 7_265_404
const sweepEvery = 1_000
/**
 * Milliseconds that hosts have to link again after a start of the leader, before any of them counts as gone: when the
 * server was down, all of them look gone at first.
 */
const patience = 6_000
const hourly = 3_600_000

/** What exactly one replica does: finds gone hosts, evaluates live connections again, tidies up. */
export function performDuties(
  services: Services,
  placement: Placement,
  keys: TicketKeys,
  metrics: BrokeringMetrics,
): Leadership {
  return lead(services.database, leadLock, services.log, async (signal) => {
    services.log.debug('this replica leads')
    await Promise.all([
      sweeping(services, placement, metrics, signal),
      reevaluating(services, metrics, signal),
      tidying(services, keys, signal),
    ])
  })
}

async function sweeping(services: Services, placement: Placement, metrics: BrokeringMetrics, signal: AbortSignal) {
  await wait(patience, signal)
  while (!signal.aborted) {
    await attempt(services, async () => {
      await sweep(services)
      await endOverdue(services)
      await watchTrial(services)
      await placement.run()
      metrics.sessions(await sessionCountsByState(services.database))
      metrics.hosts(countBy((await hostViews(services)).map(({ state }) => state)))
    })
    await wait(sweepEvery, signal)
  }
}

/** At once when something about access changed, at the instants when time changes something, and every so often. */
async function reevaluating(services: Services, metrics: BrokeringMetrics, signal: AbortSignal) {
  const alarm = new AbortController()
  let due: NodeJS.Timeout | undefined
  let again: () => void = () => undefined
  const stop = () => {
    alarm.abort()
    again()
  }
  signal.addEventListener('abort', stop)
  const channels = [accessChanged, configurationPublished, signInEnded]
  const wakes = wakeUps(services.signals, channels, () => true, alarm.signal)
  const run = async () => {
    clearTimeout(due)
    let pause = services.server.reevaluateEvery
    await attempt(services, async () => {
      // The configuration that was announced must be the one that is evaluated.
      await services.published.refresh()
      const { nextChange } = await reevaluate(services, metrics)
      const until = (nextChange?.getTime() ?? Number.POSITIVE_INFINITY) - services.clock().getTime()
      pause = Math.max(0, Math.min(pause, until))
    })
    due = globalThis.setTimeout(() => again(), pause)
  }
  // One after the other, whoever asks: a signal, or the time.
  let queue = Promise.resolve()
  let queued = false
  again = () => {
    if (queued || signal.aborted) return
    queued = true
    queue = queue.then(() => {
      queued = false
      return run()
    })
  }
  try {
    for await (const _ of wakes) again()
  } finally {
    signal.removeEventListener('abort', stop)
    await queue
    clearTimeout(due)
  }
}

async function tidying(services: Services, keys: TicketKeys, signal: AbortSignal) {
  while (!signal.aborted) {
    await attempt(services, async () => {
      await keys.refresh()
      await forgetSessions(services)
      await forgetDrafts(services)
      await forgetExpiredCertificates(services.database, services.clock())
      await forgetAccesses(services)
      await collectChanged(services, signal)
    })
    await wait(hourly / 4, signal)
  }
}

/** One failed round is no reason to stop the others: the next one tries again. */
async function attempt({ log }: Services, round: () => Promise<void>): Promise<void> {
  try {
    await round()
  } catch (error) {
    log.error(error, 'a round of the leading replica failed; trying again')
  }
}

async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined)
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
