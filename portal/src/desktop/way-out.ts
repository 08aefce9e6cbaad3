/**
 * The keyboard's way out of the desktop: Ctrl, Alt and Shift pressed together and let go, with no other key.
 * It fires at the last release, so the desktop has seen every key go up again and none stays stuck.
 */
export interface WayOut {
  readonly down: readonly string[]
  /** All three were down together since the hands were last off the keys. */
  readonly armed: boolean
  /** Another key was pressed meanwhile: a shortcut of the desktop, not the way out. */
  readonly spoiled: boolean
}

export const handsOff: WayOut = { down: [], armed: false, spoiled: false }

const modifiers = ['Control', 'Alt', 'Shift']

export interface KeyChange {
  readonly type: 'keydown' | 'keyup'
  readonly key: string
}

export function nextWayOut(before: WayOut, change: KeyChange): { readonly next: WayOut; readonly fires: boolean } {
  // With Shift held, some systems call the Alt key Meta.
  const key = change.key === 'Meta' ? 'Alt' : change.key
  if (!modifiers.includes(key)) {
    return { next: change.type === 'keydown' ? { ...before, spoiled: true } : before, fires: false }
  }
  const others = before.down.filter((name) => name !== key)
  if (change.type === 'keydown') {
    // A first modifier begins anew, whatever was spoiled before.
    const spoiled = before.down.length === 0 ? false : before.spoiled
    const down = [...others, key]
    return { next: { down, armed: before.armed || down.length === modifiers.length, spoiled }, fires: false }
  }
  if (others.length > 0) return { next: { ...before, down: others }, fires: false }
  return { next: handsOff, fires: before.armed && !before.spoiled }
}
