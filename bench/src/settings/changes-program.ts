import { changeSome } from './profile.ts'

/** What the benchmark tells this program first, and then a day each time. */
export interface ChangedHome {
  readonly home: string
  readonly paths: readonly string[]
}

/**
 * Whoever works in the home, in a process of its own: what the apps of a person leave to be cleared up in memory is
 * nothing that the agent has to do in the middle of a capture. It answers how many files it changed, and ends with its parent.
 */
let changed: ChangedHome = { home: '', paths: [] }
process.on('message', async (told: ChangedHome | number) => {
  if (typeof told !== 'number') changed = told
  else process.send?.(await changeSome(changed.home, changed.paths, told))
})
process.once('disconnect', () => process.exit())
