import type { MyHomeWorkplace } from '@nahtlos/contract/api/home-workplace'
import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { fileHomeCheck } from '../api/home-workplace.ts'
import { Button } from '../shell/Button.tsx'
import { Choice } from '../shell/Choice.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { shellTexts } from '../shell/texts.ts'
import { homeTexts } from './texts.ts'

interface ChecklistFormProps {
  readonly home: MyHomeWorkplace
  onFiled(next: MyHomeWorkplace): void
}

/** Each question with yes or no; what was said last stands in it already. */
export function ChecklistForm({ home, onFiled }: ChecklistFormProps) {
  const t = useTexts(homeTexts)
  const words = useTexts(shellTexts)
  const text = useText()
  const form = useRef<HTMLFormElement>(null)
  const said = home.check?.answers ?? []
  const [answers, setAnswers] = useState<Readonly<Record<string, 'yes' | 'no'>>>(() =>
    Object.fromEntries(said.map(({ item, yes }) => [item, yes ? 'yes' : 'no'])),
  )
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(said.map(({ item, note }) => [item, note ?? ''])),
  )
  const { errors, check } = useErrors<string>(form)
  const file = useMutation({
    mutationFn: () =>
      fileHomeCheck(
        home.checklist.map(({ id }) => ({
          item: id,
          yes: answers[id] === 'yes',
          note: answers[id] === 'no' ? (notes[id]?.trim() ?? null) : null,
        })),
      ),
    onSuccess: onFiled,
  })
  function faults(): Record<string, string> {
    const found: Record<string, string> = {}
    for (const { id } of home.checklist) {
      if (answers[id] === undefined) found[id] = t.answerMissing
      else if (answers[id] === 'no' && !notes[id]?.trim()) found[`${id} note`] = t.noteMissing
    }
    return found
  }
  return (
    <form
      ref={form}
      className="panel flow flow--wide"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (check(faults()) && !file.isPending) file.mutate()
      }}
    >
      <h2 className="kern-heading-medium">{t.checklist}</h2>
      {home.checklist.map(({ id, title }) => (
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
              label={t.noteLabel}
              value={notes[id] ?? ''}
              onChange={(value) => setNotes({ ...notes, [id]: value })}
              error={errors[`${id} note`]}
            />
          )}
        </div>
      ))}
      {file.error && <TroubleAlert key={file.submittedAt} error={file.error} />}
      <div className="row">
        <Button look="primary" type="submit" isPending={file.isPending}>
          {t.send}
        </Button>
      </div>
    </form>
  )
}
