import type { Bounds } from '@nahtlos/contract/access/bounds'
import type { ComingLoss } from '@nahtlos/contract/access/coming-loss'
import type { Right } from '@nahtlos/contract/rights'
import { useEffect, useRef, useState } from 'react'
import { connectionState } from '../api/workplace.ts'
import { changesBetween, type RightsChange } from './rights-change.ts'
import type { LiveDesktop } from './use-connection.ts'

const every = 5000
/** How long a change stays on the screen. */
const shownFor = 20_000

const none: readonly Right[] = []

interface Terms {
  readonly rights: readonly Right[]
  readonly changes: readonly RightsChange[]
  readonly bounds: Bounds | null
  /** What time will take soon. */
  readonly coming: ComingLoss | null
}

/**
 * The rights of the live connection, asked for every few seconds, and what changed.
 * The agent enforces them; this only tells. Silence changes nothing here.
 */
export function useRights(live: LiveDesktop | null): Terms {
  const [rights, setRights] = useState<readonly Right[]>(none)
  const [changes, setChanges] = useState<readonly RightsChange[]>([])
  const last = useRef<readonly Right[] | null>(null)
  const [bounds, setBounds] = useState<Bounds | null>(null)
  const [coming, setComing] = useState<ComingLoss | null>(null)

  useEffect(() => {
    if (!live) return
    // A right that went may have cost the connection; the next one begins without it, and that is told as well.
    const changed = last.current === null ? [] : changesBetween(last.current, live.rights)
    if (changed.length > 0) setChanges(changed)
    let known = live.rights
    last.current = known
    let stopped = false
    let timer: ReturnType<typeof setTimeout>
    setRights(known)
    setBounds(live.bounds)
    setComing(null)
    async function once(id: string) {
      try {
        const next = await connectionState(id)
        const changed = changesBetween(known, next.rights)
        if (!stopped && next.open) {
          setBounds(next.bounds)
          setComing(next.coming)
        }
        if (!stopped && next.open && changed.length > 0) {
          known = next.rights
          last.current = known
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

  return { rights: live ? rights : none, changes, bounds: live ? bounds : null, coming: live ? coming : null }
}
