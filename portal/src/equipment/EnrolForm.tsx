import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { enrolDevice } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { equipmentTexts } from './texts.ts'

/** Makes the browser in front of the person known as that of a device which she has. */
export function EnrolForm({ onSaid }: { onSaid(sentences: readonly string[]): void }) {
  const t = useTexts(equipmentTexts)
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const { errors, check } = useErrors<'code'>(form)
  const send = useMutation({
    mutationFn: () => enrolDevice(code.trim()),
    onSuccess: ({ model, serial }) => {
      setCode('')
      onSaid([t.enrolDone(`${model} (${serial})`)])
      return queries.invalidateQueries()
    },
  })
  return (
    <section className="panel flow" aria-labelledby="enrol">
      <h2 id="enrol" className="kern-title">
        {t.enrol}
      </h2>
      <p className="kern-body">{t.enrolLead}</p>
      <form
        ref={form}
        className="flow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (check(code.trim() ? {} : { code: t.missing }) && !send.isPending) send.mutate()
        }}
      >
        <Field label={t.enrolCode} hint={t.enrolHint} value={code} onChange={setCode} error={errors.code} />
        {send.error && <TroubleAlert key={send.submittedAt} error={send.error} />}
        <div className="row">
          <Button type="submit" isPending={send.isPending}>
            {t.enrolSend}
          </Button>
        </div>
      </form>
    </section>
  )
}
