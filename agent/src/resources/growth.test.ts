import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grows } from './growth.ts'

const gigabyte = 1024 ** 3
const series = (count: number, of: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => of(index) * gigabyte)

test('memory that is lost a little every minute is seen after a quarter of an hour', () => {
  const leak = series(15, (minute) => 0.5 + minute * 0.1)
  assert.ok(grows(leak))
  assert.ok(!grows(leak.slice(0, 14)))
})

test('a leak is seen although something is given back now and then', () => {
  assert.ok(grows(series(15, (minute) => 0.5 + minute * 0.15 - (minute % 5 === 4 ? 0.3 : 0))))
})

test('work is no leak: it rests now and then, and gives back', () => {
  assert.ok(!grows(series(30, (minute) => 1 + Math.floor(minute / 3) * 0.3)))
  assert.ok(!grows(series(30, (minute) => 1 + (minute % 10) * 0.3)))
})

test('a little growth is none', () => {
  assert.ok(!grows(series(30, (minute) => 1 + minute * 0.01)))
})
