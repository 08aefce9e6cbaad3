import type { OfficeDay } from '@nahtlos/contract/programme/week'
import { formatWeekday } from '../shell/format.ts'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { teleworkTexts } from './texts.ts'

type Day = OfficeDay & { readonly contact?: { readonly from: string; readonly until: string } | undefined }

/** Days with their hours. */
export function WeekList({ week }: { week: readonly Day[] }) {
  const t = useTexts(teleworkTexts)
  const { language } = useLanguage()
  if (week.length === 0) return null
  return (
    <ul className="days">
      {week.map((day) => (
        <li key={day.weekday}>
          <strong>{formatWeekday(day.weekday, language)}</strong> {t.hours(day.from, day.until)}
          {day.contact && t.contact(day.contact.from, day.contact.until)}
        </li>
      ))}
    </ul>
  )
}
