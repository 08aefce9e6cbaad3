import type { AgreementView } from '@nahtlos/contract/programme/telework-agreement'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askChange } from '../api/telework.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { agreementTexts } from './agreement-texts.ts'

/** Announces one day of mobile work. */
export function DayForm({ agreement, onDone }: { agreement: AgreementView; onDone(): void }) {
  const t = useTexts(agreementTexts)
  const queries = useQueryClient()
  const today = new Date().toLocaleDateString('sv-SE')
  const [wish, setWish] = useState({ date: today, from: '08:00', until: '16:30' })
  const ask = useMutation({
    mutationFn: () => askChange(agreement.id, { kind: 'day', ...wish }),
    onSuccess: async () => {
      await Promise.all([['telework'], ['start']].map((queryKey) => queries.invalidateQueries({ queryKey })))
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
          label={t.date}
          inputType="date"
          value={wish.date}
          onChange={(date) => setWish({ ...wish, date })}
          min={[agreement.from, today].toSorted()[1] ?? today}
          max={agreement.until}
        />
        <Field label={t.fromTime} inputType="time" value={wish.from} onChange={(from) => setWish({ ...wish, from })} />
        <Field
          label={t.untilTime}
          inputType="time"
          value={wish.until}
          onChange={(until) => setWish({ ...wish, until })}
        />
      </div>
      {ask.error && <TroubleAlert key={ask.submittedAt} error={ask.error} />}
      <div className="row">
        <Button small look="primary" type="submit" isPending={ask.isPending}>
          {t.announce}
        </Button>
      </div>
    </form>
  )
}
