import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { recordTraining } from '../api/home-workplace.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { Check } from '../telework/Choices.tsx'
import { homeTexts, type Said } from './texts.ts'

/** Records who took part in a training, and when. */
export function TrainingForm({ onSaid }: { onSaid(what: Said): void }) {
  const t = useTexts(homeTexts)
  const form = useRef<HTMLFormElement>(null)
  const [accounts, setAccounts] = useState('')
  const [on, setOn] = useState('')
  const [correction, setCorrection] = useState(false)
  const { errors, check } = useErrors<'accounts' | 'on'>(form)
  const list = accounts.split(/\s+/).filter((account) => account !== '')
  const record = useMutation({
    mutationFn: () => recordTraining({ accounts: list, on, correction }),
    onSuccess: ({ recorded }) => {
      setAccounts('')
      setCorrection(false)
      onSaid((words) => words.recorded(recorded))
    },
  })
  return (
    <form
      ref={form}
      className="panel flow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const faults = { ...(list.length > 0 ? {} : { accounts: t.missing }), ...(on ? {} : { on: t.missing }) }
        if (check(faults) && !record.isPending) record.mutate()
      }}
    >
      <h2 className="kern-heading-medium">{t.training}</h2>
      <Field
        label={t.accounts}
        hint={t.accountsHint}
        rows={4}
        value={accounts}
        onChange={setAccounts}
        error={errors.accounts}
      />
      <Field label={t.on} inputType="date" value={on} onChange={setOn} error={errors.on} />
      <Check id="training-correction" label={t.correction} checked={correction} onChange={setCorrection} />
      {record.error && <TroubleAlert key={record.submittedAt} error={record.error} />}
      <div className="row">
        <Button type="submit" isPending={record.isPending}>
          {t.record}
        </Button>
      </div>
    </form>
  )
}
