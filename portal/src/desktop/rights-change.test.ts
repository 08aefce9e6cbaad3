import { expect, test } from 'vitest'
import { changesBetween } from './rights-change.ts'

test('what came and what went is told, what stayed is not', () => {
  expect(changesBetween(['control', 'clipboard-out'], ['control', 'clipboard-in'])).toEqual([
    { right: 'clipboard-in', gained: true },
    { right: 'clipboard-out', gained: false },
  ])
})
test('the same rights in another order are no change', () => {
  expect(changesBetween(['control', 'clipboard-in'], ['clipboard-in', 'control'])).toEqual([])
})
