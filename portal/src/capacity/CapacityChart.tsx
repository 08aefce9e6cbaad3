import type { CapacityDay } from '@nahtlos/contract/api/capacity'
import { useId } from 'react'
import { formatDay } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { capacityTexts } from './texts.ts'

interface CapacityChartProps {
  readonly days: readonly CapacityDay[]
  /** Sessions that the hosts can hold. */
  readonly room: number | null
}

const [width, height, left, bottom, top] = [720, 240, 48, 28, 12]

/**
 * One bar for each day, with a line where the hosts are full. It is a picture of the table below it, so a screen
 * reader is told that and passes over the bars. Colours follow the page, those that a person forces too.
 */
export function CapacityChart({ days, room }: CapacityChartProps) {
  const t = useTexts(capacityTexts)
  const { language } = useLanguage()
  const id = useId()
  const highest = niceAbove(Math.max(1, ...days.map(({ people }) => people), room ?? 0))
  const step = (width - left) / Math.max(1, days.length)
  const y = (value: number) => top + (height - top - bottom) * (1 - value / highest)
  return (
    <figure className="chart" aria-labelledby={id}>
      <figcaption id={id} className="kern-title">
        {t.chart}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t.chartWords(highest)}>
        {[0, highest / 2, highest].map((value) => (
          <g key={value}>
            <line className="chart__grid" x1={left} x2={width} y1={y(value)} y2={y(value)} />
            <text className="chart__text" x={left - 6} y={y(value) + 4} textAnchor="end">
              {Math.round(value)}
            </text>
          </g>
        ))}
        {days.map((day, at) => (
          <g key={day.date}>
            <rect
              className="chart__bar"
              x={left + at * step + step * 0.15}
              y={y(day.people)}
              width={step * 0.7}
              height={y(0) - y(day.people)}
            />
            {at % 7 === 0 && (
              <text className="chart__text" x={left + at * step} y={height - 8}>
                {formatDay(day.date, language)}
              </text>
            )}
          </g>
        ))}
        {room !== null && room <= highest && (
          <line className="chart__limit" x1={left} x2={width} y1={y(room)} y2={y(room)} />
        )}
      </svg>
    </figure>
  )
}

/** The next of 10, 20, 50, 100, 200 … that is not below the value. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((factor) => factor * power).find((nice) => nice >= value) ?? value
}
