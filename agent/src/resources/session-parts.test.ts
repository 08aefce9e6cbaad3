import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partsOf } from './session-parts.ts'

const processes = [
  { pid: 1, parent: 0, name: 'sh' },
  { pid: 2, parent: 1, name: 'Xvnc' },
  { pid: 3, parent: 1, name: 'dbus-run-sessio' },
  { pid: 4, parent: 3, name: 'xfce4-session' },
  { pid: 5, parent: 4, name: 'xfwm4' },
  { pid: 6, parent: 4, name: 'xfce4-panel' },
  { pid: 7, parent: 6, name: 'xfce4-terminal' },
  { pid: 8, parent: 7, name: 'bash' },
  { pid: 9, parent: 8, name: 'make' },
  { pid: 10, parent: 6, name: 'firefox-esr' },
  { pid: 11, parent: 10, name: 'Web Content' },
  { pid: 12, parent: 1, name: 'left-alone' },
]
const inPart = (active: number | null, part: string) =>
  [...partsOf(processes, active)].filter(([, each]) => each === part).map(([pid]) => pid)

test('what everything is seen by is the desk, whatever is active', () => {
  for (const active of [null, 7, 10, 2, 99]) assert.deepEqual(inPart(active, 'desk'), [2, 3, 4, 5, 6])
})

test('the app whose window is active is in front with all that it has started, and nothing else is', () => {
  assert.deepEqual(inPart(7, 'front'), [7, 8, 9])
  assert.deepEqual(inPart(10, 'front'), [10, 11])
  assert.deepEqual(inPart(10, 'back'), [1, 7, 8, 9, 12])
})

test('where nothing is active, or a window lies about its process, all apps are behind', () => {
  for (const active of [null, 99, 5]) assert.deepEqual(inPart(active, 'front'), [])
})
