/** One session as the relief of memory sees it. Times are milliseconds since the Unix epoch. */
export interface Candidate {
  readonly id: string
  /** Since when nobody is connected; null where somebody is. */
  readonly alone: number | null
  /** Something in it works, although nobody looks on. */
  readonly isBusy: boolean
  /** Bytes. */
  readonly memory: number
}

/** How far a session that nobody is connected to has come, and since when. */
interface Step {
  readonly what: 'ask' | 'warn'
  readonly at: number
}

export interface ReliefState {
  readonly steps: ReadonlyMap<string, Step>
  /** Sessions whose people were told. */
  readonly told: ReadonlySet<string>
  /** Since when memory has been short without a pause, or without somebody being told; null where it is not. */
  readonly shortSince: number | null
}

export interface ReliefAction {
  /**
   * - `ask`: its apps are asked to save and close, as if their windows were closed. What asks back stays.
   * - `warn`: its person finds that it will be ended, wherever she looks.
   * - `end`: its programs are made to end, its settings are kept.
   * - `tell`: somebody works in it; she is asked to close what she does not need.
   * - `withdraw`: what its person was told is no longer so.
   */
  readonly what: 'ask' | 'warn' | 'end' | 'tell' | 'withdraw'
  readonly session: string
}

/** Share of the time in percent that some program waited for memory, over ten seconds (`some avg10`). */
const shortAt = 10
/** Between two steps, and between two ends: memory that came free is felt first. */
const patience = 30_000

export const noRelief: ReliefState = { steps: new Map(), told: new Set(), shortSince: null }

/**
 * What is done when the host is short of memory, in order: of sessions that nobody is connected to, idle ones first and
 * among them the one that has been alone longest, the apps are asked to save and close, then their person is warned,
 * then they are ended, one after the other; only when none is left, people who work are told, the one whose session
 * takes most first. A session with somebody in it is never asked, warned or ended; whoever comes back begins anew. Pure.
 *
 * @param pressure `some avg10` of `/proc/pressure/memory`
 */
export function relief(
  pressure: number,
  candidates: readonly Candidate[],
  state: ReliefState,
  now: number,
): { readonly actions: readonly ReliefAction[]; readonly state: ReliefState } {
  const isShort = pressure >= shortAt
  const alone = (id: string) => candidates.some((each) => each.id === id && each.alone !== null)
  const here = (id: string) => candidates.some((each) => each.id === id && each.alone === null)
  const stays = (id: string, holds: (id: string) => boolean) => isShort && holds(id)
  const steps = new Map([...state.steps].filter(([id]) => stays(id, alone)))
  const told = new Set([...state.told].filter((id) => stays(id, here)))
  const actions: ReliefAction[] = []
  for (const [id, { what }] of state.steps)
    if (what === 'warn' && !steps.has(id)) actions.push({ what: 'withdraw', session: id })
  for (const id of state.told) if (!told.has(id)) actions.push({ what: 'withdraw', session: id })
  if (!isShort) return { actions, state: noRelief }

  const shortSince = state.shortSince ?? now
  const after = (since: number) => ({ actions, state: { steps, told, shortSince: since } })
  const [next] = candidates
    .filter((each) => each.alone !== null)
    .sort((one, other) => Number(one.isBusy) - Number(other.isBusy) || (one.alone ?? 0) - (other.alone ?? 0))
  if (next === undefined) {
    const busiest = candidates.filter(({ id }) => !told.has(id)).sort((one, other) => other.memory - one.memory)[0]
    if (busiest === undefined || now - shortSince < patience) return after(shortSince)
    actions.push({ what: 'tell', session: busiest.id })
    told.add(busiest.id)
    return after(now)
  }
  const step = steps.get(next.id)
  if (step !== undefined && now - step.at < patience) return after(shortSince)
  const what = step === undefined ? 'ask' : step.what === 'ask' ? 'warn' : 'end'
  actions.push({ what, session: next.id })
  // Ended once; while it ends it is no candidate any more.
  if (what === 'end') steps.delete(next.id)
  else steps.set(next.id, { what, at: now })
  return after(shortSince)
}

/** `some avg10` of a file of pressure stall information (Documentation/accounting/psi.rst); null where it is none. */
export function somePressure(text: string | null): number | null {
  const found = /^some avg10=([\d.]+)/m.exec(text ?? '')
  return found ? Number(found[1]) : null
}
