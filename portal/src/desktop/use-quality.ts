import { useEffect, useState } from 'react'
import { ping } from '../api/workplace.ts'

const every = 5000
/** So many pings without any answer mean that the network is gone, whatever the websocket still believes. */
const silentPings = 2

/** The round trip in milliseconds; null before the first. Tells `gone` where the network is silent or the browser offline. */
export function useQuality(measure: boolean, gone: () => void): number | null {
  const [roundTrip, setRoundTrip] = useState<number | null>(null)
  useEffect(() => {
    if (!measure) return
    let stopped = false
    let silent = 0
    let timer: ReturnType<typeof setTimeout>
    async function once() {
      try {
        const measured = await ping()
        silent = 0
        if (!stopped) setRoundTrip(measured)
      } catch {
        // No answer is a measurement too: it counts towards silence.
        silent += 1
        if (!stopped && silent >= silentPings) gone()
      }
      if (!stopped) timer = setTimeout(once, every)
    }
    void once()
    window.addEventListener('offline', gone)
    return () => {
      stopped = true
      clearTimeout(timer)
      window.removeEventListener('offline', gone)
    }
  }, [measure, gone])
  return measure ? roundTrip : null
}
