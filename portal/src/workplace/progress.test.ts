import { expect, test } from 'vitest'
import { fractionOf, progressOf } from './progress.ts'

test('pieces still to come are listed, overlapping ones each with their time', () => {
  const lines = progressOf({
    state: 'preparing',
    phases: [
      { name: 'display', startedAt: 1000, endedAt: null, outcome: 'running' },
      { name: 'placement', startedAt: 900, endedAt: 1000, outcome: 'done' },
      { name: 'settings', startedAt: 1000, endedAt: 1400, outcome: 'warning' },
    ],
  })
  expect(lines).toEqual([
    { name: 'placement', outcome: 'done', took: 100 },
    { name: 'home', outcome: 'waiting', took: null },
    { name: 'settings', outcome: 'warning', took: 400 },
    { name: 'display', outcome: 'running', took: null },
    { name: 'desktop', outcome: 'waiting', took: null },
  ])
  expect(fractionOf(lines)).toBe(0.5)
})
test('a start that waits for the end of the session before shows that first', () => {
  const lines = progressOf({
    state: 'placing',
    phases: [{ name: 'previous', startedAt: 900, endedAt: null, outcome: 'running' }],
  })
  expect(lines.map(({ name, outcome }) => `${name} ${outcome}`).slice(0, 2)).toEqual([
    'previous running',
    'placement waiting',
  ])
})
test('an ending session shows the pieces of the end', () => {
  expect(progressOf({ state: 'ending', phases: [] }).map((line) => line.name)).toEqual(['logoff', 'capture', 'clean'])
})
test('a clock that went back never makes a time negative', () => {
  const [line] = progressOf({
    state: 'preparing',
    phases: [{ name: 'placement', startedAt: 1000, endedAt: 900, outcome: 'done' }],
  })
  expect(line?.took).toBe(0)
})
