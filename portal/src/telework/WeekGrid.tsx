import { formatWeekday } from '../shell/format.ts'
import { Icon } from '../shell/Icon.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import type { DraftDay } from './application-draft.ts'
import { endFromField, endInField } from './end-of-day.ts'
import { formTexts } from './form-texts.ts'

interface WeekGridProps {
  readonly week: readonly DraftDay[]
  /** Comes before the ids of the fields, where a page has more than one grid. */
  readonly id?: string
  /** Whether the hours of contact are asked for, too. */
  readonly withContact?: boolean
  readonly legend?: string
  readonly hint?: string
  faultOf(field: string): string | undefined
  onChange(week: readonly DraftDay[]): void
}

/** One row for each weekday: chosen or not, and between which hours. */
export function WeekGrid({ week, id = '', withContact = false, legend, hint, faultOf, onChange }: WeekGridProps) {
  const t = useTexts(formTexts)
  const { language } = useLanguage()
  const prefix = id === '' ? '' : `${id}-`
  const change = (weekday: number, part: Partial<DraftDay>) =>
    onChange(week.map((day) => (day.weekday === weekday ? { ...day, ...part } : day)))

  return (
    <fieldset className="group" aria-describedby={`${prefix}days-hint`}>
      <legend className="kern-title">{legend ?? t.days}</legend>
      <p id={`${prefix}days-hint`} className="kern-body kern-body--muted">
        {hint ?? t.daysHint}
      </p>
      <ul className="week">
        {week.map((day) => {
          const name = formatWeekday(day.weekday, language)
          const field = (what: string) => `${prefix}${what}-${day.weekday}`
          const faults = ['day', 'from', 'until', 'contact-from'].map((what) => faultOf(field(what)))
          const fault = faults.find((text) => text !== undefined)
          const faultId = `${prefix}fault-${day.weekday}`
          const invalid = (text: string | undefined) =>
            text === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': faultId }
          const time = (
            what: string,
            label: string,
            key: 'from' | 'until' | 'contactFrom' | 'contactUntil',
            text: string | undefined,
          ) => {
            const isEnd = key === 'until' || key === 'contactUntil'
            return (
              <input
                type="time"
                id={field(what)}
                className="kern-form-input__input"
                aria-label={label}
                value={isEnd ? endInField(day[key]) : day[key]}
                onChange={({ target: { value } }) =>
                  change(day.weekday, { [key]: isEnd ? endFromField(value) : value })
                }
                {...invalid(text)}
              />
            )
          }
          return (
            <li key={day.weekday}>
              <div className="kern-form-check">
                <input
                  type="checkbox"
                  id={field('day')}
                  className="kern-form-check__checkbox"
                  checked={day.chosen}
                  onChange={(event) => change(day.weekday, { chosen: event.target.checked })}
                  {...invalid(faults[0])}
                />
                <label className="kern-label" htmlFor={field('day')}>
                  {name}
                </label>
              </div>
              {day.chosen && (
                <div className="week__times">
                  <span aria-hidden="true">{t.dayFromLabel}</span>
                  {time('from', t.dayFrom(name), 'from', faults[1])}
                  <span aria-hidden="true">{t.dayUntilLabel}</span>
                  {time('until', t.dayUntil(name), 'until', faults[2])}
                </div>
              )}
              {day.chosen && withContact && (
                <div className="week__times">
                  <span aria-hidden="true">{t.contactLabel}</span>
                  {time('contact-from', t.contactFrom(name), 'contactFrom', faults[3])}
                  <span aria-hidden="true">{t.dayUntilLabel}</span>
                  {time('contact-until', t.contactUntil(name), 'contactUntil', faults[3])}
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
