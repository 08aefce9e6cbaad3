import type { System } from '../system/system.ts'
import { boundPeriod, idleShare, type Part, parts, partWeights, type Share as WholeShare } from './resource-groups.ts'

/** Which processors it runs on is written elsewhere (`processor-sets.ts`). */
type Share = Omit<WholeShare, 'spares' | 'stays'>

/** How processor shares are written in one version of control groups, cgroups(7). */
export interface ProcessorFiles {
  readonly weight: string
  toWeight(weight: number): number
  fromWeight(text: string): number
  bound(most: number | null): { readonly name: string; readonly value: string }
  fromBound(text: string): number | null
  /** Lets the parts of this group have shares. */
  prepare(system: System, group: string): Promise<void>
}

/** Version 2: `cpu.weight` from 1 to 10000, `cpu.max` as `QUOTA PERIOD`. */
export const secondProcessor: ProcessorFiles = {
  weight: 'cpu.weight',
  toWeight: (weight) => weight,
  fromWeight: Number,
  bound: (most) => ({ name: 'cpu.max', value: `${most === null ? 'max' : quota(most)} ${boundPeriod}` }),
  fromBound: (text) => (text.startsWith('max') ? null : Number(text.split(' ')[0]) / boundPeriod),
  async prepare(system, group) {
    const enabled = (await system.readText(`${group}/cgroup.subtree_control`)) ?? ''
    if (enabled.split(/\s/).includes('cpu')) return
    // No group has both processes and parts with shares, and those that are in it may be starting others just now.
    for (let tries = 1; ; tries += 1) {
      for (const pid of await processesIn(system, group)) await moveTo(system, `${group}/back`, pid)
      try {
        return await system.writeText(`${group}/cgroup.subtree_control`, '+cpu')
      } catch (error) {
        if (tries === 20 || !(error instanceof Error && 'code' in error && error.code === 'EBUSY')) throw error
      }
    }
  },
}

/** Version 1: weights are counted from 2 to 262144 there, and 1024 is usual. */
export const firstProcessor: ProcessorFiles = {
  weight: 'cpu.shares',
  toWeight: (weight) => Math.max(2, Math.round((weight * 1024) / 100)),
  fromWeight: (text) => Math.round((Number(text) * 100) / 1024),
  bound: (most) => ({ name: 'cpu.cfs_quota_us', value: most === null ? '-1' : String(quota(most)) }),
  fromBound: (text) => (Number(text) < 0 ? null : Number(text) / boundPeriod),
  prepare: async () => undefined,
}

/** The kernel takes no less than a hundredth of a processor. */
const quota = (most: number) => Math.max(1_000, Math.round(most * boundPeriod))

/** Makes the parts of a group that has none yet. */
export async function makeParts(system: System, files: ProcessorFiles, group: string): Promise<void> {
  for (const part of parts) await system.makeDirectory(`${group}/${part}`)
  await files.prepare(system, group)
  for (const part of parts) {
    const share = { weight: partWeights[part], isIdle: part === 'back', most: null }
    await writeShare(system, files, `${group}/${part}`, share)
  }
}

/** Gives a group its share. The order matters: an idle group takes no weight, and forgets the one that it had. */
export async function writeShare(system: System, files: ProcessorFiles, group: string, share: Share): Promise<void> {
  const canIdle = await system.exists(`${group}/cpu.idle`)
  if (canIdle) await system.writeText(`${group}/cpu.idle`, share.isIdle ? '1' : '0')
  if (!(canIdle && share.isIdle)) {
    const weight = share.isIdle ? Math.max(1, Math.round(share.weight * idleShare)) : share.weight
    await system.writeText(`${group}/${files.weight}`, String(files.toWeight(weight)))
  }
  const { name, value } = files.bound(share.most)
  // A kernel without bounds shares among those that take much alike.
  if (await system.exists(`${group}/${name}`)) await system.writeText(`${group}/${name}`, value)
}

/** Null where there is no such group. */
export async function readShare(system: System, files: ProcessorFiles, group: string): Promise<Share | null> {
  const weight = await system.readText(`${group}/${files.weight}`)
  if (weight === null) return null
  const bound = await system.readText(`${group}/${files.bound(null).name}`)
  return {
    weight: files.fromWeight(weight.trim()),
    isIdle: (await system.readText(`${group}/cpu.idle`))?.trim() === '1',
    most: bound === null ? null : files.fromBound(bound.trim()),
  }
}

export async function readParts(system: System, group: string): Promise<ReadonlyMap<number, Part>> {
  const found = new Map<number, Part>()
  for (const part of parts) for (const pid of await processesIn(system, `${group}/${part}`)) found.set(pid, part)
  return found
}

/**
 * Moves those that are in this group and in another part of it.
 *
 * @param unsorted processes of the group that are in no part yet
 */
export async function sortInto(
  system: System,
  group: string,
  wanted: ReadonlyMap<number, Part>,
  unsorted: ReadonlySet<number> = new Set(),
): Promise<void> {
  const present = await readParts(system, group)
  for (const [pid, part] of wanted) {
    const before = present.get(pid)
    // Any other process of the host stays where it is, whatever number somebody told.
    if (before === undefined ? unsorted.has(pid) : before !== part) await moveTo(system, `${group}/${part}`, pid)
  }
}

/** What is gone by now need not be moved. */
export async function moveTo(system: System, group: string, pid: number): Promise<void> {
  await system.writeText(`${group}/cgroup.procs`, String(pid)).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  })
}

export async function processesIn(system: System, group: string): Promise<readonly number[]> {
  const text = (await system.readText(`${group}/cgroup.procs`)) ?? ''
  return text.split('\n').filter(Boolean).map(Number)
}

/** The group and all below it that this product makes, from below; the freezer's `still` among them. */
export function groupAndBelow(group: string): readonly string[] {
  return [...parts.flatMap((part) => [`${group}/${part}/still`, `${group}/${part}`]), `${group}/still`, group]
}
