import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchDisplay } from './display-life.ts'

/** A display's socket: what was asked of it, and whether it answers. */
class Display extends EventTarget {
  readonly asked: number[][] = []
  answers = true

  send(bytes: unknown): void {
    this.asked.push([...(bytes as Uint8Array)])
    if (this.answers) this.draw()
  }

  draw(): void {
    this.dispatchEvent(new Event('message'))
  }
}

let display: Display
const gone = vi.fn()
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  gone.mockClear()
  display = new Display()
  stop = watchDisplay(display as unknown as WebSocket, gone)
})
afterEach(() => {
  stop()
  vi.useRealTimers()
})

test('a display on which nothing changes is asked for one pixel now and then, and lives', () => {
  vi.advanceTimersByTime(10 * 60_000)
  expect(gone).not.toHaveBeenCalled()
  expect(display.asked.length).toBeGreaterThan(50)
  for (const bytes of display.asked) expect(bytes).toEqual([3, 0, 0, 0, 0, 0, 0, 1, 0, 1])
})

test('a display that draws by itself is not asked', () => {
  for (let second = 0; second < 60; second++) {
    display.draw()
    vi.advanceTimersByTime(1000)
  }
  expect(display.asked).toEqual([])
})

test('one that stays silent is gone within twenty seconds, which is told once', () => {
  display.answers = false
  vi.advanceTimersByTime(20_000)
  expect(gone).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(60_000)
  expect(gone).toHaveBeenCalledOnce()
})

test('an answer that comes late is an answer', () => {
  display.answers = false
  for (let round = 0; round < 20; round++) {
    vi.advanceTimersByTime(7_500)
    display.draw()
  }
  expect(gone).not.toHaveBeenCalled()
})

test('what is not watched any more is not asked and not gone', () => {
  display.answers = false
  stop()
  vi.advanceTimersByTime(60_000)
  expect(display.asked).toEqual([])
  expect(gone).not.toHaveBeenCalled()
})
