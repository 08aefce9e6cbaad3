import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { System } from '../system/system.ts'
import { maskOf, processorsOf, spareOfKernelWork } from './kernel-work.ts'

function host(files: Record<string, string>) {
  const written: string[] = []
  const system: Partial<System> = {
    readText: async (path) => files[path] ?? null,
    writeText: async (path, text) => {
      written.push(text)
      files[path] = `${text}\n`
    },
  }
  return { system: system as System, written }
}
const mask = '/sys/devices/virtual/workqueue/cpumask'
const online = '/sys/devices/system/cpu/online'
const isolated = '/sys/devices/system/cpu/isolated'

test('masks of the kernel are read and written, beyond 32 processors, too', () => {
  assert.deepEqual(processorsOf('5'), [0, 2])
  assert.deepEqual(processorsOf('00000001,80000001'), [0, 31, 32])
  assert.equal(maskOf([1]), '00000002')
  assert.equal(maskOf([0, 31, 32]), '00000001,80000001')
})

test('the kernel works for nobody on the processors that are spared, and gets them back', async () => {
  const { system, written } = host({ [mask]: 'f\n', [online]: '0-3\n', [isolated]: '\n' })
  await spareOfKernelWork(system, 1, 1)
  await spareOfKernelWork(system, 1, 1)
  await spareOfKernelWork(system, 0, 1)
  await spareOfKernelWork(system, 0, 1)
  assert.deepEqual(written, ['0000000e', '0000000f'])
})

test('processors that the host keeps for itself stay out of it', async () => {
  const { system, written } = host({ [mask]: '7\n', [online]: '0-3\n', [isolated]: '3\n' })
  await spareOfKernelWork(system, 1, 1)
  assert.deepEqual(written, ['00000006'])
})

test('a set that somebody else has chosen stays, and so does a kernel without sets', async () => {
  for (const files of [{ [mask]: '3\n', [online]: '0-3\n' }, { [online]: '0-3\n' }]) {
    const { system, written } = host(files)
    await spareOfKernelWork(system, 1, 1)
    await spareOfKernelWork(system, 0, 1)
    assert.deepEqual(written, [])
  }
})
