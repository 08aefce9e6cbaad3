import { useTexts } from '../shell/language.tsx'
import { desktopTexts } from './texts.ts'

/** Milliseconds of a round trip up to which writing feels immediate, and up to which it is bearable. */
const goodUpTo = 80
const fairUpTo = 200

export function QualityMeter({ roundTrip }: { roundTrip: number | null }) {
  const t = useTexts(desktopTexts)
  const grade =
    roundTrip === null ? 'unknown' : roundTrip <= goodUpTo ? 'good' : roundTrip <= fairUpTo ? 'fair' : 'poor'
  return (
    <p className="quality" data-grade={grade}>
      <span className="quality__dot" aria-hidden="true" />
      {t.quality}: {t[grade]}
      {roundTrip !== null && ` (${t.milliseconds(Math.round(roundTrip))})`}
    </p>
  )
}
