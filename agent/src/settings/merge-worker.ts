import { parentPort, workerData } from 'node:worker_threads'
import { merge } from '@nahtlos/core/settings/merge'
import type { MergeWork } from './merge-apart.ts'

/** The other side of `mergeApart`. */
const { base, ours, theirs, texts, formats, yields } = workerData as MergeWork
parentPort?.postMessage(merge(base, ours, theirs, texts, formats, yields))
