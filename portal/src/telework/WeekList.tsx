import type { HomeWeek } from '@nahtlos/contract/programme/week'
import { formatWeekday } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { teleworkTexts } from './texts.ts'

/** The home days with their hours. */
export function WeekList({ week }: { week: HomeWeek }) {
  const t = useTexts(teleworkTexts)
  const { language } = useLanguage()
  return (
    <ul className="days">
      {week.map((day) => (
        <li key={day.weekday}>
          <strong>{formatWeekday(day.weekday, language)}</strong> {t.hours(day.from, day.until)}
        </li>
      ))}
    </ul>
  )
}
