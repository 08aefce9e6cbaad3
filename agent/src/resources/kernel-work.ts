import type { System } from '../system/system.ts'
import { numbersIn, sparing } from './processor-sets.ts'

/**
 * The processors of the kernel's own work for nobody in particular: writing files to the disk, encrypting it, taking
 * memory apart (workqueue.rst of the kernel, unbound work).
 */
const place = '/sys/devices/virtual/workqueue'

/**
 * Keeps that work off as many processors as a hog is kept off: most of it is what such a session left to the kernel.
 * Where somebody else has chosen a set for it, that one stays.
 *
 * @param most more than this is never spared, so that what an agent left behind, which was ended, is known for what it is
 */
export async function spareOfKernelWork(system: System, spares: number, most: number): Promise<void> {
  const mask = (await system.readText(`${place}/cpumask`))?.trim()
  if (!mask) return
  const online = (await system.readText('/sys/devices/system/cpu/online')) ?? ''
  const isolated = numbersIn((await system.readText('/sys/devices/system/cpu/isolated')) ?? '')
  const all = numbersIn(online).filter((each) => !isolated.includes(each))
  const spared = (count: number) => numbersIn(sparing(all.join(','), count))
  const present = processorsOf(mask).filter((each) => all.includes(each))
  const isOurs = [all, spared(most)].some((each) => each.join() === present.join())
  const wanted = spared(spares)
  if (isOurs && wanted.join() !== present.join()) await system.writeText(`${place}/cpumask`, maskOf(wanted))
}

/** Processors of a mask of the kernel's: `5` are 0 and 2; words of 32 are separated by commas. Pure. */
export function processorsOf(mask: string): readonly number[] {
  const bits = [...BigInt(`0x${mask.replaceAll(',', '')}`).toString(2)].reverse()
  return bits.flatMap((bit, number) => (bit === '1' ? [number] : []))
}

/** The mask of these processors. Pure. */
export function maskOf(processors: readonly number[]): string {
  const digits = processors.reduce((sum, each) => sum | (1n << BigInt(each)), 0n).toString(16)
  const padded = digits.padStart(Math.ceil(digits.length / 8) * 8, '0')
  return (padded.match(/.{8}/g) ?? []).join(',')
}
