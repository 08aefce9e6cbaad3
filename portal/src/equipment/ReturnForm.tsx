import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { type EquipmentTerms, takeBack } from '../api/equipment.ts'
import { Button } from '../shell/Button.tsx'
import { Choice } from '../shell/Choice.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { shellTexts } from '../shell/texts.ts'
import { equipmentTexts } from './texts.ts'

interface ReturnFormProps {
  readonly device: string
  readonly checklist: EquipmentTerms['returnChecklist']
  onDone(): Promise<void>
}

/** Takes a device back with the whole checklist answered. */
export function ReturnForm({ device, checklist, onDone }: ReturnFormProps) {
  const t = useTexts(equipmentTexts)
  const words = useTexts(shellTexts)
  const text = useText()
  const form = useRef<HTMLFormElement>(null)
  const [answers, setAnswers] = useState<Readonly<Record<string, 'yes' | 'no'>>>({})
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({})
  const { errors, check } = useErrors<string>(form)
  const send = useMutation({
    mutationFn: () =>
      takeBack(
        device,
        checklist.map(({ id }) => ({
          item: id,
          inOrder: answers[id] === 'yes',
          note: answers[id] === 'no' ? (notes[id]?.trim() ?? null) : null,
        })),
      ),
    onSuccess: onDone,
  })
  function faults(): Record<string, string> {
    const found: Record<string, string> = {}
    for (const { id } of checklist) {
      if (answers[id] === undefined) found[id] = t.answerMissing
      else if (answers[id] === 'no' && !notes[id]?.trim()) found[`${id} note`] = t.missing
    }
    return found
  }
  return (
    <form
      ref={form}
      className="flow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (check(faults()) && !send.isPending) send.mutate()
      }}
    >
      <h3 className="kern-title">{t.takeBack}</h3>
      {checklist.map(({ id, title }) => (
        <div key={id} className="flow">
          <Choice
            legend={text(title)}
            value={answers[id] ?? null}
            options={[
              { value: 'yes', text: words.yes },
              { value: 'no', text: words.no },
            ]}
            error={errors[id]}
            onChoose={(value) => setAnswers({ ...answers, [id]: value })}
          />
          {answers[id] === 'no' && (
            <Field
              label={t.note}
              value={notes[id] ?? ''}
              onChange={(value) => setNotes({ ...notes, [id]: value })}
              error={errors[`${id} note`]}
            />
          )}
        </div>
      ))}
      {send.error && <TroubleAlert key={send.submittedAt} error={send.error} />}
      <div className="row">
        <Button look="primary" type="submit" isPending={send.isPending}>
          {t.takeBack}
        </Button>
      </div>
    </form>
  )
}
