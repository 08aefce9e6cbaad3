import { useTexts } from '../shell/language.tsx'
import { desktopTexts } from './texts.ts'

/** Milliseconds of a round trip up to which writing feels immediate, and up to which it is bearable. */
const goodUpTo = 80
const fairUpTo = 200
/** One of each kind, as long as its words get: the longest is a little more than `ping` waits for. */
const widest = [null, goodUpTo, fairUpTo, 8888]

function gradeOf(roundTrip: number | null) {
  if (roundTrip === null) return 'unknown'
  return roundTrip <= goodUpTo ? 'good' : roundTrip <= fairUpTo ? 'fair' : 'poor'
}

/**
 * What the connection is like, in words. It takes the room of the longest of them at all times: the tools would break
 * into another line otherwise, and the desktop below them would change its size with every measurement.
 */
export function QualityMeter({ roundTrip }: { roundTrip: number | null }) {
  const t = useTexts(desktopTexts)
  const words = (measured: number | null) =>
    `${t.quality}: ${t[gradeOf(measured)]}${measured === null ? '' : ` (${t.milliseconds(Math.round(measured))})`}`
  return (
    <p className="quality" data-grade={gradeOf(roundTrip)}>
      <span className="quality__dot" aria-hidden="true" />
      <span className="quality__words">
        <span>{words(roundTrip)}</span>
        {widest.map((measured) => (
          <span key={measured} className="quality__room" aria-hidden="true">
            {words(measured)}
          </span>
        ))}
      </span>
    </p>
  )
}
