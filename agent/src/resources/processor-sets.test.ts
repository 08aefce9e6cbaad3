import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { System } from '../system/system.ts'
import { numbersIn, setAbove, sparing } from './processor-sets.ts'

test('a list of the kernel is read with its ranges', () => {
  assert.deepEqual(numbersIn('0-2,5,8-9\n'), [0, 1, 2, 5, 8, 9])
  assert.deepEqual(numbersIn('3'), [3])
  assert.deepEqual(numbersIn('\n'), [])
})

test('the first ones are spared, and one is always left', () => {
  assert.equal(sparing('0-3', 0), '0,1,2,3')
  assert.equal(sparing('0-3', 1), '1,2,3')
  assert.equal(sparing('2,5-6', 2), '6')
  assert.equal(sparing('0', 1), '0')
  assert.equal(sparing('0-1', 7), '1')
})

test('the set above is that of the nearest group that has one, and a host without sets has none', async () => {
  const files: Record<string, string> = {
    '/cgroup/cpuset.cpus.effective': '0-3\n',
    '/cgroup/a.slice/b/cpuset.cpus': '\n',
  }
  const system: Partial<System> = { readText: async (path) => files[path] ?? null }
  const above = (group: string) => setAbove(system as System, group)
  assert.equal(await above('/cgroup/a.slice/b/c.scope'), '0-3\n')
  files['/cgroup/a.slice/cpuset.cpus.effective'] = '2-3\n'
  assert.equal(await above('/cgroup/a.slice/b/c.scope'), '2-3\n')
  assert.equal(await above('/elsewhere/a.slice/c.scope'), null)
})
