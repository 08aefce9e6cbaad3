/** One session as the relief of memory sees it. Times are milliseconds since the Unix epoch. */
export interface Candidate {
  readonly id: string
  readonly connected: boolean
  /** Since when nobody is connected; null where somebody is. */
  readonly alone: number | null
  /** Bytes. */
  readonly memory: number
}

export interface ReliefState {
  /** When the person was told that her session will be ended, by session. */
  readonly warned: ReadonlyMap<string, number>
  /** Since when memory has been short without a pause; null where it is not. */
  readonly shortSince: number | null
}

export type ReliefAction =
  /** Nobody looks at it: its person finds the notice when she comes back, unless it is ended before. */
  | { readonly what: 'warn'; readonly session: string }
  /** Its programs are asked to save and close, its settings are kept. */
  | { readonly what: 'end'; readonly session: string }
  /** Somebody works in it: she is asked to close what she does not need. */
  | { readonly what: 'tell'; readonly session: string }

/** Share of the time in percent that some program waited for memory, over ten seconds (`some avg10`). */
const shortAt = 10
/** Between the warning and the end, and between two ends: memory that came free is felt first. */
const patience = 30_000

export const noRelief: ReliefState = { warned: new Map(), shortSince: null }

/**
 * What is done when the host is short of memory, in order: sessions that nobody is connected to, the one that has been
 * alone longest first, are warned and then ended in good order, one after the other; only when none is left, people who
 * work are told, the one whose session takes most first. A session with somebody in it is never ended. Pure.
 *
 * @param pressure `some avg10` of `/proc/pressure/memory`
 */
export function relief(
  pressure: number,
  candidates: readonly Candidate[],
  state: ReliefState,
  now: number,
): { readonly actions: readonly ReliefAction[]; readonly state: ReliefState } {
  if (pressure < shortAt) return { actions: [], state: noRelief }
  const shortSince = state.shortSince ?? now
  const present = new Map(
    [...state.warned].filter(([id]) => candidates.some((each) => each.id === id && !each.connected)),
  )
  const alone = candidates
    .filter(({ connected }) => !connected)
    .sort((one, other) => (one.alone ?? 0) - (other.alone ?? 0))
  const [next] = alone
  if (next === undefined) {
    const told = [...state.warned.keys()]
    const busiest = candidates.filter(({ id }) => !told.includes(id)).sort((one, other) => other.memory - one.memory)[0]
    if (busiest === undefined || now - shortSince < patience)
      return { actions: [], state: { warned: state.warned, shortSince } }
    const warned = new Map(state.warned).set(busiest.id, now)
    return { actions: [{ what: 'tell', session: busiest.id }], state: { warned, shortSince: now } }
  }
  const warnedAt = present.get(next.id)
  if (warnedAt === undefined)
    return { actions: [{ what: 'warn', session: next.id }], state: { warned: present.set(next.id, now), shortSince } }
  if (now - warnedAt < patience) return { actions: [], state: { warned: present, shortSince } }
  // Asked for once; while it ends it is no candidate any more.
  present.delete(next.id)
  return { actions: [{ what: 'end', session: next.id }], state: { warned: present, shortSince } }
}

/** `some avg10` of a file of pressure stall information (Documentation/accounting/psi.rst); null where it is none. */
export function somePressure(text: string | null): number | null {
  const found = /^some avg10=([\d.]+)/m.exec(text ?? '')
  return found ? Number(found[1]) : null
}
