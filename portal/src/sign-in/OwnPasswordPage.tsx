import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { choosePassword } from '../api/sign-in.ts'
import { Button } from '../shell/Button.tsx'
import { Field } from '../shell/Field.tsx'
import { useErrors } from '../shell/form.ts'
import { useTexts } from '../shell/language.tsx'
import { useBecome } from '../shell/me.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { newPasswordFault } from './new-password.ts'
import { signInTexts } from './texts.ts'

export function OwnPasswordPage() {
  const t = useTexts(signInTexts)
  const become = useBecome()
  const [present, setPresent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const { errors, check } = useErrors<'present' | 'next' | 'again'>(form)
  const attempt = useMutation({ mutationFn: choosePassword, onSuccess: become })

  function submit(event: FormEvent) {
    event.preventDefault()
    const fault = newPasswordFault(next, t) ?? (next === present ? t.same : undefined)
    const good = check({
      ...(present ? {} : { present: t.passwordMissing }),
      ...(fault ? { next: fault } : {}),
      ...(fault || next === again ? {} : { again: t.different }),
    })
    if (good && !attempt.isPending) attempt.mutate({ present, next })
  }

  return (
    <Page title={t.ownTitle} lead={t.ownLead} narrow>
      <form className="flow" onSubmit={submit} noValidate ref={form}>
        {attempt.error && <TroubleAlert key={attempt.submittedAt} error={attempt.error} />}
        <Field
          label={t.present}
          inputType="password"
          autoComplete="current-password"
          value={present}
          onChange={setPresent}
          isRequired
          error={errors.present}
        />
        <Field
          label={t.next}
          hint={t.nextHint}
          inputType="password"
          autoComplete="new-password"
          value={next}
          onChange={setNext}
          isRequired
          error={errors.next}
        />
        <Field
          label={t.again}
          inputType="password"
          autoComplete="new-password"
          value={again}
          onChange={setAgain}
          isRequired
          error={errors.again}
        />
        <div className="row">
          <Button look="primary" type="submit" isPending={attempt.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Page>
  )
}
