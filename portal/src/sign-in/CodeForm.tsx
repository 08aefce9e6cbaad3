import type { Me } from '@nahtlos/contract/api/sign-in'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { signInTexts } from './texts.ts'

interface CodeFormProps {
  send(code: string): Promise<Me>
  onDone(me: Me): void
}

/** Asks for the six digits; spaces between them do no harm. */
export function CodeForm({ send, onDone }: CodeFormProps) {
  const t = useTexts(signInTexts)
  const [code, setCode] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'code'>(form)
  const attempt = useMutation({ mutationFn: send, onSuccess: onDone, onError: () => setCode('') })

  function submit(event: FormEvent) {
    event.preventDefault()
    const digits = code.replaceAll(/\s/g, '')
    if (check(/^\d{6}$/.test(digits) ? {} : { code: t.codeWrong }) && !attempt.isPending) attempt.mutate(digits)
  }

  return (
    <form className="flow" onSubmit={submit} noValidate ref={form}>
      {attempt.error && <TroubleAlert key={attempt.submittedAt} error={attempt.error} />}
      <Field
        label={t.code}
        hint={t.codeHint}
        name="code"
        value={code}
        onChange={setCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        isRequired
        error={errors.code}
      />
      <div className="row">
        <Button look="primary" type="submit" isPending={attempt.isPending}>
          {t.confirm}
        </Button>
      </div>
    </form>
  )
}
