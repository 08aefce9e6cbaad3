import type { ComingLoss } from '@nahtlos/contract/access/coming-loss'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useText, useTexts } from '../shell/language.tsx'
import { isIdleSoon, minutesLeft } from './minutes-left.ts'
import { desktopTexts } from './texts.ts'

interface AnnouncementsProps {
  readonly coming: ComingLoss | null
  readonly idleMinutes: number | null
  readonly screen: RefObject<HTMLElement | null>
}

/** What will be taken soon, told so that she can save; inside the status region of the desktop's notes. */
export function Announcements({ coming, idleMinutes, screen }: AnnouncementsProps) {
  const t = useTexts(desktopTexts)
  const text = useText()
  const idle = useIdleSoon(idleMinutes, screen)
  return (
    <>
      {coming && (
        <p className="desktop__warning">
          <strong>
            {coming.access
              ? t.endsSoon(minutesLeft(coming.at, Date.now()))
              : t.losesSoon(
                  minutesLeft(coming.at, Date.now()),
                  [...coming.rights.map((right) => t.rightName[right]), ...coming.apps.map(text)],
                  [
                    ...(coming.bounds.idleMinutes === undefined ? [] : [t.idleThen(coming.bounds.idleMinutes)]),
                    ...(coming.bounds.lengthMinutes === undefined ? [] : [t.lengthThen(coming.bounds.lengthMinutes)]),
                  ],
                )}
          </strong>{' '}
          {coming.reason && text(coming.reason)}
        </p>
      )}
      {idle && <p className="desktop__warning">{t.idleSoon}</p>}
    </>
  )
}

/** The host closes an idle connection; this only says so beforehand, and nobody but this page knows of it. */
function useIdleSoon(idleMinutes: number | null, screen: RefObject<HTMLElement | null>): boolean {
  const lastInput = useRef(Date.now())
  const [soon, setSoon] = useState(false)
  useEffect(() => {
    if (idleMinutes === null) return
    lastInput.current = Date.now()
    const used = () => {
      lastInput.current = Date.now()
      setSoon(false)
    }
    const place = screen.current
    const events = ['keydown', 'pointermove', 'pointerdown'] as const
    for (const event of events) place?.addEventListener(event, used, { capture: true })
    const timer = setInterval(() => setSoon(isIdleSoon(idleMinutes, lastInput.current, Date.now())), 5_000)
    return () => {
      for (const event of events) place?.removeEventListener(event, used, { capture: true })
      clearInterval(timer)
    }
  }, [idleMinutes, screen])
  return idleMinutes !== null && soon
}
