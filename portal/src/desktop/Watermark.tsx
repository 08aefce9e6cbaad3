import { useEffect, useState } from 'react'
import { formatInstant, formatPerson } from '../shell/format.ts'
import { useLanguage } from '../shell/language.tsx'
import { useMe } from '../shell/me.tsx'

const everyMinute = 60_000

/** Who looks and when, over the whole picture: for whoever photographs the screen. Decoration to a screen reader. */
export function Watermark() {
  const me = useMe()
  const { language } = useLanguage()
  const [now, setNow] = useState(() => new Date().toISOString())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date().toISOString()), everyMinute)
    return () => clearInterval(timer)
  }, [])
  const line = `${formatPerson(me.person)} ${formatInstant(now, language)}`
  return (
    <div className="desktop__watermark" aria-hidden="true" data-watermark={me.person.account}>
      {places.map((place) => (
        <span key={place}>{line}</span>
      ))}
    </div>
  )
}

const places = Array.from({ length: 12 }, (_, index) => index)
