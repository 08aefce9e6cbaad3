import { readFile, rm } from 'node:fs/promises'
import { endProcess, isAlive } from './living-process.ts'
import type { Places } from './places.ts'
import { longestEnd } from './product.ts'
import { DemoRefusal } from './refusal.ts'
import { readStatus } from './status.ts'

/** Milliseconds: sessions are logged off first, with their settings saved. More than an orderly end ever takes. */
const patience = longestEnd + 25_000

/** Ends the supervisor and all that it left behind; answers whether anything was running. */
export async function stopDemo(places: Places): Promise<boolean> {
  const status = readStatus(places.state)
  if (status === null) return false
  const running = isAlive(status.supervisor)
  await endProcess(status.supervisor, patience)
  // Where the supervisor was killed earlier, its programs may be there still.
  const left = status.programs.flatMap(({ process }) => (process === null ? [] : [process]))
  for (const each of left.filter(isAlive)) await endProcess(each, 10_000)
  return running || left.length > 0
}

/** Ends everything and forgets it. Only a directory that a demo made is ever removed. */
export async function resetDemo(places: Places): Promise<void> {
  if (readStatus(places.state) === null) {
    throw new DemoRefusal(`There is no demo in ${places.state}.`, 'There is nothing to forget.')
  }
  await stopDemo(places)
  await demandNoMounts(places)
  await rm(places.run, { recursive: true, force: true })
  await rm(places.state, { recursive: true, force: true })
}

/** A mount below the state would be emptied with it. */
async function demandNoMounts({ state, run }: Places): Promise<void> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' ')[4] ?? '')
  const inside = mounts.find((mount) => mount.startsWith(`${state}/`) || mount.startsWith(`${run}/`))
  if (inside === undefined) return
  throw new DemoRefusal(`${inside} is still mounted.`, `umount ${inside}, then again.`)
}
