import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ofDay } from './profile.ts'

const paths = Array.from({ length: 5_000 }, (_, at) => String(at))

test('a day changes a hundredth of the files, the same ones each time, and a hundred days change each of them once', () => {
  assert.equal(ofDay(paths, 3).length, 50)
  assert.deepEqual(ofDay(paths, 103), ofDay(paths, 3))
  const all = Array.from({ length: 100 }, (_, day) => ofDay(paths, day)).flat()
  assert.deepEqual(all.sort(), [...paths].sort())
  assert.deepEqual(
    Array.from({ length: 100 }, (_, day) => ofDay(paths.slice(0, 30), day).length).reduce((sum, each) => sum + each),
    30,
  )
})

test('what recurs evenly among the files is among those of a day as often as among all', () => {
  // As large files do, at every sixth place of an app's two hundred.
  const isLarge = (path: string) => (Number(path) % 200) % 6 === 0
  const shares = Array.from({ length: 12 }, (_, day) => ofDay(paths, day).filter(isLarge).length / 50)
  const mean = shares.reduce((sum, each) => sum + each) / shares.length
  assert.ok(Math.abs(mean - 34 / 200) < 0.04, `${mean}`)
  assert.ok(Math.max(...shares) < 0.36 && Math.min(...shares) > 0.02, shares.join(' '))
})
