import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { setDue } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { equipmentTexts } from './texts.ts'

interface DueFormProps {
  readonly device: string
  readonly today: string
  readonly dueOn: string | null
  onDone(): Promise<void>
}

/** Until when somebody may keep a device; empty leaves it open. */
export function DueForm({ device, today, dueOn, onDone }: DueFormProps) {
  const t = useTexts(equipmentTexts)
  const [date, setDate] = useState(dueOn ?? '')
  const send = useMutation({ mutationFn: () => setDue(device, date || null), onSuccess: onDone })
  return (
    <form
      className="flow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!send.isPending) send.mutate()
      }}
    >
      <Field label={t.dueLabel} hint={t.dueHint} inputType="date" min={today} value={date} onChange={setDate} />
      {send.error && <TroubleAlert key={send.submittedAt} error={send.error} />}
      <div className="row">
        <Button type="submit" isPending={send.isPending}>
          {t.setDue}
        </Button>
      </div>
    </form>
  )
}
