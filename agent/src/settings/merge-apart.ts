import { Worker } from 'node:worker_threads'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import type { FormatRule } from '@nahtlos/core/settings/format-of'
import { type FileTexts, type Merge, merge } from '@nahtlos/core/settings/merge'

export interface MergeWork {
  readonly base: readonly SnapshotEntry[]
  readonly ours: readonly SnapshotEntry[]
  readonly theirs: readonly SnapshotEntry[]
  readonly texts: ReadonlyMap<string, FileTexts>
  readonly formats: readonly FormatRule[]
  /** See `merge`. */
  readonly yields: boolean
}

/** UTF-16 units of texts that are merged in the agent's own thread: some milliseconds, less than a thread costs. */
const smallMaximum = 32 * 1024
/** Milliseconds that merging by key may take; then the files are merged whole. */
const timeLimit = 5_000

/**
 * `merge` of core/settings. The agent's thread carries everybody's desktops, and what is to be merged was written by
 * one person: so what is large is merged in a thread of its own, for a limited time and with limited memory, and where
 * that is not enough her files are merged whole.
 */
export async function mergeApart(work: MergeWork, limit = timeLimit): Promise<Merge> {
  const { base, ours, theirs, texts, formats, yields } = work
  let units = 0
  for (const { base: origin, ours: left, theirs: right, seen } of texts.values())
    units += (origin?.length ?? 0) + left.length + right.length + (seen?.length ?? 0)
  if (units <= smallMaximum) return merge(base, ours, theirs, texts, formats, yields)
  return (await mergedByWorker(work, limit)) ?? merge(base, ours, theirs, new Map(), formats, yields)
}

/** Null where it took too long or too much. */
async function mergedByWorker(work: MergeWork, limit: number): Promise<Merge | null> {
  const worker = new Worker(new URL('./merge-worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    // Nothing that it could say is of use here.
    stderr: true,
    stdout: true,
  })
  const { promise, resolve } = Promise.withResolvers<Merge | null>()
  const late = setTimeout(() => resolve(null), limit)
  worker.once('message', (merged: Merge) => resolve(merged))
  worker.once('error', () => resolve(null))
  worker.once('exit', () => resolve(null))
  try {
    return await promise
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}
