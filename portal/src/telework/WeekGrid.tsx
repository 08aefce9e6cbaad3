import { formatWeekday } from '../shell/format.ts'
import { Icon } from '../shell/Icon.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import type { DraftDay } from './check-application.ts'
import { teleworkTexts } from './texts.ts'

interface WeekGridProps {
  readonly week: readonly DraftDay[]
  faultOf(field: string): string | undefined
  onChange(week: readonly DraftDay[]): void
}

/** One row for each weekday: at home or not, and between which hours. */
export function WeekGrid({ week, faultOf, onChange }: WeekGridProps) {
  const t = useTexts(teleworkTexts)
  const { language } = useLanguage()
  const change = (weekday: number, part: Partial<DraftDay>) =>
    onChange(week.map((day) => (day.weekday === weekday ? { ...day, ...part } : day)))

  return (
    <fieldset className="group" aria-describedby="days-hint">
      <legend className="kern-heading-small">{t.days}</legend>
      <p id="days-hint" className="kern-body kern-body--muted">
        {t.daysHint}
      </p>
      <ul className="week">
        {week.map((day) => {
          const name = formatWeekday(day.weekday, language)
          const dayFault = faultOf(`day-${day.weekday}`)
          const fromFault = faultOf(`from-${day.weekday}`)
          const untilFault = faultOf(`until-${day.weekday}`)
          const fault = dayFault ?? fromFault ?? untilFault
          const faultId = `fault-${day.weekday}`
          return (
            <li key={day.weekday}>
              <div className="kern-form-check">
                <input
                  type="checkbox"
                  id={`day-${day.weekday}`}
                  className="kern-form-check__checkbox"
                  checked={day.chosen}
                  onChange={(event) => change(day.weekday, { chosen: event.target.checked })}
                  aria-invalid={dayFault ? true : undefined}
                  aria-describedby={dayFault ? faultId : undefined}
                />
                <label className="kern-label" htmlFor={`day-${day.weekday}`}>
                  {name}
                </label>
              </div>
              {day.chosen && (
                <div className="week__times">
                  <label htmlFor={`from-${day.weekday}`} aria-hidden="true">
                    {t.dayFromLabel}
                  </label>
                  <input
                    type="time"
                    id={`from-${day.weekday}`}
                    className="kern-form-input__input"
                    aria-label={t.dayFrom(name)}
                    value={day.from}
                    onChange={(event) => change(day.weekday, { from: event.target.value })}
                    aria-invalid={fromFault ? true : undefined}
                    aria-describedby={fromFault ? faultId : undefined}
                  />
                  <label htmlFor={`until-${day.weekday}`} aria-hidden="true">
                    {t.dayUntilLabel}
                  </label>
                  <input
                    type="time"
                    id={`until-${day.weekday}`}
                    className="kern-form-input__input"
                    aria-label={t.dayUntil(name)}
                    value={day.until}
                    onChange={(event) => change(day.weekday, { until: event.target.value })}
                    aria-invalid={untilFault ? true : undefined}
                    aria-describedby={untilFault ? faultId : undefined}
                  />
                </div>
              )}
              {fault && (
                <p className="kern-error" id={faultId}>
                  <Icon name="danger" />
                  <span className="kern-body">{fault}</span>
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}
