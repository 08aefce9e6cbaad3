import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SnapshotEntry } from '@nahtlos/contract/host/vault'
import { mergeApart } from './merge-apart.ts'

const path = '.config/large.json'
const entry = (modified: number): SnapshotEntry => ({
  type: 'file',
  path,
  mode: 0o600,
  size: 1,
  modified,
  chunks: [String(modified).repeat(64).slice(0, 64)],
})
const large = (change: (at: number) => number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`setting ${at}`, change(at)])))
const texts = new Map([
  [path, { base: large(() => 0), ours: large((at) => (at % 2 ? 1 : 0)), theirs: large((at) => (at % 2 ? 0 : 2)) }],
])
const work = { base: [entry(1)], ours: [entry(2)], theirs: [entry(3)], texts, formats: [], yields: false }

test('the largest files of one person are merged by key without holding up the desktops of others', async () => {
  const before = [process.cpuUsage(), process.threadCpuUsage()] as const
  const { merged, conflicts } = await mergeApart(work, 60_000)
  const [all, own] = [process.cpuUsage(before[0]), process.threadCpuUsage(before[1])]
  assert.deepEqual(conflicts, [])
  const values = JSON.parse(merged[0]?.text ?? '')
  assert.deepEqual([values['setting 1'], values['setting 2'], values['setting 39998']], [1, 2, 2])
  // In the agent's own thread it would be all of it; copying the texts to the other one is what is left. What it ran, and
  // not how long it took, since others may have the processor meanwhile.
  assert.ok(own.user + own.system < (all.user + all.system) / 3, JSON.stringify({ own, all }))
})

test('what takes too long is merged whole', async () => {
  const { entries, merged, conflicts } = await mergeApart(work, 1)
  assert.deepEqual(merged, [])
  assert.deepEqual(entries, [entry(3)])
  assert.deepEqual(conflicts, [{ path, key: null }])
})
