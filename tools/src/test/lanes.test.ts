import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { runInLanes, type Work } from './lanes.ts'

/** Works that note how many of them ran at once. */
function noting(kinds: readonly ('heavy' | 'light')[]) {
  const most = { heavy: 0, all: 0 }
  const order: number[] = []
  const running = { heavy: 0, all: 0 }
  const works = kinds.map((kind, index): Work => {
    return {
      heavy: kind === 'heavy',
      run: async () => {
        order.push(index)
        running.all += 1
        if (kind === 'heavy') running.heavy += 1
        most.all = Math.max(most.all, running.all)
        most.heavy = Math.max(most.heavy, running.heavy)
        for (let turns = 0; turns < 3; turns += 1) await turn()
        running.all -= 1
        if (kind === 'heavy') running.heavy -= 1
      },
    }
  })
  return { works, most, order }
}

test('all of it runs once, and no more at once than there are lanes', async () => {
  const kinds = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? 'heavy' : 'light'))
  const { works, most, order } = noting(kinds)
  await runInLanes(works, { all: 3, heavy: 2 })
  assert.deepEqual(
    order.toSorted((a, b) => a - b),
    kinds.map((_, index) => index),
  )
  assert.deepEqual(most, { all: 3, heavy: 2 })
})

test('heavy work begins first, and light work fills its lanes afterwards', async () => {
  const { works, most, order } = noting(['light', 'light', 'light', 'light', 'heavy'])
  await runInLanes(works, { all: 1, heavy: 1 })
  assert.deepEqual(order, [4, 0, 1, 2, 3])
  assert.equal(most.all, 1)
})

test('what fails is told after the rest has run', async () => {
  const { works, order } = noting(['heavy', 'light', 'light'])
  const failing: Work = { heavy: true, run: () => Promise.reject(new Error('no room')) }
  await assert.rejects(runInLanes([failing, ...works], { all: 2, heavy: 1 }), (fault: AggregateError) => {
    assert.match(String(fault.errors[0]), /no room/)
    return true
  })
  assert.equal(order.length, 3)
})
