import type { AgreementView } from '@nahtlos/contract/programme/telework-agreement'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askChange } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { agreementTexts } from './agreement-texts.ts'
import { type DraftDay, draftWeek, weekOf } from './application-draft.ts'
import { WeekGrid } from './WeekGrid.tsx'

const noFault = () => undefined

/** Asks for another week for some time: school holidays, a project. No day chosen means: at the office. */
export function PeriodForm({ agreement, onDone }: { agreement: AgreementView; onDone(): void }) {
  const t = useTexts(agreementTexts)
  const queries = useQueryClient()
  const today = new Date().toLocaleDateString('sv-SE')
  const [span, setSpan] = useState({ from: '', until: '' })
  const [week, setWeek] = useState<readonly DraftDay[]>(() => draftWeek(agreement.week))
  const ask = useMutation({
    mutationFn: () => askChange(agreement.id, { kind: 'period', ...span, week: weekOf(week, false) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['telework'] })
      onDone()
    },
  })
  return (
    <form
      className="flow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!ask.isPending) ask.mutate()
      }}
    >
      <div className="columns">
        <Field
          label={t.firstDay}
          inputType="date"
          value={span.from}
          onChange={(from) => setSpan({ ...span, from })}
          min={today}
          max={agreement.until}
        />
        <Field
          label={t.lastDay}
          inputType="date"
          value={span.until}
          onChange={(until) => setSpan({ ...span, until })}
          min={span.from || today}
          max={agreement.until}
        />
      </div>
      <WeekGrid id={`period-${agreement.id}`} week={week} faultOf={noFault} onChange={setWeek} />
      {ask.error && <TroubleAlert key={ask.submittedAt} error={ask.error} />}
      <div className="row">
        <Button small look="primary" type="submit" isPending={ask.isPending}>
          {t.askPeriod}
        </Button>
      </div>
    </form>
  )
}
