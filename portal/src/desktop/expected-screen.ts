import type { Screen } from '@nahtlos/contract/session/screen'
import { screenMaximum, screenMinimum } from '@nahtlos/contract/session/screen-bounds'

/** CSS pixels, as a browser gives them. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** Height of the tools above the picture before they were ever seen in this browser. */
const usualTools = 74
const memory = 'nahtlos-desktop-tools'

/**
 * How large the picture will be, so that a session's desktop is laid out once and not again as soon as the browser
 * connects. What does not fit is put right when it does.
 *
 * @param tools height of what stands above the picture
 */
export function expectedScreen(window: Room, tools: number): Screen {
  // In a small window the page scrolls, and the picture keeps most of it (desktop.css).
  const isSmall = window.width <= 640 || window.height <= 480
  const height = Math.max(window.height - tools, isSmall ? window.height * 0.7 : 0)
  return {
    width: within(window.width, screenMinimum.width, screenMaximum.width),
    height: within(height, screenMinimum.height, screenMaximum.height),
  }
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.floor(value)))
}

/** That of this window, by the tools that were seen last. */
export function screenOfWindow(): Screen {
  return expectedScreen({ width: window.innerWidth, height: window.innerHeight }, rememberedTools())
}

/** Keeps how much of the window the tools took, for the next start. */
export function rememberTools(height: number): void {
  try {
    localStorage.setItem(memory, String(height))
  } catch {
    // Where nothing may be kept, the usual height is taken.
  }
}

function rememberedTools(): number {
  try {
    return toolsFrom(localStorage.getItem(memory))
  } catch {
    return usualTools
  }
}

/** What was kept, where it can be a height. */
export function toolsFrom(kept: string | null): number {
  const height = Number(kept)
  return Number.isFinite(height) && height > 0 ? height : usualTools
}
