/** Something that takes a processor for a while. */
export interface Work {
  /** Starts servers, desktops and browsers of its own; more than two of them at once would starve. */
  readonly heavy: boolean
  run(): Promise<void>
}

/** So many files at once, of which so many heavy ones. */
export interface Lanes {
  readonly all: number
  readonly heavy: number
}

/**
 * Runs all of it side by side, heavy work from the start and light work beside it, each in the order given. Work that
 * fails is told at the end, when the rest has run.
 *
 * @throws AggregateError with all that failed
 */
export async function runInLanes(works: readonly Work[], lanes: Lanes): Promise<void> {
  const heavy = works.filter((work) => work.heavy)
  const light = works.filter((work) => !work.heavy)
  const faults: unknown[] = []
  const lane = async (mayBeHeavy: boolean) => {
    for (;;) {
      const work = mayBeHeavy ? (heavy.shift() ?? light.shift()) : light.shift()
      if (work === undefined) return
      await work.run().catch((fault: unknown) => faults.push(fault))
    }
  }
  const lightLanes = Math.max(lanes.all - lanes.heavy, 0)
  await Promise.all([
    ...Array.from({ length: Math.min(lanes.heavy, lanes.all) }, () => lane(true)),
    ...Array.from({ length: lightLanes }, () => lane(false)),
  ])
  if (faults.length > 0) throw new AggregateError(faults, 'not all of it ran')
}
