import { dirname } from 'node:path'
import type { System } from '../system/system.ts'
import type { Share } from './resource-groups.ts'

/**
 * Sets of processors, cpusets(7) and the chapter on cpuset of the kernel's control groups: a group runs on no others,
 * not even while the kernel works for it.
 */
const set = 'cpuset.cpus'

/**
 * Numbers in a list of the kernel's: `0-2,5` are 0, 1, 2 and 5, in order. Pure.
 */
export function numbersIn(list: string): readonly number[] {
  return list
    .trim()
    .split(',')
    .filter(Boolean)
    .flatMap((range) => {
      const [from = 0, to = from] = range.split('-').map(Number)
      return Array.from({ length: to - from + 1 }, (_, index) => from + index)
    })
}

/** What is left of a list when so many are spared, the first ones; one is always left. Pure. */
export function sparing(list: string, spares: number): string {
  const all = numbersIn(list)
  return all.slice(Math.min(spares, all.length - 1)).join(',')
}

/** The first ones of a list, at least one. Pure. */
export function firstOf(list: string, count: number): string {
  return numbersIn(list).slice(0, Math.max(1, count)).join(',')
}

/** Where a group may run: off the first ones, on the first ones alone, or, with 0 for both, everywhere. */
export type Place = Pick<Share, 'spares' | 'stays'>

/** The part of a list that a group runs on. Pure. */
export const placeIn = (list: string, { spares, stays }: Place): string =>
  stays > 0 ? firstOf(list, stays) : sparing(list, spares)

/** A new group of version 1 has no processors and no memory at all until it is told which: those of the one above. */
export async function inheritSet(system: System, group: string): Promise<void> {
  for (const name of [set, 'cpuset.mems'])
    if ((await system.readText(`${group}/${name}`))?.trim() === '')
      await system.writeText(`${group}/${name}`, ((await system.readText(`${dirname(group)}/${name}`)) ?? '').trim())
}

/** Nothing where the kernel has no such file. */
export async function writePlace(system: System, group: string, place: Place): Promise<void> {
  const all = await setAbove(system, group)
  if (all !== null && (await system.exists(`${group}/${set}`)))
    await system.writeText(`${group}/${set}`, placeIn(all, place))
}

/** Where this group may run, of the processors above it. */
export async function readPlace(system: System, group: string): Promise<Place> {
  const [all, own] = [await setAbove(system, group), await system.readText(`${group}/${set}`)]
  // Version 2 leaves it empty until something is written.
  if (all === null || !own?.trim()) return { spares: 0, stays: 0 }
  const [above, here] = [numbersIn(all), numbersIn(own)]
  const missing = above.length - here.length
  if (missing === 0) return { spares: 0, stays: 0 }
  return here[0] === above[0] ? { spares: 0, stays: here.length } : { spares: missing, stays: 0 }
}

/**
 * The list that the group above has in truth. A group has no such files before somebody chose a set beside it
 * (version 2), and then those of the one above that count. Null where there are no sets.
 */
export async function setAbove(system: System, group: string): Promise<string | null> {
  for (let at = dirname(group); at !== dirname(at); at = dirname(at)) {
    const list = (await system.readText(`${at}/cpuset.cpus.effective`)) ?? (await system.readText(`${at}/${set}`))
    if (list?.trim()) return list
  }
  return null
}
