import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { test } from 'node:test'
import { firstOf } from '../resources/processor-sets.ts'
import { processorsIn } from './own-processors.ts'
import { realSystem } from './real-system.ts'

test('this process is kept on some processors with all its threads and all that it starts, and gets the others back', {
  skip: availableParallelism() < 2 && 'this host has one processor',
}, async (t) => {
  const system = realSystem()
  t.after(() => system.stayOn(null))
  const seen = async () => {
    const threads = await system.list('/proc/self/task')
    const texts = await Promise.all(threads.map((each) => readFile(`/proc/self/task/${each}/status`, 'utf8')))
    const child = await system.run(['cat', '/proc/self/status'])
    return [...new Set([...texts, child.stdout].map(processorsIn))]
  }
  const began = await system.ownProcessors()
  assert.deepEqual(await seen(), [began])
  const one = firstOf(began, 1)
  await system.stayOn(one)
  assert.deepEqual(await seen(), [one])
  assert.equal(await system.ownProcessors(), began)
  await system.stayOn(null)
  assert.deepEqual(await seen(), [began])
  await assert.rejects(system.stayOn('4095'), /taskset --cpu-list 4095: /)
  assert.deepEqual(await seen(), [began])
})
