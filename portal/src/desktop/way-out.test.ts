import { expect, test } from 'vitest'
import { handsOff, nextWayOut } from './way-out.ts'

/** `+Alt` is down, `-Alt` is up; answers after which keys it fired. */
function play(keys: string): string[] {
  let state = handsOff
  const fired: string[] = []
  for (const key of keys.split(' ')) {
    const { next, fires } = nextWayOut(state, { type: key.startsWith('+') ? 'keydown' : 'keyup', key: key.slice(1) })
    state = next
    if (fires) fired.push(key)
  }
  return fired
}

test('the three keys together lead out when the last one is let go', () => {
  expect(play('+Control +Alt +Shift -Alt -Control -Shift')).toEqual(['-Shift'])
})
test('in any order, and held long enough to repeat', () => {
  expect(play('+Shift +Control +Control +Alt +Alt -Shift -Alt -Control')).toEqual(['-Control'])
})
test('Alt that becomes Meta under Shift counts too', () => {
  expect(play('+Control +Shift +Meta -Control -Shift -Meta')).toEqual(['-Meta'])
})
test('a shortcut of the desktop with all three is not the way out', () => {
  expect(play('+Control +Alt +Shift +t -t -Shift -Alt -Control')).toEqual([])
})
test('two of them are not the way out', () => {
  expect(play('+Control +Alt -Alt -Control +Shift -Shift')).toEqual([])
})
test('after a shortcut it works again', () => {
  expect(play('+Control +c -c -Control +Control +Alt +Shift -Shift -Alt -Control')).toEqual(['-Control'])
})
