import type { Right } from '@nahtlos/contract/rights'
import { useEffect, useState } from 'react'
import { connectionState } from '../api/workplace.ts'
import { changesBetween, type RightsChange } from './rights-change.ts'
import type { LiveDesktop } from './use-connection.ts'

const every = 5000
/** How long a change stays on the screen. */
const shownFor = 20_000

const none: readonly Right[] = []

/**
 * The rights of the live connection, asked for every few seconds, and what changed.
 * The agent enforces them; this only tells. Silence changes nothing here.
 */
export function useRights(live: LiveDesktop | null): { rights: readonly Right[]; changes: readonly RightsChange[] } {
  const [rights, setRights] = useState<readonly Right[]>(none)
  const [changes, setChanges] = useState<readonly RightsChange[]>([])

  useEffect(() => {
    if (!live) return
    let known = live.rights
    let stopped = false
    let timer: ReturnType<typeof setTimeout>
    setRights(known)
    async function once(id: string) {
      try {
        const next = await connectionState(id)
        const changed = changesBetween(known, next.rights)
        if (!stopped && next.open && changed.length > 0) {
          known = next.rights
          setRights(next.rights)
          setChanges(changed)
        }
      } catch {
        // The server is silent or refuses: the websocket's end will say what it means.
      }
      if (!stopped) timer = setTimeout(once, every, id)
    }
    timer = setTimeout(once, every, live.connection)
    return () => {
      stopped = true
      clearTimeout(timer)
    }
  }, [live])

  useEffect(() => {
    if (changes.length === 0) return
    const timer = setTimeout(() => setChanges([]), shownFor)
    return () => clearTimeout(timer)
  }, [changes])

  return { rights: live ? rights : none, changes }
}
