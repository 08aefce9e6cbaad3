import type { TeleworkTerms } from '@nahtlos/contract/api/telework'
import type { TeleworkApplication } from '@nahtlos/contract/programme/telework-request'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { ErrorSummary } from '../shell/ErrorSummary.tsx'
import { Field } from '../shell/Field.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { applicationOf, checkDraft, type Draft, type Fault, latestEnd } from './check-application.ts'
import { teleworkTexts } from './texts.ts'
import { WeekGrid } from './WeekGrid.tsx'

interface RequestFormProps {
  readonly terms: TeleworkTerms
  readonly pending: boolean
  readonly trouble: ReactNode
  onSend(application: TeleworkApplication): void
}

/** The form. The draft lives in memory alone, so that nothing personal stays on a foreign device. */
export function RequestForm({ terms, pending, trouble, onSend }: RequestFormProps) {
  const t = useTexts(teleworkTexts)
  const { language } = useLanguage()
  const [draft, setDraft] = useState<Draft>(() => ({
    from: '',
    until: '',
    week: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      weekday,
      chosen: false,
      from: terms.earliest > '08:00' ? terms.earliest : '08:00',
      until: terms.latest < '16:30' ? terms.latest : '16:30',
    })),
  }))
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [attempt, setAttempt] = useState(0)
  const faultOf = (field: string) => faults.find((fault) => fault.field === field)?.text

  function submit(event: FormEvent) {
    event.preventDefault()
    const found = checkDraft(draft, terms, t, language)
    setFaults(found)
    if (found.length > 0) setAttempt((count) => count + 1)
    else if (!pending) onSend(applicationOf(draft))
  }

  return (
    <form onSubmit={submit} noValidate className="flow flow--wide">
      <ErrorSummary key={attempt} faults={faults} />
      {trouble}
      <fieldset className="group">
        <legend className="kern-heading-small">{t.period}</legend>
        <div className="columns">
          <Field
            id="from"
            label={t.from}
            inputType="date"
            value={draft.from}
            onChange={(from) => setDraft({ ...draft, from })}
            min={terms.today}
            isRequired
            error={faultOf('from')}
          />
          <Field
            id="until"
            label={t.until}
            inputType="date"
            value={draft.until}
            onChange={(until) => setDraft({ ...draft, until })}
            min={draft.from || terms.today}
            max={latestEnd(draft.from || terms.today, terms.maximumMonths)}
            isRequired
            error={faultOf('until')}
          />
        </div>
      </fieldset>
      <WeekGrid week={draft.week} faultOf={faultOf} onChange={(week) => setDraft({ ...draft, week })} />
      <div className="row">
        <Button look="primary" type="submit" isPending={pending}>
          {t.send}
        </Button>
      </div>
      <p className="kern-body kern-body--small kern-body--muted">{t.memoryOnly}</p>
    </form>
  )
}
