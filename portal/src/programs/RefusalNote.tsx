import type { MyRefusal } from '@nahtlos/contract/api/programs'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { askForProgram } from '../api/programs.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { programTexts } from './texts.ts'

/** `/usr/bin/perl` → `perl` */
export const programName = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** One program that was not started: what, why, whom to ask, and what became of the request. */
export function RefusalNote({ refusal }: { refusal: MyRefusal }) {
  const t = useTexts(programTexts)
  const text = useText()
  const { language } = useLanguage()
  const [open, setOpen] = useState(false)
  const { id, path, origin, forbidden, state, until, once, answer, department } = refusal
  const name = programName(path)
  const why = origin === 'brought' ? t.why.brought : forbidden ? t.why.forbidden : t.why.installed
  return (
    <div className="flow">
      <p className="kern-body">
        <strong>{t.notStarted(name)}</strong> {why} {t.whom(text(department))}
      </p>
      {state === 'asked' && <p className="kern-body">{t.asked}</p>}
      {state === 'granted' && (
        <p className="kern-body">
          {once || until === null ? t.grantedOnce : t.granted(formatInstant(until, language))}
        </p>
      )}
      {state === 'declined' && <p className="kern-body">{t.declined}</p>}
      {answer && <p className="kern-body">{answer}</p>}
      {state === 'refused' && !forbidden && !open && (
        <Button small aria-label={t.askNamed(name)} onPress={() => setOpen(true)}>
          {t.ask}
        </Button>
      )}
      {open && <AskForm refusal={id} onDone={() => setOpen(false)} />}
    </div>
  )
}

function AskForm({ refusal, onDone }: { refusal: string; onDone(): void }) {
  const t = useTexts(programTexts)
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const [purpose, setPurpose] = useState('')
  const { errors, check } = useErrors<'purpose'>(form)
  const ask = useMutation({
    mutationFn: () => askForProgram(refusal, purpose.trim()),
    onSuccess: (all) => {
      queries.setQueryData(['program-refusals'], all)
      onDone()
    },
  })
  return (
    <form ref={form} className="flow" noValidate onSubmit={(event) => event.preventDefault()}>
      <Field
        label={t.purpose}
        hint={t.purposeHint}
        value={purpose}
        onChange={setPurpose}
        error={errors.purpose}
        maxLength={300}
        autoFocus
      />
      {ask.error && <TroubleAlert key={ask.submittedAt} error={ask.error} />}
      <Button
        small
        isPending={ask.isPending}
        onPress={() => {
          if (check(purpose.trim() ? {} : { purpose: t.purposeMissing })) ask.mutate()
        }}
      >
        {t.send}
      </Button>
    </form>
  )
}
