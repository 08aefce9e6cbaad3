import { type RefObject, useEffect } from 'react'
import { handsOff, nextWayOut } from './way-out.ts'

/** Hears the way out before noVNC hears the keys, and takes none of them away. */
export function useWayOut(screen: RefObject<HTMLElement | null>, leave: () => void): void {
  useEffect(() => {
    let state = handsOff
    function hear(event: KeyboardEvent) {
      const { next, fires } = nextWayOut(state, {
        type: event.type === 'keydown' ? 'keydown' : 'keyup',
        key: event.key,
      })
      state = next
      // After this event has reached noVNC, so that it sees the last key go up.
      if (fires && screen.current?.contains(document.activeElement)) setTimeout(leave, 0)
    }
    const reset = () => {
      state = handsOff
    }
    window.addEventListener('keydown', hear, true)
    window.addEventListener('keyup', hear, true)
    window.addEventListener('blur', reset)
    return () => {
      window.removeEventListener('keydown', hear, true)
      window.removeEventListener('keyup', hear, true)
      window.removeEventListener('blur', reset)
    }
  }, [screen, leave])
}
