import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { findRecipients, handOver, type Recipient } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { equipmentTexts } from './texts.ts'

interface HandOverFormProps {
  readonly device: string
  readonly today: string
  onDone(): Promise<void>
}

/** Hands a device over to somebody, for a time or for good. */
export function HandOverForm({ device, today, onDone }: HandOverFormProps) {
  const t = useTexts(equipmentTexts)
  const text = useText()
  const form = useRef<HTMLFormElement>(null)
  const [words, setWords] = useState('')
  const [person, setPerson] = useState<Recipient | null>(null)
  const [dueOn, setDueOn] = useState('')
  const { errors, check } = useErrors<'person'>(form)
  const query = words.trim()
  const people = useQuery({
    queryKey: ['recipients', query],
    queryFn: () => findRecipients(query),
    enabled: query.length >= 2,
    gcTime: 60_000,
  })
  const send = useMutation({
    mutationFn: (to: Recipient) => handOver(device, { person: to.id, dueOn: dueOn || null }),
    onSuccess: onDone,
  })
  return (
    <form
      ref={form}
      className="flow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (check(person ? {} : { person: t.recipientMissing }) && person && !send.isPending) send.mutate(person)
      }}
    >
      <Field
        label={t.recipient}
        hint={t.recipientHint}
        value={words}
        onChange={setWords}
        autoComplete="off"
        literal
        error={person ? undefined : errors.person}
      />
      <p role="status" className="kern-body">
        {people.data?.length === 0 && t.nobody}
      </p>
      {people.data && people.data.length > 0 && (
        <fieldset className="people">
          <legend className="kern-label">{t.recipient}</legend>
          {people.data.map((found) => (
            <label key={found.id}>
              <input
                type="radio"
                name="recipient"
                checked={person?.id === found.id}
                onChange={() => setPerson(found)}
              />
              <span>
                {found.name} <small>({text(found.departmentTitle)})</small>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <Field label={t.dueLabel} hint={t.dueHint} inputType="date" min={today} value={dueOn} onChange={setDueOn} />
      {send.error && <TroubleAlert key={send.submittedAt} error={send.error} />}
      <div className="row">
        <Button look="primary" type="submit" isPending={send.isPending}>
          {t.handOver}
        </Button>
      </div>
    </form>
  )
}
