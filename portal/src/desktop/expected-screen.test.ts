import { Screen } from '@nahtlos/contract/session/screen'
import { expect, it } from 'vitest'
import { expectedScreen, toolsFrom } from './expected-screen.ts'

it('is the window without the tools, in whole pixels', () => {
  expect(expectedScreen({ width: 1440, height: 900 }, 84.4)).toEqual({ width: 1440, height: 815 })
})

it('leaves the picture most of a small window, which scrolls', () => {
  expect(expectedScreen({ width: 390, height: 800 }, 400)).toEqual({ width: 390, height: 560 })
})

it('stays within what a session may begin with, whatever the window is', () => {
  for (const width of [0, 1, 320, 5000, 20_000])
    for (const height of [0, 1, 240, 3000, 20_000])
      expect(Screen.safeParse(expectedScreen({ width, height }, 74)).success).toBe(true)
})

it('takes the height that was kept, and does not trust what it finds', () => {
  expect(toolsFrom('120.5')).toBe(120.5)
  for (const nonsense of [null, '', 'x', '-5', '0', 'Infinity'])
    expect(expectedScreen({ width: 1440, height: 900 }, toolsFrom(nonsense)).height).toBe(826)
  expect(Screen.safeParse(expectedScreen({ width: 1440, height: 900 }, toolsFrom('1e9'))).success).toBe(true)
})
